import type {SafeText} from './text.ts';
import {trait, traitsOf} from './characters.ts';
import {isSpelled, spelled, unitFor, invisibleMark, type CleaningRules} from './marks.ts';
import {cellsToTabStop} from './tab-stop.ts';
import {TextBuilder} from './text-builder.ts';

/** Carries a combining mark that comes without a base: `◌`. */
const lonely = 0x25_cc;
const space = 0x20;
const tab = 0x09;
const zeroWidthJoiner = 0x20_0d;

/** The most that one grapheme may hold; what lies beyond makes terminals, and the renderer, slow or wrong. */
const maxMarks = 8;
const maxBytes = 64;
const maxBytesOfOne = 4;

/**
 * Tabs and spelled characters that a text may have before the rest of them take one cell each. Nobody reads the
 * thousandth, and a text of many megabytes must not become eight times as long.
 */
const maxLong = 1_000;

/**
 * A manner, and what stands in it for a UTF-16 unit whatever is around it; zero where that matters, or where nobody
 * asked yet. Filled as characters turn up, as a table of all of them would cost every start of the program.
 */
type Table = CleaningRules & {readonly units: Uint16Array};

function table(isName: boolean, isRoomy: boolean): Table {
	return {isName, isRoomy, units: new Uint16Array(0x1_00_00)};
}

const tables = {
	prose: {roomy: table(false, true), crowded: table(false, false)},
	name: {roomy: table(true, true), crowded: table(true, false)},
};

/** Writes a text fit for the terminal, and knows as much of the grapheme under way as the rules ask for. */
export class Cleaner {
	readonly #kind: keyof typeof tables;
	#table: Table;
	readonly #out = new TextBuilder();
	/** UTF-8 bytes and combining marks of the grapheme under way; no bytes before the first. */
	#bytes = 0;
	#marks = 0;
	/** Whether the grapheme under way is a pictograph, which a joiner may follow. */
	#isPictograph = false;
	/** Whether the last character is a visible one, which a selector may follow. */
	#isSelectable = false;
	/** Whether the last character draws the next one into its grapheme. */
	#isGluing = false;
	/** Tabs and spelled characters so far. */
	#long = 0;

	constructor(kind: 'prose' | 'name') {
		this.#kind = kind;
		this.#table = tables[kind].roomy;
	}

	/** Adds the units of `text` from `from` to `to`. */
	add(text: string, from: number, to: number): void {
		for (let index = this.#addAlike(text, from, to); index < to;) {
			const at = index;
			const code = text.codePointAt(index) ?? invisibleMark;
			const traits = traitsOf(code);
			const alike = unitFor(code, traits, this.#table);
			index += code > 0xff_ff ? 2 : 1;

			if (alike !== 0) {
				this.#table.units[code] = alike;
				this.#addBase(alike, traits);
			} else if (code === tab && !this.#table.isName) {
				this.#addTab(text, at);
			} else if (!this.#isShown(code, traits, text, index)) {
				this.#addUnseen(code);
			} else if (!this.#addShown(code, traits)) {
				index = this.#addSurplus(text, index, to);
			}

			index = this.#addAlike(text, index, to);
		}
	}

	/** What was written; the very same string where nothing had to be changed, so that it is not held twice. */
	take(text: string): SafeText {
		const cleaned = this.#out.take();
		return (cleaned === text ? text : cleaned) as SafeText;
	}

	/** Adds at once the units from `from` on that are shown alike everywhere, and gives where they end. */
	#addAlike(text: string, from: number, to: number): number {
		if (this.#isGluing) {
			return from;
		}

		const end = this.#out.addMapped(this.#table.units, text, from, to);

		if (end > from) {
			const last = this.#table.units[text.charCodeAt(end - 1)] ?? invisibleMark;
			const traits = traitsOf(last);
			this.#bytes = utf8Size(last);
			this.#marks = 0;
			this.#isPictograph = (traits & trait.pictograph) !== 0;
			this.#isSelectable = last !== space && (traits & trait.blank) === 0;
		}

		return end;
	}

	#addBase(code: number, traits: number): void {
		const size = utf8Size(code);

		// Own marks glue nothing, so one of them always ends a grapheme that grew too long.
		if (this.#isGluing && !this.#hasRoom(size, (traits & trait.glues) !== 0)) {
			this.#addBase(invisibleMark, 0);
		}

		if (this.#isGluing) {
			this.#bytes += size;
		} else {
			this.#bytes = size;
			this.#marks = 0;
		}

		this.#isPictograph = (traits & trait.pictograph) !== 0;
		this.#isSelectable = code !== space && (traits & trait.blank) === 0;
		this.#isGluing = (traits & trait.glues) !== 0;
		this.#out.add(code);
	}

	#addTab(text: string, index: number): void {
		this.#countLong();

		for (let cells = cellsToTabStop(text, index); cells > 0; cells--) {
			this.#addBase(space, 0);
		}
	}

	/** Whether a character with a trait that asks for caution may be shown here. `next` is the index after it. */
	#isShown(code: number, traits: number, text: string, next: number): boolean {
		if ((traits & (trait.hidden | trait.blank)) === 0) {
			return true;
		}

		if (this.#table.isName) {
			return false;
		}

		if (code === zeroWidthJoiner) {
			const after = traitsOf(text.codePointAt(next) ?? invisibleMark);
			return (
				this.#isPictograph &&
				(after & trait.pictograph) !== 0 &&
				this.#hasRoom(utf8Size(code), true)
			);
		}

		return (traits & trait.variation) === 0 ? (traits & trait.hidden) === 0 : this.#isSelectable;
	}

	/** Adds a character, or a mark where the grapheme under way is full; tells whether it was not. */
	#addShown(code: number, traits: number): boolean {
		if ((traits & trait.joins) === 0) {
			this.#addBase(code, traits);
			return true;
		}

		if (this.#bytes === 0) {
			this.#addBase(lonely, 0);
		}

		// A mark after what draws the next character does not keep it from that.
		const isGluing = this.#isGluing || (traits & trait.glues) !== 0;
		const size = utf8Size(code);
		const marks = this.#marks + ((traits & trait.mark) === 0 ? 0 : 1);
		const bytes = this.#bytes + size;
		const fits = marks <= maxMarks && this.#hasRoom(size, isGluing);

		if (fits) {
			this.#out.add(code);
		} else {
			this.#addUnseen(code);
		}

		// A full grapheme stays full: whatever else would continue it becomes a mark as well.
		this.#bytes = fits ? bytes : maxBytes;
		this.#marks = fits ? marks : maxMarks;
		this.#isSelectable = false;
		this.#isGluing = fits && isGluing;
		return fits;
	}

	/** Adds a mark for each unit from `from` on that would continue the full grapheme, and gives where they end. */
	#addSurplus(text: string, from: number, to: number): number {
		let index = from;

		if (this.#table.isName && this.#table.isRoomy) {
			return index;
		}

		while (
			index < to &&
			(traitsOf(text.charCodeAt(index)) & (trait.joins | trait.hidden)) === trait.joins
		) {
			this.#out.add(invisibleMark);
			index++;
		}

		return index;
	}

	#addUnseen(code: number): void {
		if (!isSpelled(traitsOf(code), this.#table)) {
			this.#addBase(invisibleMark, 0);
			return;
		}

		this.#countLong();

		for (const character of spelled(code)) {
			this.#addBase(character.charCodeAt(0), 0);
		}
	}

	#countLong(): void {
		this.#long++;

		if (this.#long === maxLong) {
			this.#table = tables[this.#kind].crowded;
		}
	}

	/** Whether so many bytes more fit into the grapheme, with the character that is drawn in after them. */
	#hasRoom(size: number, isGluing: boolean): boolean {
		return this.#bytes + size + (isGluing ? maxBytesOfOne : 0) <= maxBytes;
	}
}

function utf8Size(code: number): number {
	if (code < 0x80) {
		return 1;
	}

	if (code < 0x8_00) {
		return 2;
	}

	return code <= 0xff_ff ? 3 : 4;
}
