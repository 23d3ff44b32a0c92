import assert from 'node:assert/strict';
import type {TestTerminal} from '../helpers/terminal.ts';
import type {Cell} from '../helpers/virtual-screen.ts';

/** Asserts that the frame and the divider are straight. A wrong character width would shift them. */
export function assertStraightFrame(terminal: TestTerminal, columns: number, rows: number): void {
	assertStraightSides(terminal, columns, rows);
	const text = (x: number, y: number) => terminal.cell(x, y).text;
	const inner = Array.from({length: columns - 2}, (_, index) => index + 1);
	const divider = inner.find(x => text(x, 1) === '┬') ?? 0;
	assert.notEqual(divider, 0, 'there is a divider between list and detail');

	for (let y = 2; y < rows - 1; y++) {
		const sides = `${text(0, y)} ${text(divider, y)}`;
		assert.match(sides, /^│ [│├]$/, `row ${y}: ${terminal.screen()[y]}`);
	}
}

/** Asserts that the left and right sides of the frame have no gap and no other character. */
export function assertStraightSides(terminal: TestTerminal, columns: number, rows: number): void {
	const side = (x: number) =>
		Array.from({length: rows}, (_, y) => terminal.cell(x, y).text).join('');
	const screen = terminal.screen().join('\n');
	assert.match(side(0), /^┌[│├]+└$/, screen);
	assert.match(side(columns - 1), /^┐[│┤]+┘$/, screen);
}

/** The width of the header's clock and corner. */
const clockColumns = 10;

/** All cells of each row with their styles, without the header's clock. */
export function picture(terminal: TestTerminal, columns: number): readonly string[] {
	return terminal
		.screen()
		.map((_, y) =>
			JSON.stringify(
				Array.from({length: y === 0 ? columns - clockColumns : columns}, (_cell, x) =>
					styledText(terminal.cell(x, y)),
				),
			),
		);
}

/** An unwritten cell looks like a space. */
function styledText({text, width, ...style}: Cell): readonly unknown[] {
	return [text === '' && width === 1 ? ' ' : text, ...Object.values(style)];
}
