import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {RecentCache} from '../../source/core/recent.ts';

test('what was set is found, the newest value of it', () => {
	const recent = new RecentCache<string, number>(2);
	recent.set('a', 1);
	recent.set('a', 2);
	assert.deepEqual([recent.get('a'), recent.get('b')], [2, undefined]);
});

test('the newest are there, however many there were; what is not asked for goes', () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(20), {minLength: 1}),
			fc.integer({min: 1, max: 8}),
			(keys, least) => {
				const recent = new RecentCache<number, number>(least);

				for (const [turn, key] of keys.entries()) {
					recent.set(key, turn);
				}

				const newest = [...new Set(keys.toReversed())].slice(0, least);
				assert.deepEqual(
					newest.map(key => recent.get(key)),
					newest.map(key => keys.lastIndexOf(key)),
				);
			},
		),
	);
	const recent = new RecentCache<number, number>(3);

	for (let key = 0; key < 100; key++) {
		recent.set(key, key);
		assert.equal(recent.get(0), 0, 'asked for each time');
	}

	assert.equal(recent.get(50), undefined);
});
