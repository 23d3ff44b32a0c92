/** Properties of a code point as bit flags. One table look-up gives all of them, so cleaning huge texts is fast. */
export const charFlag = {
	/**
	 * An invisible character, or one that changes the text around it: a control or format character, a lone
	 * surrogate, or a blank letter like U+3164. `cleanProse` replaces or removes these, except zero-width joiners
	 * between emoji, and variation selectors after visible characters.
	 */
	hidden: 2,
	control: 4,
	/** A character that continues the previous grapheme (Unicode: Grapheme_Extend). */
	extend: 8,
	mark: 16,
	/** A character that forms one grapheme with the next character, like a zero-width joiner. */
	joinsNext: 32,
	/** An emoji (Unicode: Extended_Pictographic), which a zero-width joiner can join with another emoji. */
	pictograph: 64,
	variation: 128,
	/** White space except U+0020. */
	blank: 256,
	/** A character that is two cells wide. This is approximate and only used for tab stops; layout uses `cellWidth`. */
	wide: 512,
	regionalIndicator: 1024,
} as const;

const cachedFlag = 1;

const rules: ReadonlyArray<readonly [flag: number, pattern: RegExp]> = [
	[
		charFlag.hidden,
		/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u,
	],
	[charFlag.control, /\p{Cc}/u],
	[
		charFlag.extend,
		/[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200D\u0E33\u0EB3\u1160-\u11FF\uD7B0-\uD7FB\u{16D63}\u{16D67}-\u{16D6A}]/u,
	],
	[charFlag.mark, /\p{M}/u],
	[
		// Matches Indic conjunct linkers, the zero-width joiner, leading Hangul letters, and Unicode's Prepend class.
		charFlag.joinsNext,
		/[\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D\u1039\u17D2\u1A60\u1B44\u1BAB\uA9C0\uAAF6\u{10A3F}\u{11133}\u{113D0}\u{1193E}\u{11A47}\u{11A99}\u{11F42}\u1100-\u115E\uA960-\uA97C\u0D4E\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}\u200D]/u,
	],
	[charFlag.pictograph, /\p{Extended_Pictographic}/u],
	[charFlag.variation, /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u],
	[charFlag.blank, /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800]/u],
	[
		charFlag.wide,
		/[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u,
	],
	[charFlag.regionalIndicator, /\p{Regional_Indicator}/u],
];

/** The flags of each code point; 0 if not computed yet. The system allocates memory only for parts that are used. */
const flagsCache = new Uint16Array(0x11_00_00);

/** Returns the `charFlag` bits of a code point or lone surrogate. Callers ignore bit 0, which marks a cached value. */
export function charFlagsOf(codePoint: number): number {
	return flagsCache[codePoint] || computeFlags(codePoint);
}

function computeFlags(codePoint: number): number {
	const character = String.fromCodePoint(codePoint);
	const flags = rules.filter(([, pattern]) => pattern.test(character)).map(([flag]) => flag);
	flagsCache[codePoint] = flags.reduce((all, flag) => all | flag, cachedFlag);
	return flagsCache[codePoint];
}

export function utf8Size(code: number): number {
	return code < 0x80 ? 1 : code < 0x8_00 ? 2 : code <= 0xff_ff ? 3 : 4;
}
