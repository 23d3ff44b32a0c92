import assert from 'node:assert/strict';

/** Throws if the text has a secret in any form, or a query that is not redacted (S4, S6). */
export function assertNowhere(text: string, secret: string): void {
	const middle = Math.ceil(secret.length / 2);
	const forms = [
		secret,
		secret.slice(0, middle),
		secret.slice(middle),
		encodeURIComponent(secret),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
		Buffer.from(secret).toString('base64url'),
		Buffer.from(secret).toString('hex'),
		Buffer.from(secret).toString('hex').toUpperCase(),
	];
	assert.deepEqual(
		forms.filter(form => text.includes(form)),
		[],
	);
	assert.doesNotMatch(text, /https?:\/\/[^\s"?]*\?(?!\[query\])/);
	assert.doesNotMatch(text, /authorization/i);
}
