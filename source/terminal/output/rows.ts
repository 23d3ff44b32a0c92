import {disableAutoWrap, enableAutoWrap} from '../modes.ts';
import {plainPattern} from '../plain-width.ts';
import {cellWidth, graphemes} from '../width.ts';

/** A row of a frame: text with styles. It may be narrower or wider than the terminal. */
export type FrameRow = {
	readonly line: string;
	/** In cells. */
	readonly width: number;
	/** Whether the row can only be written whole: terminals may disagree about its width, as for many emoji, or it has a link. */
	readonly isWhole: boolean;
};

const blankRow: FrameRow = {line: '', width: 0, isWhole: false};
const eraseToEnd = '\u001B[K';
const resetStyle = '\u001B[m';

/** Matches a sequence that changes the style: SGR, or the start or the end of a link (OSC 8). */
// oxlint-disable-next-line no-control-regex
export const styleSequence = /(\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

export function frameRow(line: string): FrameRow {
	const plain = line.replaceAll(styleSequence, '');
	return {
		line,
		width: cellWidth(plain),
		isWhole: !plainPattern.test(plain) || line.includes('\u001B]'),
	};
}

/** Returns the sequences that write the rows of a frame that differ from those that are shown, by their index. */
export function changedRows(
	shown: readonly FrameRow[],
	frame: readonly FrameRow[],
): ReadonlyMap<number, string> {
	const changed = new Map<number, string>();

	for (let index = 0; index < Math.max(shown.length, frame.length); index++) {
		const [old, row] = [shown[index] ?? blankRow, frame[index] ?? blankRow];

		if (old.line !== row.line) {
			changed.set(index, rewritten(index, old, row));
		}
	}

	return changed;
}

/** Writes only the pieces of a row that differ: half of the bytes when one pane of two changes. */
function rewritten(index: number, old: FrameRow, row: FrameRow): string {
	if (row.isWhole || old.isWhole) {
		// The terminal may have drawn the old text over other cells, and may wrap the new one.
		return moveTo(index, 0) + eraseToEnd + disableAutoWrap + straighten(row.line) + enableAutoWrap;
	}

	const shown = new Map(piecesOf(old.line).map(piece => [piece.column, piece]));
	let output = '';
	let cursor: number | null = null;

	for (const {column, style, text} of piecesOf(row.line)) {
		const last = shown.get(column);

		if (last?.style !== style || last.text !== text) {
			output += cursor === column ? '' : moveTo(index, column);
			output += style === '' ? text : style + text + resetStyle;
			cursor = column + cellWidth(text);
		}
	}

	if (row.width < old.width) {
		// After a full row, the sequence would erase its last cell.
		output += (cursor === row.width ? '' : moveTo(index, row.width)) + eraseToEnd;
	}

	return output;
}

/** Text in one style, with the sequences that begin the style. */
type Piece = {readonly column: number; readonly style: string; readonly text: string};

/** Splits a line without links where its style changes. */
function piecesOf(line: string): readonly Piece[] {
	/** The sequences of the current style, by the code that ends them. */
	const open = new Map<number, string>();
	let column = 0;
	return line.split(styleSequence).flatMap(part => {
		if (!part.startsWith('\u001B')) {
			const piece = {column, style: [...open.values()].join(''), text: part};
			column += cellWidth(part);
			return part === '' ? [] : [piece];
		}

		const code = Number.parseInt(part.slice(2), 10);
		const end = endOf(code);
		open.set(end, code === end ? '' : (open.get(end) ?? '') + part);
		return [];
	});
}

/** Returns the SGR code that ends the style of another code, which may be the end itself. */
function endOf(code: number): number {
	const isBackground = (code >= 40 && code < 50) || code >= 100;
	return isBackground ? 49 : code >= 30 ? 39 : code >= 20 ? code : code === 1 ? 22 : code + 20;
}

/**
 * Returns a line, which may have styles, with sequences that keep its columns in place on every terminal: after each
 * character of uncertain width, the cursor is moved to the column where it must be (CHA). The line must fit the terminal.
 */
export function straighten(line: string): string {
	let column = 1;
	let output = '';

	for (const part of line.split(styleSequence)) {
		if (part.startsWith('\u001B')) {
			output += part;
			continue;
		}

		for (const text of plainPattern.test(part) ? [part] : graphemes(part)) {
			const width = cellWidth(text);
			// A terminal may leave cells of this text unchanged, so spaces come first.
			output += plainPattern.test(text)
				? text
				: `${' '.repeat(width)}\u001B[${column}G${text}\u001B[${column + width}G`;
			column += width;
		}
	}

	return output;
}

/** Moves the cursor to a row and a column, both from 0. */
export function moveTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}
