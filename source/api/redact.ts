export type Redact = (text: string) => string;

const mark = '[key]';

/**
 * The minimum length of a part or an encoding of a secret that is replaced, in UTF-16 units. A shorter one could be an
 * ordinary word. A shorter secret is replaced only as a whole word.
 */
const minPieceLength = 8;

/**
 * Creates a function that replaces a secret in a text by `[key]`. It also replaces each half of the secret, and its Base64
 * and hexadecimal encodings. All of them are found in any case, with characters that are escaped as in JSON, full-width,
 * or percent-encoded up to ten times, since a `URL` decodes them. All response texts pass through this function, so that an
 * API key in a response never appears on the screen or in a file.
 */
export function redactor(secret: string): Redact {
	if (secret === '') {
		return text => text;
	}

	const bytes = Buffer.from(secret);
	const middle = Math.ceil(secret.length / 2);
	const pieces = [
		secret,
		secret.slice(0, middle),
		secret.slice(middle),
		bytes.toString('base64').replace(/=+$/, ''),
		bytes.toString('base64url'),
		bytes.toString('hex'),
	]
		.filter(piece => piece.length >= minPieceLength)
		.toSorted((a, b) => b.length - a.length)
		.map(spellings);
	const word = `(?<=^|[^a-z\\d_]|%[\\da-f]{2})${spellings(secret)}(?![a-z\\d_])`;
	const patterns = secret.length < minPieceLength ? [...pieces, word] : pieces;
	const pattern = new RegExp([...new Set(patterns)].join('|'), 'gi');
	return text => text.replace(pattern, mark);
}

/** Returns the source of a regular expression for all spellings of a text. */
function spellings(text: string): string {
	return Array.from(text, character => {
		const plain = hexOf(Buffer.from(character, 'utf16le').swap16(), 4, String.raw`\u`);
		const isEscaped = character === '"' || character === '/' || character === '\\';
		const encoded = [character.toLowerCase(), character.toUpperCase()].map(letter =>
			hexOf(Buffer.from(letter), 2, '%(?:25){0,9}'),
		);
		const code = character.charCodeAt(0);
		const wide = code > 0x20 && code < 0x7f ? [String.fromCharCode(code + 0xfee0)] : [];
		const all = new Set([(isEscaped ? String.raw`\\?` : '') + plain, ...encoded, ...wide]);
		return `(?:${[...all].join('|')})`;
	}).join('');
}

/** Formats bytes as hexadecimal numbers of `digits` digits, each with a prefix. */
function hexOf(bytes: Buffer, digits: number, prefix: string): string {
	return bytes.toString('hex').replaceAll(new RegExp(`.{${digits}}`, 'g'), `${prefix}$&`);
}

/**
 * Creates a function that takes a secret out of JSON, which stays valid. A short secret can be a word of JSON or of the
 * API, so it is replaced only in values that are texts.
 */
export function jsonRedactor(secret: string): Redact {
	const redact = redactor(secret);
	return secret.length >= minPieceLength ? redact : json => redactTexts(json, redact);
}

function redactTexts(json: string, redact: Redact): string {
	const colon = /\s*:/y;
	let result = '';
	let done = 0;

	for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', done)) {
		const end = endOfText(json, start);
		const text = json.slice(start, end);
		colon.lastIndex = end;
		result += json.slice(done, start) + (colon.test(json) ? text : redact(text));
		done = end;
	}

	return result + json.slice(done);
}

/** Returns the index after the quote that ends the text in JSON which starts at the quote at `start`. */
function endOfText(json: string, start: number): number {
	for (let at = start + 1; at < json.length; at++) {
		const sign = json[at];

		if (sign === '"') {
			return at + 1;
		}

		at += sign === '\\' ? 1 : 0;
	}

	return json.length;
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
