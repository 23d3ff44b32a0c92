import assert from 'node:assert/strict';
import {formsOf} from '../helpers/keyless.ts';

/** The API key that the tests use. It contains characters that are encoded in URLs: `+`, `/` and `=`. */
export const apiKey = 'cy_e2e+5f1c0a9b/73d24e68=';

const forms = formsOf(apiKey);

/** Asserts that output does not contain the tests' API key in any form, such as unchanged or in Base64. */
export function assertKeyless(written: string | Uint8Array): void {
	const bytes = Buffer.from(written);
	assert.deepEqual(
		forms.filter(form => bytes.includes(form)),
		[],
		'the key was written',
	);
}
