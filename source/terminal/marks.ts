import {trait} from './characters.ts';

/** How a text is written: whether what cannot be seen is spelled out, and whether there is room left for that and for tabs. */
export type Manner = {readonly isName: boolean; readonly isRoomy: boolean};

/** Stands for a character that cannot be seen and has no picture of its own: `�`. */
export const unseen = 0xff_fd;
/** Stands for a line end: `⏎`. */
const lineEnd = 0x23_ce;
/** The pictures of the controls: `␀` and on, and `␡`. */
const pictures = 0x24_00;
const pictureOfDelete = 0x24_21;

const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;

/**
 * What stands for a character with these traits whatever is around it, as one UTF-16 unit: the character itself, or
 * a mark. Zero where it depends on what is around it, or where one unit is not enough.
 */
export function unitFor(code: number, traits: number, manner: Manner): number {
	if ((traits & trait.control) !== 0) {
		return unitForControl(code, manner);
	}

	const isSpelled = manner.isName && manner.isRoomy;

	if (code > 0xff_ff || (traits & (trait.joins | trait.glues | trait.surrogate)) !== 0) {
		return 0;
	}

	if ((traits & trait.hidden) !== 0) {
		return isSpelled ? 0 : unseen;
	}

	return isSpelled && (traits & trait.blank) !== 0 ? 0 : code;
}

function unitForControl(code: number, manner: Manner): number {
	if (!manner.isName && code === tab) {
		return manner.isRoomy ? 0 : space;
	}

	if (!manner.isName && code === lineFeed) {
		return lineEnd;
	}

	return code < space ? pictures + code : pictureOfDelete;
}
