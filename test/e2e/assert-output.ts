import assert from 'node:assert/strict';
import type {HeadlessResult} from '../helpers/run-headless.ts';
import {assertKeyless} from './key.ts';

export function assertMatches(text: string, patterns: readonly RegExp[]): void {
	for (const pattern of patterns) {
		assert.match(text, pattern);
	}
}

/** Asserts that the program wrote nothing but one line to stderr, without the key. */
export function assertRefused(
	{code, stdout, stderr}: HeadlessResult,
	exitCode: number,
	message: RegExp,
): void {
	assert.deepEqual([code, stdout], [exitCode, ''], stderr);
	assert.match(stderr, /^chenyu-top: [^\n]+\n$/);
	assert.match(stderr, message);
	assertKeyless(stderr);
}

/** Asserts that there are no control characters except line ends. */
export function assertText(written: string): void {
	const [found] = /.{0,30}(?!\n)\p{Cc}.{0,10}/u.exec(written) ?? [];
	assert.equal(found, undefined, JSON.stringify(found));
}
