/**
 * Enables reports of mouse buttons and the wheel (xterm, mode 1000) in the SGR encoding (mode 1006), which can report
 * any column.
 */
export const enableMouseReports = '\u001B[?1000h\u001B[?1006h';
export const disableMouseReports = '\u001B[?1006l\u001B[?1000l';

/** A mouse event in a cell. Columns and rows are counted from 0. */
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

/**
 * The bits of shift, meta and ctrl in a button code. A click with one of these keys is ignored, because terminals use
 * such clicks themselves.
 */
const modifierBits = 4 | 8 | 16;
const firstWheel = 64;

/**
 * Parses a mouse report without the `ESC [` at its start, such as `<0;12;5M`. Returns `ignored` for a release or an
 * unsupported button, and null if the sequence is no mouse report.
 */
export function parseMouse(sequence: string): MouseEvent | 'ignored' | null {
	const [, code, x, y, end] = report.exec(sequence) ?? [];

	if (code === undefined) {
		return null;
	}

	const button = Number(code) >= firstWheel ? Number(code) & ~modifierBits : Number(code);
	const kind = kinds.get(button);
	const [column, row] = [Number(x) - 1, Number(y) - 1];
	return kind === undefined || end === 'm' || column < 0 || row < 0
		? 'ignored'
		: {kind, column, row};
}
