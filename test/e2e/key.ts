import assert from 'node:assert/strict';

/** The key that the program is given. It has characters that a URL would write otherwise. */
export const apiKey = 'cy_e2e+5f1c0a9b/73d24e68=';

/** Every form in which a key could slip out, and its halves. */
const forms: readonly string[] = [
	apiKey,
	apiKey.slice(0, apiKey.length / 2),
	apiKey.slice(apiKey.length / 2),
	encodeURIComponent(apiKey),
	Buffer.from(apiKey).toString('base64').replace(/=+$/, ''),
	Buffer.from(apiKey).toString('base64url'),
	Buffer.from(apiKey).toString('hex'),
];

/** Throws when the key is in what the program wrote, in whatever form (S4). */
export function assertKeyless(written: string | Uint8Array): void {
	const bytes = Buffer.from(written);
	assert.deepEqual(
		forms.filter(form => bytes.includes(form)),
		[],
		'the key was written',
	);
}
