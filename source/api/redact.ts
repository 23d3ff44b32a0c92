import {setTimeout as wait} from 'node:timers/promises';
import type {Duration} from '../core/time/clock.ts';

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

/** Longer JSON, in characters, is parsed with pauses. */
const longJson = 256 * 1024;
/** Longer than Ink takes to draw what a key changed: it draws at most every 8 ms. */
const pause: Duration = 20;

/**
 * Parses JSON, and redacts its texts. Resolves to undefined for invalid JSON, and for JSON that is too deep to be redacted.
 *
 * Keys are handled in the pauses before and after parsing, because checking, parsing and then reading a log of 20,000
 * entries take some 20 ms each.
 */
export async function parseRedacted(json: string, redact: Redact): Promise<unknown> {
	// JSON may escape any character, such as `&` as `\u0026`.
	const unescaped = json.replaceAll(/\\u00([2-7][\da-f])/gi, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16)),
	);
	// Redacting the texts one by one takes five times as long as parsing, so it is only done if the JSON has the key.
	const isClean = redact(json) === json && (unescaped === json || redact(unescaped) === unescaped);
	const pauseIfLong = async () => (json.length > longJson ? wait(pause) : undefined);
	await pauseIfLong();
	const value = tryParse(json, isClean ? undefined : (_, text) => redactValue(text, redact));
	await pauseIfLong();
	return value;
}

function tryParse(json: string, reviver?: (name: string, value: unknown) => unknown): unknown {
	try {
		return JSON.parse(json, reviver);
	} catch {
		return undefined;
	}
}

/** Also redacts the names of fields, except short ones: a short secret may be a word of the API. */
function redactValue(value: unknown, redact: Redact): unknown {
	if (typeof value === 'string') {
		return redact(value);
	}

	return typeof value !== 'object' || value === null || Array.isArray(value)
		? value
		: Object.fromEntries(
				Object.entries(value).map(([name, item]) => [
					name.length < minPieceLength ? name : redact(name),
					item,
				]),
			);
}
