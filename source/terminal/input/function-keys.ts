/** What F1 becomes, and F2 to F12 the next ones: characters of the private use area, as Ink has no names for these keys. */
export const f1Key = '\u{F101}';

/**
 * What terminals send for F1 to F12, each in the forms that there are: of xterm, of old ones, of the Linux console; and what st sends
 * for Delete, which Ink takes for F1.
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
		forms.map((form): [string, string] => [
			`\u001B${form}`,
			String.fromCodePoint((f1Key.codePointAt(0) ?? 0) + index),
		]),
	),
]);
