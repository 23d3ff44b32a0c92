declare const cleaned: unique symbol;

/** Text without control and direction-changing characters, safe for a terminal. Only `core/text` creates it. */
export type SafeText = string & {readonly [cleaned]: true};

/** Text from outside the program. It is an object, so that it cannot be interpolated into a string by accident. */
export type ForeignText = {
	readonly safe: SafeText;
	/** The text as received, for `--json`, exports and comparisons. Never write it to a terminal. */
	readonly exact: string;
};

/** Longer names and titles are cut to this number of characters: one of megabytes would be measured for each frame. */
const maxShownLength = 1000;
/** Terminals and the renderer become slow or wrong with heavier graphemes (visible characters). */
const maxMarksPerGrapheme = 8;
/** In UTF-8 bytes. A grapheme may get one more character, so that it has at most 64. */
const maxGraphemeSize = 60;
const maxCharacterSize = 4;
const joiner = '\u200D';
const cellsPerTabStop = 8;

/** Fast path: matches a character that may need cleaning. Most texts contain no such character. */
const needsCleaning =
	/[^\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u23FF\u2500-\u27FF\u3001-\u3029\u3030-\u3098\u309B-\u3163\u3165-\uA66E\uAC00-\uD7A3\uFF01-\uFF9D]/;
/** Characters that are invisible or change the text around them, such as controls, joiners and lone surrogates. */
const hidden = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;
/** Characters that look like a space but are another one. */
const blank = String.raw`[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800]`;
/** A joiner between two emoji. */
const emojiJoiner = String.raw`(?<=\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]{0,8})\u200D(?=\p{Extended_Pictographic})`;
/** A variation selector after a visible character; those for ideographs only after one, since they could hide text. */
const selector = String.raw`(?<![ \p{M}\p{C}\p{Default_Ignorable_Code_Point}]|${blank}|^)[\uFE00-\uFE0F]|(?<=\p{Unified_Ideograph})[\u{E0100}-\u{E01EF}]`;
const invisibleInProse = new RegExp(`(?!${emojiJoiner}|${selector})${hidden}`, 'gu');
const invisibleInNames = new RegExp(`${hidden}|${blank}`, 'gu');
/** Matches eight uncommon characters in a row. A text without them has no heavy grapheme. */
const mayBeHeavy =
	/[^ -~\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u02FF\u2010-\u2027\u2500-\u25A9\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF5E]{8}/u;
const startsWithMark = /^[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}]/u;
const wide =
	/[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303E\uFF01-\uFF60]/u;

/**
 * Cleans prose, like a message, to one row: controls become `^[`, line feeds `⏎`, other invisible characters `�`, and
 * tabs spaces. As on a terminal, text after a carriage return replaces the text before it.
 */
export function cleanProse(text: string): SafeText {
	if (!needsCleaning.test(text)) {
		return text as SafeText;
	}

	const row = text
		.split('\n')
		.map(line => withoutTabs(lastVersion(line)))
		.join('⏎')
		.replaceAll(invisibleInProse, sign => (/\p{Cc}/u.test(sign) ? spelledOut(sign) : '�'));
	return limitGraphemes(row, () => '�');
}

/** Cleans the lines of a prose. Each carriage return starts a line, so that no text is lost. An empty text has none. */
export function cleanLines(text: string): readonly SafeText[] {
	return text === '' ? [] : text.split(/\r\n|\r|\n/).map(cleanProse);
}

/** Cleans an id, name, key or address. Spells out what is invisible, so that different names look different. */
export function cleanName(text: string): SafeText {
	return needsCleaning.test(text)
		? limitGraphemes(text.replaceAll(invisibleInNames, spelledOut), spelledOut)
		: (text as SafeText);
}

export function foreignProse(text: string): ForeignText {
	return {safe: cleanProse(text), exact: text};
}

/** Makes a name that can be shown. `safe` has only the start of a long name. */
export function foreignName(text: string): ForeignText {
	return {safe: cleanName(startOf(text)), exact: text};
}

/** Makes a title that can be shown. `safe` has only the start of a long title. */
export function foreignTitle(text: string): ForeignText {
	return {safe: cleanProse(startOf(text)), exact: text};
}

function startOf(text: string): string {
	return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text;
}

/** Returns a visible name of a character: an ASCII control in caret notation (`^[`), others like `<U+200D>`. */
function spelledOut(sign: string): string {
	const code = sign.codePointAt(0) ?? 0;
	return code < 0x20 || code === 0x7f
		? `^${String.fromCharCode(code ^ 0x40)}`
		: `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Returns what a terminal shows of a line: of `10%\r50%\r90%`, only `90%`. */
function lastVersion(line: string): string {
	let end = line.length;

	while (line[end - 1] === '\r') {
		end--;
	}

	return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

function withoutTabs(line: string): string {
	const parts = line.split('\t');
	return parts
		.map((part, place) =>
			place === parts.length - 1
				? part
				: part + ' '.repeat(cellsPerTabStop - (roughWidth(part) % cellsPerTabStop)),
		)
		.join('');
}

/** Returns about the width in cells. Good enough for tab stops; layout uses `cellWidth`. */
function roughWidth(text: string): number {
	let cells = 0;

	for (const sign of text) {
		cells += startsWithMark.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
	}

	return cells;
}

/** Puts a base before a combining mark at the start, and replaces the characters that make a grapheme too heavy. */
function limitGraphemes(text: string, replace: (sign: string) => string): SafeText {
	const based = startsWithMark.test(text) ? `◌${text}` : text;

	if (!mayBeHeavy.test(based)) {
		return based as SafeText;
	}

	return Array.from(new Intl.Segmenter().segment(based), ({segment}) =>
		segment.length > maxMarksPerGrapheme ? lightGrapheme(segment, replace) : segment,
	).join('') as SafeText;
}

function lightGrapheme(grapheme: string, replace: (sign: string) => string): string {
	let [size, marks] = [0, 0];
	return Array.from(grapheme, sign => {
		size += Buffer.byteLength(sign);
		marks += /\p{M}/u.test(sign) ? 1 : 0;
		const isFull = size + (sign === joiner ? maxCharacterSize : 0) > maxGraphemeSize;
		return sign > '~' && (isFull || marks > maxMarksPerGrapheme) ? replace(sign) : sign;
	}).join('');
}

/** The maximum length of a typed text that is displayed, in UTF-16 units. One row of a screen has no room for more. */
const maxTypedLength = 400;

/** Sanitizes the start of a text that the user types, to show it. */
export function typedText(text: string): SafeText {
	return cleanProse(text.slice(0, maxTypedLength));
}

/** Sanitizes the end of a text that the user types, to show it. */
export function typedEnd(text: string): SafeText {
	return cleanProse(text.slice(-maxTypedLength));
}
