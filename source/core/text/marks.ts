import {charFlag} from './characters.ts';

export type CleaningRules = {
	/** Whether every invisible character is spelled out, not only controls. */
	readonly isName: boolean;
	/** False when a text has used up its expansions. Then each invisible character and tab takes one cell. */
	readonly mayExpand: boolean;
};

/** Replaces an invisible character that is not spelled out: `�`. */
export const replacementCharacter = 0xff_fd;
/** Replaces a line feed: `⏎`. */
const returnSymbol = 0x23_ce;

const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const deleteCode = 0x7f;

/**
 * Returns the one UTF-16 unit that is written for a character with any neighbours: the character itself or a
 * replacement. 0 if the neighbours matter or one unit is not enough.
 */
export function contextFreeUnit(code: number, flags: number, rules: CleaningRules): number {
	if ((flags & charFlag.control) !== 0) {
		return unitForControl(code, rules);
	}

	const spellsOut = isSpelledOut(flags, rules);

	if (
		code > 0xff_ff ||
		(flags & (charFlag.extend | charFlag.joinsNext | charFlag.surrogate)) !== 0
	) {
		return 0;
	}

	if ((flags & charFlag.hidden) !== 0) {
		return spellsOut ? 0 : replacementCharacter;
	}

	return spellsOut && (flags & charFlag.blank) !== 0 ? 0 : code;
}

function unitForControl(code: number, rules: CleaningRules): number {
	if (!rules.isName && code === tab) {
		return rules.mayExpand ? 0 : space;
	}

	if (!rules.isName && code === lineFeed) {
		return returnSymbol;
	}

	return rules.mayExpand ? 0 : replacementCharacter;
}

export function isSpelledOut(flags: number, {isName, mayExpand}: CleaningRules): boolean {
	return mayExpand && (isName || (flags & charFlag.control) !== 0);
}

/** Spells out an invisible character: an ASCII control in caret notation (`^[`, `^?`), others as `<U+200D>`. */
export function spellOut(code: number): string {
	return code < space || code === deleteCode
		? `^${String.fromCharCode(code ^ 0x40)}`
		: `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
