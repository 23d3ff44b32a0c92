/**
 * Asks the terminal to tell of its buttons and its wheel, in the form that has no limit of columns (SGR). Not of motion:
 * nothing here follows the pointer. While it is on, the terminal's own selection needs the shift key.
 */
export const enableMouseReports = '\u001B[?1000h\u001B[?1006h';
export const disableMouseReports = '\u001B[?1006l\u001B[?1000l';

/** A cell of the terminal, counted from 0 at its upper left corner, and what was done there. */
export type MouseEvent = {
	readonly kind: 'click' | 'wheel-up' | 'wheel-down';
	readonly column: number;
	readonly row: number;
};

const report = /^<(\d+);(\d+);(\d+)([Mm])$/;
const kinds: ReadonlyMap<number, MouseEvent['kind']> = new Map([
	[0, 'click'],
	[64, 'wheel-up'],
	[65, 'wheel-down'],
]);

/** Where the bits of the held keys are; with them a click is the terminal's own affair, and a wheel is still one. */
const modifierBits = 4 | 8 | 16;
const firstWheel = 64;

/**
 * Reads what the terminal sends for the mouse, without its introducer: null where it is something else, `none` where
 * it is of the mouse and nothing to be done, as a button that is let go, the right one, or a click with a key held.
 */
export function parseMouse(control: string): MouseEvent | 'none' | null {
	const [, code, x, y, end] = report.exec(control) ?? [];

	if (code === undefined) {
		return null;
	}

	const button = Number(code) >= firstWheel ? Number(code) & ~modifierBits : Number(code);
	const kind = kinds.get(button);
	const [column, row] = [Number(x) - 1, Number(y) - 1];
	return kind === undefined || end === 'm' || column < 0 || row < 0 ? 'none' : {kind, column, row};
}

/** What a terminal without SGR sends instead begins so, and three characters follow. */
export const x10MouseReport = 'M';
export const x10MouseLength = 3;
