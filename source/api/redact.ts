export type Redact = (text: string) => string;

const mark = '[key]';

/** A shorter part of a secret could be any word. */
const minPieceLength = 8;

/**
 * Creates a function that redacts a secret, either half of it, and their encodings: JSON, URL, Base64, hexadecimal. All
 * response texts pass it, so that a service that echoes the key does not put it on the screen or into a file.
 */
export function redactor(secret: string): Redact {
	const bytes = Buffer.from(secret);
	const middle = Math.ceil(secret.length / 2);
	const hex = bytes.toString('hex');
	const base64 = bytes.toString('base64').replace(/=+$/, '');
	const plain = [secret, secret.slice(0, middle), secret.slice(middle)];
	const pieces = [
		...plain,
		...plain.map(piece => encodeURIComponent(piece)),
		base64,
		bytes.toString('base64url'),
		hex,
		hex.toUpperCase(),
	]
		.flatMap(piece => [piece, JSON.stringify(piece).slice(1, -1)])
		.flatMap(piece => [piece, piece.replaceAll('/', String.raw`\/`)]);
	const patterns = [...new Set(pieces)]
		.filter(piece => piece.length >= minPieceLength)
		.toSorted((a, b) => b.length - a.length);

	return text =>
		patterns.reduce(
			(rest, piece) => (rest.includes(piece) ? rest.replaceAll(piece, mark) : rest),
			text,
		);
}

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
