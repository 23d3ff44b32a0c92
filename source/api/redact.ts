/** Replaces a secret in a text by `[key]`. */
export type Redact = (text: string) => string;

const mark = '[key]';

/** A shorter part of a secret could be any word. */
const minPieceLength = 8;

/**
 * Creates a function that redacts a secret: plain, escaped in JSON or a URL, as Base64, hexadecimal, and either half of it. All
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
