import {redactor} from '../../source/api/redact.ts';

/**
 * Returns the forms in which a secret could leak: unchanged, in halves, and in several encodings. Does not use
 * the program's own list of such forms, so that a test can find a form that is missing there.
 */
export function formsOf(secret: string): readonly string[] {
	const bytes = Buffer.from(secret);
	const middle = Math.ceil(secret.length / 2);
	const json = JSON.stringify(secret).slice(1, -1);
	const unicode = (sign: string) => `\\u00${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
	return [
		secret,
		secret.slice(0, middle),
		secret.slice(middle),
		encodeURIComponent(secret),
		bytes.toString('base64').replace(/=+$/, ''),
		bytes.toString('base64url'),
		bytes.toString('hex'),
		bytes.toString('hex').toUpperCase(),
		json,
		json.replaceAll('/', String.raw`\/`),
		secret.replaceAll(/[^\w]/g, unicode),
		secret.replaceAll(/./g, unicode),
	];
}

/** Throws if a text contains a secret in any form. */
export function assertKeyless(text: string, secret: string, where: string): void {
	const found = formsOf(secret).find(form => text.includes(form));

	if (found !== undefined) {
		throw new Error(`the key is in ${where}, as ${redactor(secret)(found)} of ${found.length}`);
	}
}
