/** Takes a secret out of a text, whatever it looks like there. */
export type Redact = (text: string) => string;

const mark = '[key]';

/** A shorter piece could be any word, and would be taken out of texts that have nothing to do with the secret. */
const shortestPiece = 8;

/**
 * Makes the function that takes a secret out: as it is, as JSON, an address, Base64 or hexadecimal digits would
 * write it, and either half of it. Whatever the service sends goes through it first, so that a service that
 * repeats the key (in a message, in a log) does not put it on the screen or into a file.
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
	const wanted = [...new Set(pieces)]
		.filter(piece => piece.length >= shortestPiece)
		.toSorted((a, b) => b.length - a.length);

	return text =>
		wanted.reduce(
			(rest, piece) => (rest.includes(piece) ? rest.replaceAll(piece, mark) : rest),
			text,
		);
}
