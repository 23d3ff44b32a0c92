import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {findRanges, plainMatcher} from '../../../source/core/text/text-search.ts';

test('a search is a plain text; case matters only if it has capitals', () => {
	for (const [search, texts, found] of [
		['a.b', ['A.B', 'axb'], [true, false]],
		['Error', ['error', 'Error'], [false, true]],
	] as const) {
		assert.deepEqual(texts.map(plainMatcher(search).test), found);
	}
});

test('any text finds itself, and never throws (property)', () => {
	const printable = [...'-^$\\.*+?()[]{}|/&~#!,:;=<>@%`"\' '];
	const unit = fc.oneof(
		fc.constantFrom(...printable),
		fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
	);
	fc.assert(
		fc.property(fc.string({unit, minLength: 1, maxLength: 8}), text => {
			const {test: matches, pattern} = plainMatcher(text);
			assert.ok(matches(`before ${text} behind`), text);
			assert.notDeepEqual(findRanges(`before ${text} behind`, pattern), []);
		}),
	);
});
