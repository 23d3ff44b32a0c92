import {graphemes} from '../width.ts';

/**
 * A printable grapheme (`j`, `G`, `?`, `文`), or the name of a key, such as `down`, `enter`, `f1`, `ctrl+r` or `shift+tab`.
 * A key pressed with alt begins with `alt+`; only text inputs bind such keys, elsewhere `alt+j` is `j`.
 */
export type KeyName = string;

const namesByFlag = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageDown', 'pagedown'],
	['pageUp', 'pageup'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
	['backspace', 'backspace'],
	['delete', 'del'],
] as const;

export type KeyFlags = Readonly<
	Partial<Record<(typeof namesByFlag)[number][0] | 'ctrl' | 'shift' | 'tab' | 'meta', boolean>>
>;

/** F1 to F12 as characters of the Unicode private use area, because Ink has no names for these keys. */
const functionKeyCharacters: readonly string[] = Array.from({length: 12}, (_, index) =>
	String.fromCodePoint(0xf101 + index),
);

/** The escape key as one character. Ink would take an escape and a key within 20 ms after it as one key with alt. */
export const escapeCharacter = '\uF100';

/** The sequences of F1 to F12 of xterm, VT220 and the Linux console. */
const functionKeySequences =
	'OP [11~ [[A,OQ [12~ [[B,OR [13~ [[C,OS [14~ [[D,[15~ [[E,[17~,[18~,[19~,[20~,[21~,[23~,[24~';

/** Maps the sequences of function keys to `functionKeyCharacters`. */
export const functionKeys: ReadonlyMap<string, string> = new Map(
	functionKeySequences
		.split(',')
		.flatMap((forms, index) =>
			forms.split(' ').map(form => [`\u001B${form}`, functionKeyCharacters[index] ?? ''] as const),
		),
);

const namesByCharacter: Readonly<Record<string, KeyName>> = {
	' ': 'space',
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\u007F': 'backspace',
	[escapeCharacter]: 'esc',
	...Object.fromEntries(
		functionKeyCharacters.map((character, index) => [character, `f${index + 1}`]),
	),
};

const names: ReadonlySet<KeyName> = new Set([
	...namesByFlag.map(([, name]) => name),
	...Object.values(namesByCharacter),
	'shift+tab',
]);

export function isKeyName(text: string): boolean {
	return /^(?:[\p{L}\p{N}\p{P}\p{S}]|ctrl\+[a-z])$/u.test(text)
		? !/^ctrl\+[hijm]$/.test(text)
		: names.has(text);
}

/**
 * Returns the keys of one call of Ink's input handler. Several fast key presses can arrive in one call, for example as
 * the input `jjj`. With an arrow or another named key, ctrl counts as alt.
 */
export function readKeys(input: string, flags: KeyFlags): readonly KeyName[] {
	const name = namesByFlag.find(([flag]) => flags[flag])?.[1];

	if (name !== undefined) {
		return [flags.meta || flags.ctrl ? `alt+${name}` : name];
	}

	if (flags.tab) {
		return [flags.shift ? 'shift+tab' : 'tab'];
	}

	if (flags.ctrl) {
		return [`ctrl+${input}`];
	}

	// An emoji of several code points is one key.
	const parts = input.match(/\p{Cc}|\P{Cc}+/gu) ?? [];
	const keys = parts.flatMap(part => [...graphemes(part)]).map(nameOf);
	return flags.meta ? keys.map(key => `alt+${key}`) : keys;
}

/** Whether a key is text that can be typed. */
export function isPrintable(key: KeyName): boolean {
	return key.length === 1 || /[^ -~]/.test(key);
}

/**
 * Returns the key name of a character. Ink sets the flag `ctrl` only for a key that arrives alone. Among several keys,
 * ctrl+a to ctrl+z are the control characters 1 to 26.
 */
function nameOf(character: string): KeyName {
	const code = character.charCodeAt(0);
	const isControl = code >= 1 && code <= 26;
	return (
		namesByCharacter[character] ??
		(isControl ? `ctrl+${String.fromCharCode(code + 0x60)}` : character)
	);
}

/** What Chinese input methods type instead of ASCII punctuation, besides the full-width forms. */
const chinesePunctuation: Readonly<Record<string, KeyName>> = {
	'。': '.',
	'《': '<',
	'》': '>',
	'【': '[',
	'】': ']',
	'¥': '$',
	'￥': '$',
	'、': '/',
	'\u3000': 'space',
};

/** Returns the key of the ASCII punctuation for which a Chinese input method types `key`; any other key unchanged. */
export function asciiKey(key: KeyName): KeyName {
	return /^[！-～]$/.test(key)
		? String.fromCharCode(key.charCodeAt(0) - 0xfee0)
		: (chinesePunctuation[key] ?? key);
}
