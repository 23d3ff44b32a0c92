import assert from 'node:assert/strict';
import {formsOf} from '../../helpers/keyless.ts';

/** Asserts that a text has neither the secret in any form nor a query that is not redacted (S4, S6). */
export function assertNowhere(text: string, secret: string): void {
	const found = formsOf(secret).filter(form => text.includes(form));
	assert.deepEqual(found, []);
	assert.doesNotMatch(text, /https?:\/\/[^\s"?]*\?(?!\[query\])/);
	assert.doesNotMatch(text, /authorization/i);
}
