import type {TestTerminal} from '../test/helpers/terminal.ts';
import type {Screenshot} from './terminal-svg.ts';

export function screenshotOf(terminal: TestTerminal, columns: number, rows: number): Screenshot {
	return Array.from({length: rows}, (_row, y) =>
		Array.from({length: columns}, (_cell, x) => terminal.cell(x, y)),
	);
}
