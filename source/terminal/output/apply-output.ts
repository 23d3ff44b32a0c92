import {CellGridDraft, type CellGrid} from './cell-grid.ts';
import {afterSgr, withLink} from './cell-style.ts';

type AppliedOutput = {
	readonly grid: CellGrid;
	readonly modesBefore: string;
	readonly modesAfter: string;
};

const link =
	// oxlint-disable-next-line no-control-regex
	/\u001B\]8;[^;\u0007\u001B]*;(?<href>[^\u0007\u001B]*)(?:\u0007|\u001B\\)/y;

type Modes = {modesBefore: string; modesAfter: string};

/**
 * Applies text, cursor moves, erasures, styles, links and modes to a grid. Returns null if there is anything else, or if the
 * cursor leaves the screen: then the state of the terminal is unknown. Hot path: parses without allocating tokens.
 */
export function applyOutput(output: string, screen: CellGrid): AppliedOutput | null {
	const draft = new CellGridDraft(screen);
	const modes: Modes = {modesBefore: '', modesAfter: ''};
	let at = 0;

	while (at < output.length) {
		const end = endOfText(output, at);

		if (end > at) {
			at = draft.put(output.slice(at, end)) ? end : -1;
		} else {
			at = readControl(output, at, draft, modes);
		}

		if (at === -1 || !draft.isInside) {
			return null;
		}
	}

	return {grid: draft.finish(), ...modes};
}

/** Returns the index of the next C0 or C1 control character. */
function endOfText(output: string, from: number): number {
	let end = from;

	for (; end < output.length; end++) {
		const code = output.charCodeAt(end);

		if (code < 0x20 || (code > 0x7e && code < 0xa0)) {
			break;
		}
	}

	return end;
}

/** Applies the control character or sequence at an index and returns the index after it; -1 if unknown. */
function readControl(output: string, at: number, draft: CellGridDraft, modes: Modes): number {
	if (output.startsWith('\u001B[', at)) {
		return readControlSequence(output, at, draft, modes);
	}

	const newlineLength = output.startsWith('\r\n', at) ? 2 : output[at] === '\n' ? 1 : 0;

	if (newlineLength > 0) {
		draft.row++;
		draft.column = 0;
		return at + newlineLength;
	}

	link.lastIndex = at;
	const href = link.exec(output)?.groups?.['href'];

	if (href === undefined) {
		return -1;
	}

	draft.style = withLink(draft.style, href);
	return link.lastIndex;
}

function readControlSequence(
	output: string,
	at: number,
	draft: CellGridDraft,
	modes: Modes,
): number {
	const isMode = output[at + 2] === '?';
	const start = at + (isMode ? 3 : 2);
	let end = start;

	// Parameters are digits, colons and semicolons.
	while (output.charCodeAt(end) >= 0x30 && output.charCodeAt(end) <= 0x3b) {
		end++;
	}

	const final = output[end] ?? '';
	const parameters = output.slice(start, end);

	if (!isMode) {
		return applyControlSequence(draft, final, parameters) ? end + 1 : -1;
	}

	if (final !== 'h' && final !== 'l') {
		return -1;
	}

	modes[draft.isUntouched ? 'modesBefore' : 'modesAfter'] += output.slice(at, end + 1);
	return end + 1;
}

/** Applies SGR, CUU, CNL, CHA, CUP, EL or ED (ECMA-48). Returns false for another sequence. */
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
			// A terminal clamps the cursor to its first row.
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
