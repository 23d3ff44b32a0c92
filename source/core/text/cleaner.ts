import type {SafeText} from './text.ts';
import {charFlag, charFlagsOf, utf8Size} from './characters.ts';
import {
	isSpelledOut,
	spellOut,
	contextFreeUnit,
	replacementCharacter,
	type CleaningRules,
} from './marks.ts';
import {cellsToTabStop} from './tab-stop.ts';
import {TextBuilder} from './text-builder.ts';

/** `◌`, the base for a combining mark that has none. */
const dottedCircle = 0x25_cc;
const space = 0x20;
const tab = 0x09;
const zeroWidthJoiner = 0x20_0d;

/** Limits of one grapheme, in UTF-8 bytes. Terminals and the renderer become slow or wrong beyond them. */
const maxMarksPerGrapheme = 8;
const maxBytesPerGrapheme = 64;
const maxBytesPerCharacter = 4;

/**
 * The maximum of tabs and spelled-out characters per text. Further ones take one cell each, so that no text becomes
 * eight times as long.
 */
const maxExpansions = 1_000;

/** The rules, and a cache of `contextFreeUnit` by UTF-16 unit (0: none, or not computed yet). */
type Table = CleaningRules & {readonly units: Uint16Array};

function createTable(isName: boolean, mayExpand: boolean): Table {
	return {isName, mayExpand, units: new Uint16Array(0x1_00_00)};
}

const tables = {
	prose: {expanding: createTable(false, true), compact: createTable(false, false)},
	name: {expanding: createTable(true, true), compact: createTable(true, false)},
};

/** Builds a `SafeText`. Tracks the current grapheme to keep it within the limits. */
export class Cleaner {
	readonly #kind: keyof typeof tables;
	#table: Table;
	readonly #out = new TextBuilder();
	/** UTF-8 bytes and combining marks of the current grapheme. 0 bytes before the first grapheme. */
	#bytes = 0;
	#marks = 0;
	/** Whether a zero-width joiner may follow the current grapheme. */
	#isPictograph = false;
	/** Whether the last character is visible, so that a variation selector may follow it. */
	#isSelectable = false;
	#joinsNext = false;
	/** Whether another regional indicator continues the current grapheme. */
	#isHalfFlag = false;
	#expansions = 0;

	constructor(kind: 'prose' | 'name') {
		this.#kind = kind;
		this.#table = tables[kind].expanding;
	}

	add(text: string, from: number, to: number): void {
		for (let index = this.#addContextFree(text, from, to); index < to;) {
			const at = index;
			const code = text.codePointAt(index) ?? replacementCharacter;
			const flags = charFlagsOf(code);
			const unit = contextFreeUnit(code, flags, this.#table);
			index += code > 0xff_ff ? 2 : 1;

			if (unit !== 0) {
				this.#table.units[code] = unit;
				this.#addBase(unit, flags);
			} else if (code === tab && !this.#table.isName) {
				this.#addTab(text, at);
			} else if (!this.#isShown(code, flags, text, index)) {
				this.#addInvisible(code);
			} else if (!this.#addShown(code, flags)) {
				index = this.#addOverflow(text, index, to);
			}

			index = this.#addContextFree(text, index, to);
		}
	}

	/** Returns the result: the same string object if nothing changed, so that memory does not contain it twice. */
	take(text: string): SafeText {
		const cleaned = this.#out.take();
		return (cleaned === text ? text : cleaned) as SafeText;
	}

	/**
	 * Fast path: adds the units whose output does not depend on their neighbours, from `from` on. Returns the index after
	 * them.
	 */
	#addContextFree(text: string, from: number, to: number): number {
		if (this.#joinsNext) {
			return from;
		}

		const end = this.#out.addMapped(this.#table.units, text, from, to);

		if (end > from) {
			const last = this.#table.units[text.charCodeAt(end - 1)] ?? replacementCharacter;
			const flags = charFlagsOf(last);
			this.#bytes = utf8Size(last);
			this.#marks = 0;
			this.#isHalfFlag = false;
			this.#isPictograph = (flags & charFlag.pictograph) !== 0;
			this.#isSelectable = last !== space && (flags & charFlag.blank) === 0;
		}

		return end;
	}

	#addBase(code: number, flags: number): void {
		const size = utf8Size(code);
		const isIndicator = (flags & charFlag.regionalIndicator) !== 0;
		const endsFlag = isIndicator && this.#isHalfFlag;
		const startsFlag = isIndicator && !endsFlag;
		const joinsNext = (flags & charFlag.joinsNext) !== 0;

		// A replacement character never joins the next one, so it ends a grapheme that is too long.
		if (this.#joinsNext && !this.#hasRoom(size, joinsNext || startsFlag)) {
			this.#addBase(replacementCharacter, 0);
		}

		if (this.#joinsNext || endsFlag) {
			this.#bytes += size;
		} else {
			this.#bytes = size;
			this.#marks = 0;
		}

		this.#isPictograph = (flags & charFlag.pictograph) !== 0;
		this.#isSelectable = code !== space && (flags & charFlag.blank) === 0;
		this.#joinsNext = joinsNext;
		this.#isHalfFlag = startsFlag;
		this.#out.add(code);
	}

	#addTab(text: string, index: number): void {
		this.#countExpansion();

		for (let cells = cellsToTabStop(text, index); cells > 0; cells--) {
			this.#addBase(space, 0);
		}
	}

	/** Reports whether the character may be shown in this context. `next` is the index after it. */
	#isShown(code: number, flags: number, text: string, next: number): boolean {
		if ((flags & (charFlag.hidden | charFlag.blank)) === 0) {
			return true;
		}

		if (this.#table.isName) {
			return false;
		}

		if (code === zeroWidthJoiner) {
			const after = charFlagsOf(text.codePointAt(next) ?? replacementCharacter);
			return (
				this.#isPictograph &&
				(after & charFlag.pictograph) !== 0 &&
				this.#hasRoom(utf8Size(code), true)
			);
		}

		return (flags & charFlag.variation) === 0
			? (flags & charFlag.hidden) === 0
			: this.#isSelectable;
	}

	/** Adds a character, or a replacement if the current grapheme is full. Returns whether the character fitted. */
	#addShown(code: number, flags: number): boolean {
		if ((flags & charFlag.extend) === 0) {
			this.#addBase(code, flags);
			return true;
		}

		if (this.#bytes === 0) {
			this.#addBase(dottedCircle, 0);
		}

		// A mark between a joining character and the next one does not end the join.
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
		this.#isSelectable = false;
		this.#isHalfFlag = false;
		this.#joinsNext = fits && joinsNext;
		return fits;
	}

	/** Adds a replacement for each unit from `from` on that would extend the full grapheme. Returns the index after them. */
	#addOverflow(text: string, from: number, to: number): number {
		let index = from;

		if (this.#table.isName && this.#table.mayExpand) {
			return index;
		}

		while (
			index < to &&
			(charFlagsOf(text.charCodeAt(index)) & (charFlag.extend | charFlag.hidden)) ===
				charFlag.extend
		) {
			this.#out.add(replacementCharacter);
			index++;
		}

		return index;
	}

	#addInvisible(code: number): void {
		if (!isSpelledOut(charFlagsOf(code), this.#table)) {
			this.#addBase(replacementCharacter, 0);
			return;
		}

		this.#countExpansion();

		for (const character of spellOut(code)) {
			this.#addBase(character.charCodeAt(0), 0);
		}
	}

	#countExpansion(): void {
		this.#expansions++;

		if (this.#expansions === maxExpansions) {
			this.#table = tables[this.#kind].compact;
		}
	}

	/** Reports whether the grapheme has room for `size` more bytes, and for the next character if it will be joined. */
	#hasRoom(size: number, joinsNext: boolean): boolean {
		return this.#bytes + size + (joinsNext ? maxBytesPerCharacter : 0) <= maxBytesPerGrapheme;
	}
}
