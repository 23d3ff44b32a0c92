export type Redact = (text: string) => string;

const mark = '[key]';

/**
 * The minimum length of a text that is replaced (the secret, a half of it, or an encoding), in UTF-16 units. A shorter
 * text is not replaced, because it could be an ordinary word.
 */
const minPieceLength = 8;

/**
 * Creates a function that replaces a secret in a text by `[key]`. It also replaces each half of the secret, and its
 * JSON, URL, Base64 and hexadecimal encodings. All response texts pass through this function, so that an API key in a
 * response never appears on the screen or in a file.
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

/** Matches the escape of a visible ASCII character in JSON, like `\u0026` for `&`, unless its backslash is escaped. */
const needless = /(?<=(?:^|[^\\])(?:\\\\)*)\\u00([2-7][\da-f])/gi;

/** Replaces escapes such as `\u0026` in JSON, so that a secret is found. Quotes and backslashes stay escaped. */
export function unescapeAscii(json: string): string {
	return json.includes(String.raw`\u00`)
		? json.replace(needless, (_, digits: string) => {
				const character = String.fromCharCode(Number.parseInt(digits, 16));
				return character === '"' || character === '\\' ? `\\${character}` : character;
			})
		: json;
}
