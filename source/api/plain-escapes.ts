/** A visible ASCII character that JSON need not escape, escaped; what stands before it is no backslash of its own. */
const needless = /(?<=(?:^|[^\\])(?:\\\\)*)\\u00([2-7][\da-f])/gi;

/**
 * The same JSON, with visible ASCII characters as themselves where they were written as `\u0026` and the like, so that
 * a secret in it is found. Quotes and backslashes stay escaped.
 */
export function plainEscapes(json: string): string {
	return json.includes(String.raw`\u00`)
		? json.replace(needless, (_, digits: string) => {
				const character = String.fromCharCode(Number.parseInt(digits, 16));
				return character === '"' || character === '\\' ? `\\${character}` : character;
			})
		: json;
}
