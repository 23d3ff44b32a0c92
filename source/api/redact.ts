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

const quote = 0x22;
const backslash = 0x5c;

/**
 * Replaces escapes of visible ASCII characters in JSON, such as `\u0026` for `&`, so that a secret is found. Quotes and
 * backslashes stay escaped. Works on bytes, because a callback for each of ten million escapes takes half a minute.
 */
export function unescapeAscii(json: string): string {
	if (!json.includes(String.raw`\u00`)) {
		return json;
	}

	// No escape becomes longer, so the result is written over the bytes that were read.
	const bytes = Buffer.from(json);
	let length = 0;

	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		const character = byte === backslash ? escapedAscii(bytes, at) : null;

		if (character !== null) {
			if (character === quote || character === backslash) {
				bytes[length++] = backslash;
			}

			bytes[length++] = character;
			at += 5;
			continue;
		}

		bytes[length++] = byte;

		// After an escaped backslash, `u0041` is text.
		if (byte === backslash && at + 1 < bytes.length) {
			bytes[length++] = bytes[++at] ?? 0;
		}
	}

	return bytes.toString('utf8', 0, length);
}

/** Returns the visible ASCII character whose escape begins at index `at`; null if another escape begins there. */
function escapedAscii(bytes: Buffer, at: number): number | null {
	if (bytes[at + 1] !== 0x75 || bytes[at + 2] !== 0x30 || bytes[at + 3] !== 0x30) {
		return null;
	}

	const high = hexDigit(bytes[at + 4]);
	const low = hexDigit(bytes[at + 5]);
	return high < 2 || high > 7 || low < 0 ? null : high * 16 + low;
}

/** Returns the value of a hexadecimal digit; -1 for any other byte. */
function hexDigit(byte = 0): number {
	if (byte >= 0x30 && byte <= 0x39) {
		return byte - 0x30;
	}

	const letter = byte | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
