/** F1 to F12 as characters of the private use area, because Ink has no names for these keys. */
export const functionKeyCharacters: readonly string[] = Array.from({length: 12}, (_, index) =>
	String.fromCodePoint(0xf101 + index),
);

/**
 * Maps the sequences of function keys to `functionKeyCharacters`: the sequences of xterm, VT220, the Linux console and
 * rxvt. The first entry is for the terminal st, which sends `CSI P` for Delete; Ink would read it as F1.
 */
export const functionKeys: ReadonlyMap<string, string> = new Map([
	['\u001B[P', '\u001B[3~'],
	...[
		['OP', '[11~', '[[A'],
		['OQ', '[12~', '[[B', '[Q'],
		['OR', '[13~', '[[C'],
		['OS', '[14~', '[[D', '[S'],
		['[15~', '[[E'],
		['[17~'],
		['[18~'],
		['[19~'],
		['[20~'],
		['[21~'],
		['[23~'],
		['[24~'],
	].flatMap((forms, index) =>
		forms.map((form): [string, string] => [`\u001B${form}`, functionKeyCharacters[index] ?? '']),
	),
]);
