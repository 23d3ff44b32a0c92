import {charFlag, charFlagsOf, utf8Size} from './characters.ts';
import {TextBuilder} from './text-builder.ts';
import type {SafeText} from './text.ts';

/** `◌`, the base character for a combining mark that follows no other character. */
const dottedCircle = 0x25_cc;
/** `⏎`, which replaces a line feed. */
const returnSymbol = 0x23_ce;
/**
 * `�`, which replaces an invisible character in prose. A name gets text like `<U+202E>` instead, up to
 * `maxExpansions` times.
 */
const replacementCharacter = 0xff_fd;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const deleteCode = 0x7f;
const zeroWidthJoiner = 0x20_0d;
const cellsPerTabStop = 8;
/** Variation selectors from here on are for ideographs. After other characters they could hide text from people. */
const firstIdeographSelector = 0xe_01_00;
const ideograph = /\p{Unified_Ideograph}/u;

/** The maximum number of combining marks in a grapheme. Terminals and the renderer become slow or wrong with more. */
const maxMarksPerGrapheme = 8;
/** The maximum size of a grapheme in UTF-8 bytes. Longer ones make terminals and the renderer slow or wrong. */
const maxBytesPerGrapheme = 64;
const maxBytesPerCharacter = 4;

/**
 * At most this many tabs and invisible characters of a text are replaced by several characters, like `<U+202E>`. Each
 * further one becomes a single character. Otherwise a huge text could become eight times as long.
 */
const maxExpansions = 1_000;

/**
 * Builds a `SafeText`. Counts the bytes and combining marks of each grapheme, so that no grapheme has more than
 * `maxBytesPerGrapheme` or `maxMarksPerGrapheme`.
 */
export class Cleaner {
	readonly #isName: boolean;
	readonly #out = new TextBuilder();
	/** The size of the current grapheme in UTF-8 bytes; 0 before the first grapheme. */
	#bytes = 0;
	#marks = 0;
	/** The `charFlag` bits of the last base character. Combining marks do not change them. */
	#baseFlags = 0;
	#lastCode = space;
	#joinsNext = false;
	/** True after the first of two regional indicators, which together form the flag of a country. */
	#isHalfFlag = false;
	#expansions = 0;

	constructor(kind: 'prose' | 'name') {
		this.#isName = kind === 'name';
	}

	add(text: string, from: number, to: number): void {
		for (let index = from; index < to; index++) {
			const code = text.codePointAt(index) ?? replacementCharacter;
			const flags = charFlagsOf(code);

			if ((flags & (charFlag.hidden | charFlag.blank | charFlag.extend)) === 0) {
				this.#addBase(code, flags);
			} else if ((flags & charFlag.control) !== 0) {
				this.#addControl(code, text, index);
			} else if (this.#isShown(code, flags, text, index + (code > 0xff_ff ? 2 : 1))) {
				this.#addShown(code, flags);
			} else {
				this.#addInvisible(code);
			}

			if (code > 0xff_ff) {
				index++;
			}
		}
	}

	/** Returns the cleaned text. If nothing changed, returns `text` itself, so that memory has the text only once. */
	take(text: string): SafeText {
		const cleaned = this.#out.take();
		return (cleaned === text ? text : cleaned) as SafeText;
	}

	#addBase(code: number, flags: number): void {
		if (this.#joinsNext || (flags & (charFlag.joinsNext | charFlag.regionalIndicator)) !== 0) {
			this.#joinBase(code, flags);
		} else {
			this.#bytes = utf8Size(code);
			this.#marks = 0;
			this.#isHalfFlag = false;
		}

		this.#baseFlags = flags;
		this.#lastCode = code;
		this.#out.add(code);
	}

	/**
	 * Called if the previous character or this one joins the next, or if this one is half of a country's flag. Extends
	 * the current grapheme or starts a new one: updates its size in bytes and its number of marks.
	 */
	#joinBase(code: number, flags: number): void {
		const size = utf8Size(code);
		const isIndicator = (flags & charFlag.regionalIndicator) !== 0;
		const endsFlag = isIndicator && this.#isHalfFlag;
		const startsFlag = isIndicator && !endsFlag;
		const joinsNext = (flags & charFlag.joinsNext) !== 0;

		// Ends a grapheme that is too long with a replacement character, which never joins the next character.
		if (this.#joinsNext && !this.#hasRoom(size, joinsNext || startsFlag)) {
			this.#joinsNext = false;
			this.#out.add(replacementCharacter);
		}

		const continues = this.#joinsNext || endsFlag;
		this.#bytes = size + (continues ? this.#bytes : 0);
		this.#marks = continues ? this.#marks : 0;
		this.#joinsNext = joinsNext;
		this.#isHalfFlag = startsFlag;
	}

	#addControl(code: number, text: string, index: number): void {
		const isTab = code === tab && !this.#isName;

		if (code === lineFeed && !this.#isName) {
			this.#addBase(returnSymbol, 0);
		} else if (this.#expansions >= maxExpansions) {
			this.#addBase(isTab ? space : replacementCharacter, 0);
		} else {
			this.#expand(isTab ? ' '.repeat(cellsToTabStop(text, index)) : spellOut(code));
		}
	}

	#expand(ascii: string): void {
		this.#expansions++;

		for (let index = 0; index < ascii.length; index++) {
			this.#addBase(ascii.charCodeAt(index), 0);
		}
	}

	/** Reports whether a character may be kept as it is. `next` is the index of the character after it. */
	#isShown(code: number, flags: number, text: string, next: number): boolean {
		if ((flags & (charFlag.hidden | charFlag.blank)) === 0) {
			return true;
		}

		if (this.#isName) {
			return (flags & charFlag.hidden) === 0 && this.#expansions >= maxExpansions;
		}

		if (code === zeroWidthJoiner) {
			const after = charFlagsOf(text.codePointAt(next) ?? replacementCharacter);
			return (
				(this.#baseFlags & charFlag.pictograph) !== 0 &&
				(after & charFlag.pictograph) !== 0 &&
				this.#hasRoom(utf8Size(code), true)
			);
		}

		if ((flags & charFlag.variation) === 0) {
			return (flags & charFlag.hidden) === 0;
		}

		// A variation selector may only follow a visible character.
		return code < firstIdeographSelector
			? this.#lastCode !== space &&
					(charFlagsOf(this.#lastCode) & (charFlag.blank | charFlag.extend)) === 0
			: ideograph.test(String.fromCodePoint(this.#lastCode));
	}

	/**
	 * Adds a visible character, or an extending one, which continues the current grapheme. If the grapheme already has
	 * its maximum size, `�` or a text like `<U+0301>` is added instead of the extending character.
	 */
	#addShown(code: number, flags: number): void {
		if ((flags & charFlag.extend) === 0) {
			this.#addBase(code, flags);
			return;
		}

		if (this.#bytes === 0) {
			this.#addBase(dottedCircle, 0);
		}

		// A combining mark after a joining character does not end the join.
		const joinsNext = this.#joinsNext || (flags & charFlag.joinsNext) !== 0;
		const size = utf8Size(code);
		const marks = this.#marks + ((flags & charFlag.mark) === 0 ? 0 : 1);
		const bytes = this.#bytes + size;
		const fits = marks <= maxMarksPerGrapheme && this.#hasRoom(size, joinsNext);

		if (fits) {
			this.#out.add(code);
		} else {
			this.#addInvisible(code);
		}

		// A full grapheme stays full: every further extending character is replaced.
		this.#bytes = fits ? bytes : maxBytesPerGrapheme;
		this.#marks = fits ? marks : maxMarksPerGrapheme;
		this.#lastCode = code;
		this.#isHalfFlag = false;
		this.#joinsNext = fits && joinsNext;
	}

	#addInvisible(code: number): void {
		if (this.#isName && this.#expansions < maxExpansions) {
			this.#expand(spellOut(code));
		} else {
			this.#addBase(replacementCharacter, 0);
		}
	}

	#hasRoom(size: number, joinsNext: boolean): boolean {
		return this.#bytes + size + (joinsNext ? maxBytesPerCharacter : 0) <= maxBytesPerGrapheme;
	}
}

/** Returns a visible name of a character: an ASCII control in caret notation (`^[`), others like `<U+200D>`. */
function spellOut(code: number): string {
	return code < space || code === deleteCode
		? `^${String.fromCharCode(code ^ 0x40)}`
		: `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function cellsToTabStop(text: string, index: number): number {
	let cells = 0;

	// Measures back only to the previous tab, which ended at a tab stop. So no part of a text is measured twice.
	for (let at = index - 1; at >= 0; at--) {
		const unit = text.charCodeAt(at);

		if (unit === tab || unit === lineFeed || unit === carriageReturn) {
			break;
		}

		const isLowSurrogate = (unit & 0xfc_00) === 0xdc_00 && at > 0;
		const flags = charFlagsOf(isLowSurrogate ? (text.codePointAt(--at) ?? unit) : unit);
		cells += (flags & charFlag.extend) !== 0 ? 0 : (flags & charFlag.wide) === 0 ? 1 : 2;
	}

	return cellsPerTabStop - (cells % cellsPerTabStop);
}
