import {trait} from './characters.ts';

/** How a text is written: whether what cannot be seen is spelled out, and whether there is room left for that and for tabs. */
export type CleaningRules = {readonly isName: boolean; readonly isRoomy: boolean};

/** Stands for a character that cannot be seen and is not spelled out: `�`. */
export const invisibleMark = 0xff_fd;
/** Stands for a line end: `⏎`. */
const lineEnd = 0x23_ce;

const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const deleteCode = 0x7f;

/**
 * What stands for a character with these traits whatever is around it, as one UTF-16 unit: the character itself, or
 * a mark. Zero where it depends on what is around it, or where one unit is not enough.
 */
export function unitFor(code: number, traits: number, manner: CleaningRules): number {
	if ((traits & trait.control) !== 0) {
		return unitForControl(code, manner);
	}

	const isSpelledOut = isSpelled(traits, manner);

	if (code > 0xff_ff || (traits & (trait.joins | trait.glues | trait.surrogate)) !== 0) {
		return 0;
	}

	if ((traits & trait.hidden) !== 0) {
		return isSpelledOut ? 0 : invisibleMark;
	}

	return isSpelledOut && (traits & trait.blank) !== 0 ? 0 : code;
}

function unitForControl(code: number, manner: CleaningRules): number {
	if (!manner.isName && code === tab) {
		return manner.isRoomy ? 0 : space;
	}

	if (!manner.isName && code === lineFeed) {
		return lineEnd;
	}

	return manner.isRoomy ? 0 : invisibleMark;
}

/** Whether a character with these traits that cannot be seen is spelled out: a control always, others in names. */
export function isSpelled(traits: number, {isName, isRoomy}: CleaningRules): boolean {
	return isRoomy && (isName || (traits & trait.control) !== 0);
}

/**
 * What is spelled out of a character that cannot be seen: a control as in `less`, which every font can show (`^[`, `^?`), another one
 * by its number.
 */
export function spelled(code: number): string {
	return code < space || code === deleteCode
		? `^${String.fromCharCode(code ^ 0x40)}`
		: `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
