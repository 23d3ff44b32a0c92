/** The escape of a visible ASCII character, not preceded by an escaping backslash. */
const needless = /(?<=(?:^|[^\\])(?:\\\\)*)\\u00([2-7][\da-f])/gi;

/**
 * Replaces escapes such as `\u0026` of visible ASCII characters in JSON, so that a search finds a secret in it. Quotes and
 * backslashes stay escaped.
 */
export function unescapeAscii(json: string): string {
	return json.includes(String.raw`\u00`)
		? json.replace(needless, (_, digits: string) => {
				const character = String.fromCharCode(Number.parseInt(digits, 16));
				return character === '"' || character === '\\' ? `\\${character}` : character;
			})
		: json;
}
