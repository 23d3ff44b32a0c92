import {CellDraft, type Cells} from './cell-draft.ts';
import {afterSgr, withLink} from './cell-style.ts';

/** What a piece of Ink's output does to the screen: the cells after it, and the modes that it switches before and after it draws. */
export type Written = {readonly cells: Cells; readonly before: string; readonly after: string};

const sequence =
	// oxlint-disable-next-line no-control-regex -- these are what is looked for
	/\u001B\[(?<mode>\?[\d;]*[hl])|\u001B\[(?<parameters>[\d;]*)(?<final>[A-Za-z])|\u001B\]8;[^;\u0007\u001B]*;(?<link>[^\u0007\u001B]*)(?:\u0007|\u001B\\)|(?<feed>\r?\n)|(?<text>[^\u0000-\u001F\u007F-\u009F]+)/y;

/**
 * Reads what Ink writes: moves, erasures, colours, links, modes and text. Null where there is anything else, or a move out of the
 * screen, so that nothing is known of it any more.
 */
export function readWrites(output: string, screen: Cells): Written | null {
	const draft = new CellDraft(screen);
	const modes = {before: '', after: ''};
	sequence.lastIndex = 0;

	while (sequence.lastIndex < output.length) {
		const {
			text,
			feed,
			link,
			mode,
			parameters = '',
			final = '',
		} = sequence.exec(output)?.groups ?? {};
		let isKnown = true;

		if (text !== undefined) {
			isKnown = draft.put(text);
		} else if (feed !== undefined) {
			draft.row++;
			draft.column = 0;
		} else if (link !== undefined) {
			draft.style = withLink(draft.style, link);
		} else if (mode !== undefined) {
			modes[draft.isUntouched ? 'before' : 'after'] += `\u001B[${mode}`;
		} else {
			isKnown = obey(draft, final, parameters);
		}

		if (!isKnown || !draft.isInside) {
			return null;
		}
	}

	return {cells: draft.finish(), ...modes};
}

/** Does what a control sequence says; false where it is not known. */
function obey(draft: CellDraft, final: string, parameters: string): boolean {
	const [first = 0, second = 0] = parameters.split(';').map(Number);
	const count = Math.max(1, first);

	switch (final) {
		case 'm': {
			const style = afterSgr(draft.style, parameters);
			draft.style = style ?? draft.style;
			return style !== null;
		}

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
