import {CellGridDraft, type CellGrid} from './cell-grid.ts';
import {afterSgr, withLink} from './cell-style.ts';

/** What a piece of Ink's output does to the screen: the cells after it, and the modes that it switches before and after it draws. */
export type AppliedOutput = {
	readonly cells: CellGrid;
	readonly before: string;
	readonly after: string;
};

const link =
	// oxlint-disable-next-line no-control-regex -- these are what is looked for
	/\u001B\]8;[^;\u0007\u001B]*;(?<href>[^\u0007\u001B]*)(?:\u0007|\u001B\\)/y;

type Modes = {before: string; after: string};

/**
 * Reads what Ink writes: moves, erasures, colours, links, modes and text. Null where there is anything else, or a move out of the
 * screen, so that nothing is known of it any more. A frame has hundreds of pieces, so they are found without making anything of them.
 */
export function applyOutput(output: string, screen: CellGrid): AppliedOutput | null {
	const draft = new CellGridDraft(screen);
	const modes: Modes = {before: '', after: ''};
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

	return {cells: draft.finish(), ...modes};
}

/** Where the text ends that begins there: before the next control character. */
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

/** Does what the control character or sequence there says, and gives where it ends; -1 where it is not known. */
function readControl(output: string, at: number, draft: CellGridDraft, modes: Modes): number {
	if (output.startsWith('\u001B[', at)) {
		return readControlSequence(output, at, draft, modes);
	}

	const polling = output.startsWith('\r\n', at) ? 2 : output[at] === '\n' ? 1 : 0;

	if (polling > 0) {
		draft.row++;
		draft.column = 0;
		return at + polling;
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

	// Digits, the colon, which nothing here has, and the semicolon.
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

	modes[draft.isUntouched ? 'before' : 'after'] += output.slice(at, end + 1);
	return end + 1;
}

/** Does what a control sequence says; false where it is not known. */
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
			// A terminal stops at its first row.
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
