import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	callWithTimeLimit,
	compileSearch,
	findRanges,
} from '../../../source/core/text/text-search.ts';

test('a search is a plain text; case matters only if it has capitals', () => {
	assert.deepEqual(tried('a.b', 'A.B', 'axb'), [true, false]);
	assert.deepEqual(tried('Error', 'error', 'Error'), [false, true]);
	assert.equal(compileSearch(''), 'none');
});

test('any text finds itself, and never throws (property)', () => {
	const printable = [...'-^$\\.*+?()[]{}|/&~#!,:;=<>@%`"\' '];
	const unit = fc.oneof(
		fc.constantFrom(...printable),
		fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
	);
	fc.assert(
		fc.property(fc.string({unit, minLength: 1, maxLength: 8}), text => {
			fc.pre(!text.startsWith('/'));
			const search = compileSearch(text);
			assert.ok(typeof search === 'object' && search.test(`before ${text} behind`), text);
		}),
	);
});

test('a text that begins with / is a regular expression, with or without a / at its end', () => {
	assert.deepEqual(tried('/st.p \\d+/', 'Step 12', 'step'), [true, false]);
	assert.deepEqual(tried('/^load', 'Loading', 'reload'), [true, false]);
	assert.deepEqual(tried('/\\Sx', 'AX', 'x'), [true, false], 'the S of an escape is no capital');
	assert.deepEqual(tried('/', 'a/b', 'ab'), [true, false]);
	// Invalid with the `u` flag.
	assert.deepEqual(tried('/a\\-b', 'a-b', 'ab'), [true, false]);
});

test('an invalid expression never throws', () => {
	for (const text of ['/[', '/(', '/a**', '/\\', '/(?<a', '/[z-a]/']) {
		assert.equal(compileSearch(text), 'invalid', text);
	}

	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			compileSearch(`/${text}`);
			compileSearch(text);
		}),
	);
});

test('hits cover whole characters and are never empty', () => {
	const found = compileSearch('/e*/');
	assert.ok(typeof found !== 'string');
	assert.deepEqual(findRanges('xe\u0301y', found.pattern), [{from: 1, to: 3}]);
});

test('a catastrophic expression is stopped, and others still run after it', () => {
	const catastrophe = () => /(a+)+$/.test(`${'a'.repeat(50)}b`);
	assert.equal(callWithTimeLimit(20, catastrophe), null);
	const seven = callWithTimeLimit(1000, () => 7);
	assert.equal(seven, 7);
	const bug = (): never => {
		throw new TypeError('a bug');
	};
	assert.throws(() => callWithTimeLimit(1000, bug), /a bug/);
});

function tried(search: string, ...texts: readonly string[]): readonly boolean[] {
	const found = compileSearch(search);
	assert.ok(typeof found !== 'string');
	return texts.map(text => found.test(text));
}
