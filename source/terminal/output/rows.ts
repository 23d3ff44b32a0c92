import {disableAutoWrap, enableAutoWrap} from '../modes.ts';
import {plainPattern} from '../plain-width.ts';
import {cellWidth, graphemes} from '../width.ts';

/** A row of a frame: text with styles. It may be narrower or wider than the terminal. */
export type FrameRow = {
	readonly line: string;
	/** In cells. */
	readonly width: number;
	/** Whether all terminals agree about its width: they differ about many emoji. */
	readonly isPlain: boolean;
};

const blankRow: FrameRow = {line: '', width: 0, isPlain: true};
const eraseToEnd = '\u001B[K';
// oxlint-disable-next-line no-control-regex
const endOfStyle = /^\u001B(?:\[(?:2[2-9]|39|49|0?)m|\]8;;(?:\u0007|\u001B\\))$/;

/** Matches a sequence that changes the style: SGR, or the start or the end of a link (OSC 8). */
// oxlint-disable-next-line no-control-regex
export const styleSequence = /(\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

export function frameRow(line: string): FrameRow {
	const text = line.replaceAll(styleSequence, '');
	return {line, width: cellWidth(text), isPlain: plainPattern.test(text)};
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
			const isPlain = old.isPlain && row.isPlain;
			changed.set(index, isPlain ? changedPart(index, old, row) : wholeRow(index, row));
		}
	}

	return changed;
}

/** The terminal may have drawn the old text over other cells, and may wrap the new one. */
function wholeRow(index: number, {line}: FrameRow): string {
	return moveTo(index, 0) + eraseToEnd + disableAutoWrap + straighten(line) + enableAutoWrap;
}

/** Leaves out what is equal at both ends of a row: half of the bytes, since most of the time one of two panes changes. */
function changedPart(index: number, old: FrameRow, row: FrameRow): string {
	const [before, after] = [old.line.split(styleSequence), row.line.split(styleSequence)];
	const start = countEqual(before, after);
	const ends = [before.slice(start).toReversed(), after.slice(start).toReversed()] as const;
	const end = row.width === old.width ? countEqual(...ends) : 0;
	const text = after.slice(start, after.length - end).join('');
	const column = frameRow(after.slice(0, start).join('')).width;
	return moveTo(index, column) + text + (row.width < old.width ? eraseToEnd : '');
}

/** Counts the first parts of two split lines that are equal, up to the last one after which no style is open. */
function countEqual(a: readonly string[], b: readonly string[]): number {
	let [open, count] = [0, 0];

	for (let index = 0; index < b.length && a[index] === b[index]; index++) {
		const part = b[index] ?? '';
		open += part.startsWith('\u001B') ? (endOfStyle.test(part) ? -1 : 1) : 0;
		count = open === 0 ? index + 1 : count;
	}

	return count;
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
