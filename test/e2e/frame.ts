import assert from 'node:assert/strict';
import type {Cell} from '../helpers/cell.ts';
import type {TestTerminal} from '../helpers/terminal.ts';

/**
 * Asserts that the frame around the panes stands straight in the cells of the terminal, and the line between list and
 * detail too: a character that is wider than the program thinks would push them out (D7).
 */
export function assertStraightFrame(terminal: TestTerminal, columns: number, rows: number): void {
	const text = (x: number, y: number) => terminal.cell(x, y).text;
	assert.deepEqual(
		[text(0, 0), text(columns - 1, 0), text(0, rows - 1), text(columns - 1, rows - 1)],
		['┌', '┐', '└', '┘'],
	);
	const inner = Array.from({length: columns - 2}, (_, index) => index + 1);
	const divider = inner.find(x => text(x, 1) === '│') ?? 0;
	assert.notEqual(divider, 0, 'there is a line between list and detail');

	for (let y = 1; y < rows - 1; y++) {
		const sides = [text(0, y), text(divider, y), text(columns - 1, y)].join(' ');
		assert.match(sides, /^│ [│├] [│┤]$/, `row ${y}: ${terminal.screen()[y]}`);
	}
}

/** Cells that the clock takes at the end of the header, with the corner. */
const clockCells = 10;

/**
 * Everything that is seen, a list of cells with their looks for each row. The header's clock is left out: it says when
 * the screen was drawn.
 */
export function picture(terminal: TestTerminal, columns: number): readonly string[] {
	return terminal
		.screen()
		.map((_, y) =>
			JSON.stringify(
				Array.from({length: y === 0 ? columns - clockCells : columns}, (_cell, x) =>
					look(terminal.cell(x, y)),
				),
			),
		);
}

/** A cell that was never written looks like a space. */
function look({text, width, ...traits}: Cell): readonly unknown[] {
	return [text === '' && width === 1 ? ' ' : text, ...Object.values(traits)];
}
