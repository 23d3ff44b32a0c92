/** What the cleaner must know of a code point. Flags, so that a text of many megabytes costs one look-up a character. */
export const trait = {
	/** Never reaches the terminal: a control, a format character, a surrogate without its twin, a filler. */
	hidden: 2,
	/** C0, DEL or C1: is spelled out where there is room (`^[`). */
	control: 4,
	/** Continues the grapheme before it. */
	joins: 8,
	/** A combining mark. */
	mark: 16,
	/** What follows continues the same grapheme. */
	glues: 32,
	/** May stand on both sides of a zero-width joiner. */
	pictograph: 64,
	/** Chooses a form of the character before it. */
	variation: 128,
	/** An empty cell that is not the space key's. */
	blank: 256,
	/** Takes two cells. Good enough for tab stops; what counts for the layout is `cellWidth`. */
	wide: 512,
	/** Half a character that lost its other half; as a unit, half a character. */
	surrogate: 1024,
} as const;

const known = 1;

const hidden =
	/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
const control = /\p{Cc}/u;
const joins =
	/[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200D\u0E33\u0EB3\u1160-\u11FF\uD7B0-\uD7FB\u{16D63}\u{16D67}-\u{16D6A}]/u;
const mark = /\p{M}/u;
/** The signs that join two Indic consonants, the joiner, the leading Hangul letters, and the letters that Unicode prepends. */
const glues =
	/[\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D\u1039\u17D2\u1A60\u1B44\u1BAB\uA9C0\uAAF6\u{10A3F}\u{11133}\u{113D0}\u{1193E}\u{11A47}\u{11A99}\u{11F42}\u1100-\u115E\uA960-\uA97C\u0D4E\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}\u200D]/u;
const pictograph = /\p{Extended_Pictographic}/u;
const variation = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;
const blank = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800]/u;
const wide =
	/[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const surrogate = /\p{Cs}/u;

const rules: ReadonlyArray<readonly [flag: number, pattern: RegExp]> = [
	[trait.hidden, hidden],
	[trait.control, control],
	[trait.joins, joins],
	[trait.mark, mark],
	[trait.glues, glues],
	[trait.pictograph, pictograph],
	[trait.variation, variation],
	[trait.blank, blank],
	[trait.wide, wide],
	[trait.surrogate, surrogate],
];

/** By code point; zero is not looked up yet. The pages that are never asked for take no memory. */
const traits = new Uint16Array(0x11_00_00);

/** The traits of a code point (also of a lone surrogate), as a sum of `trait` flags; other bits mean nothing. */
export function traitsOf(codePoint: number): number {
	return traits[codePoint] || look(codePoint);
}

function look(codePoint: number): number {
	const found = guess(codePoint) ?? match(codePoint);
	traits[codePoint] = found;
	return found;
}

/** The traits of the bulk of all code points, told by the block alone; null for the others. */
function guess(codePoint: number): number | null {
	if (codePoint < 0x34_00 || (codePoint > 0x9f_ff && codePoint < 0x2_00_00)) {
		return null;
	}

	// The last two of each plane are no characters, and the plane before the private ones has tags and selectors.
	if ((codePoint & 0xff_fe) === 0xff_fe || codePoint >> 16 === 0xe) {
		return null;
	}

	return codePoint < 0x4_00_00 ? known | trait.wide : known;
}

function match(codePoint: number): number {
	const character = String.fromCodePoint(codePoint);
	return rules.reduce<number>(
		(found, [flag, pattern]) => (pattern.test(character) ? found | flag : found),
		known,
	);
}
