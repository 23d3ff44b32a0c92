import {disableAutoWrap, enableAutoWrap} from '../modes.ts';
import {hasUncertainWidth} from '../width.ts';
import {FrameRow, plainStyle, styleChange, type CellRow} from './frame-row.ts';

type CellRun = {from: number; to: number};

/**
 * Up to this number of unchanged cells between two changes are written again, because a sequence that moves the cursor
 * would be longer.
 */
const maxGap = 4;
const eraseToEnd = '\u001B[K';

const blankRow = new FrameRow('', '');

/** Returns the sequences that draw a frame on an erased screen. */
export function wholeFrame(frame: readonly FrameRow[]): string {
	return frame
		.map((next, row) => (next.isUncertain ? wholeRow(row, next) : moveTo(row, 0) + next.line))
		.join('');
}

/** Returns the sequences that change one frame into another. They write only the cells that differ. */
export function frameChanges(before: readonly FrameRow[], after: readonly FrameRow[]): string {
	let output = '';

	for (let row = 0; row < Math.max(before.length, after.length); row++) {
		const [old, next] = [before[row] ?? blankRow, after[row] ?? blankRow];
		output += old === next ? '' : rowChanges(row, old, next);
	}

	return output;
}

/**
 * A row with text of uncertain width, such as emoji, is written as a whole, since the terminal may have drawn that text
 * over other cells.
 */
function rowChanges(row: number, old: FrameRow, next: FrameRow): string {
	if (old.isUncertain || next.isUncertain) {
		return wholeRow(row, next, eraseToEnd);
	}

	const cells = next.cells;
	const end = contentEnd(cells);
	const written = changedRuns(old.cells, cells, end).map(
		run => moveTo(row, run.from) + styledText(row, cells, run, false),
	);
	return written.join('') + (contentEnd(old.cells) > end ? moveTo(row, end) + eraseToEnd : '');
}

function wholeRow(row: number, {cells}: FrameRow, erasure = ''): string {
	const text = styledText(row, cells, {from: 0, to: contentEnd(cells)}, true);
	return moveTo(row, 0) + erasure + disableAutoWrap + text + enableAutoWrap;
}

/**
 * Returns the ranges of columns that must be written. Compares only the columns before `end`. A range may include a few
 * unchanged cells between two changes.
 */
function changedRuns(old: CellRow, cells: CellRow, end: number): readonly CellRun[] {
	const runs: CellRun[] = [];

	for (let column = 0; column < end; column++) {
		if (isSameCell(old, cells, column)) {
			continue;
		}

		// A wide character is written as a whole.
		const from = cells.texts[column] === '' ? column - 1 : column;
		const to = cells.texts[column + 1] === '' ? column + 2 : column + 1;
		const last = runs.at(-1);

		if (last !== undefined && from - last.to <= maxGap) {
			last.to = to;
		} else {
			runs.push({from, to});
		}
	}

	return runs;
}

function isSameCell(old: CellRow, cells: CellRow, column: number): boolean {
	return (
		(old.texts[column] ?? ' ') === cells.texts[column] &&
		(old.styles[column] ?? plainStyle).key === cells.styles[column]?.key
	);
}

function contentEnd({texts, styles}: CellRow): number {
	let end = texts.length;

	while (end > 0 && texts[end - 1] === ' ' && styles[end - 1]?.key === plainStyle.key) {
		end--;
	}

	return end;
}

/**
 * Returns the text of a range of cells with style sequences. The text starts and ends in the plain style. With
 * `isUncertain`, also moves the cursor to the right column of `row` after each character of uncertain width.
 */
function styledText(
	row: number,
	{texts, styles}: CellRow,
	{from, to}: CellRun,
	isUncertain: boolean,
): string {
	let output = '';
	let style = plainStyle;

	for (let column = from; column < to; column++) {
		const text = texts[column] ?? '';
		const next = styles[column] ?? plainStyle;
		output += styleChange(style, next);
		style = next;

		if (isUncertain && hasUncertainWidth(text)) {
			// A terminal may leave cells of this text unchanged, so spaces come first. Then the cursor's place is unknown.
			const width = texts[column + 1] === '' ? 2 : 1;
			output += ' '.repeat(width) + moveTo(row, column) + text + moveTo(row, column + width);
		} else {
			output += text;
		}
	}

	return output + styleChange(style, plainStyle);
}

/** Moves the cursor to a row and a column, both from 0. */
export function moveTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}
