/** Buttons and wheel without motion (xterm, mode 1000), in the SGR encoding (mode 1006), which does not limit columns. */
export const enableMouseReports = '\u001B[?1000h\u001B[?1006h';
export const disableMouseReports = '\u001B[?1006l\u001B[?1000l';

/** A cell is counted from 0. */
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
 * Shift, meta and ctrl. The wheel ignores them; a click with them is ignored, because terminals use such clicks themselves.
 */
const modifierBits = 4 | 8 | 16;
const firstWheel = 64;

/**
 * Parses a report without its CSI. Null if it is not a mouse report. Ignored are releases, other buttons and clicks with a
 * modifier.
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

/** The report of a terminal without the SGR encoding: CSI M and three more characters (X10). */
export const x10MouseReport = 'M';
export const x10MouseLength = 3;
