import {CellGridDraft, type CellGrid} from './cell-grid.ts';
import {afterSgr, withLink} from './cell-style.ts';

type AppliedOutput = {
	readonly grid: CellGrid;
	readonly modesBefore: string;
	readonly modesAfter: string;
};

/** Matches one unit of output: text, a control sequence (CSI), a line break, or a link (OSC 8). */
const token =
	// oxlint-disable-next-line no-control-regex
	/([^\u0000-\u001F\u007F-\u009F]+)|\u001B\[(\??)([\d:;]*)(.)|(\r?\n)|\u001B\]8;[^;\u0007\u001B]*;([^\u0007\u001B]*)(?:\u0007|\u001B\\)/y;

/**
 * Applies output to a grid of cells: text, cursor moves, erasures, styles, links and modes. Returns null if the output
 * contains anything else or the cursor leaves the screen, because the state of the terminal is then unknown.
 */
export function applyOutput(output: string, screen: CellGrid): AppliedOutput | null {
	const draft = new CellGridDraft(screen);
	const modes = {modesBefore: '', modesAfter: ''};
	token.lastIndex = 0;

	while (token.lastIndex < output.length) {
		const match = token.exec(output);

		if (match === null) {
			return null;
		}

		const [whole, text, mode, parameters = '', final = '', newline, href] = match;
		let isKnown = true;

		if (text !== undefined) {
			isKnown = draft.put(text);
		} else if (newline !== undefined) {
			draft.row++;
			draft.column = 0;
		} else if (href !== undefined) {
			draft.style = withLink(draft.style, href);
		} else if (mode === '?') {
			isKnown = final === 'h' || final === 'l';
			modes[draft.isUntouched ? 'modesBefore' : 'modesAfter'] += whole;
		} else {
			isKnown = applyControlSequence(draft, final, parameters);
		}

		if (!isKnown || !draft.isInside) {
			return null;
		}
	}

	return {grid: draft.finish(), ...modes};
}

/** Applies SGR, CUU, CNL, CHA, CUP, EL or ED (ECMA-48). Returns false for any other sequence. */
function applyControlSequence(draft: CellGridDraft, final: string, parameters: string): boolean {
	if (final === 'm') {
		const style = afterSgr(draft.style, parameters);
		draft.style = style ?? draft.style;
		return style !== null;
	}

	const [first = 0, second = 0] = parameters === '' ? [] : parameters.split(';').map(Number);
	const count = Math.max(1, first);

	switch (final) {
		case 'A':
			// A terminal stops the cursor at its first row.
			draft.row = Math.max(0, draft.row - count);
			return true;
		case 'E':
			draft.row += count;
			draft.column = 0;
			return true;
		case 'G':
			draft.column = count - 1;
			return true;
		case 'H':
			draft.row = count - 1;
			draft.column = Math.max(1, second) - 1;
			return true;
		case 'K':
			draft.erase(first === 2 ? 0 : draft.column);
			return first === 0 || first === 2;
		case 'J':
			draft.eraseDown();
			return first === 0;
		default:
			return false;
	}
}
