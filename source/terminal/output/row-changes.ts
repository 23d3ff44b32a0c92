import {disableAutoWrap, enableAutoWrap} from '../modes.ts';
import {hasUncertainWidth} from '../width.ts';
import {plainStyle, styleChange, type CellRow} from './cell-row.ts';

type CellRun = {from: number; to: number};

/**
 * Up to this number of unchanged cells between two changes are written again, because a sequence that moves the cursor
 * would be longer.
 */
const maxGap = 4;
const eraseToEnd = '\u001B[K';

/**
 * Returns the sequences that change a row on the terminal from `old` to `cells`. They write only the cells that differ.
 * A row with text of uncertain width, such as emoji, is written as a whole, since the terminal may have drawn that text
 * over other cells.
 */
export function rowChanges(row: number, old: CellRow, cells: CellRow): string {
	const end = contentEnd(cells);

	if ([old, cells].some(({texts}) => hasUncertainWidth(texts.join('')))) {
		const text = styledText(row, cells, {from: 0, to: end}, true);
		return moveTo(row, 0) + eraseToEnd + disableAutoWrap + text + enableAutoWrap;
	}

	const written = changedRuns(old, cells, end).map(
		run => moveTo(row, run.from) + styledText(row, cells, run, false),
	);
	return written.join('') + (contentEnd(old) > end ? moveTo(row, end) + eraseToEnd : '');
}

/**
 * Returns the ranges of columns that must be written, before the column `end`. A range may include a few unchanged
 * cells between two changes.
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

/** Returns the text of a range of cells with style sequences. The text starts and ends in the plain style. */
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

function moveTo(row: number, column: number): string {
	return `\u001B[${row + 1};${column + 1}H`;
}
