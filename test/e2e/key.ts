import assert from 'node:assert/strict';
import {formsOf} from '../campaign/keyless.ts';

/** The key of tests. Some of its characters are encoded in URLs. */
export const apiKey = 'cy_e2e+5f1c0a9b/73d24e68=';

const forms = formsOf(apiKey);

/** Asserts that output does not contain the key in any form (S4). */
export function assertKeyless(written: string | Uint8Array): void {
	const bytes = Buffer.from(written);
	assert.deepEqual(
		forms.filter(form => bytes.includes(form)),
		[],
		'the key was written',
	);
}
