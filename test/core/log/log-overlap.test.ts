import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	isReliableByContent,
	isReliableByTimes,
	longestOverlap,
} from '../../../source/core/log/log-overlap.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {entry} from '../../helpers/values.ts';

/** A log with few different messages and with times that rarely decrease. */
const log = fc
	.array(
		fc.record({
			word: fc.constantFrom('x', 'y'),
			pause: fc.constantFrom(0, 0, 1, 1, 1, 1, 2, -1),
			timeless: fc.integer({min: 0, max: 60}).map(number => number === 0),
		}),
		{maxLength: 14},
	)
	.map(items => {
		let second = 0;
		return items.map(({word, pause, timeless}) => {
			second += pause;
			return entry(word, second, timeless ? {at: null} : {});
		});
	});

test('an overlap that is reliable by times is reliable by content (property)', () => {
	let reliable = 0;
	fc.assert(
		fc.property(log, fc.integer({min: 1, max: 8}), log, (known, from, more) => {
			const last = known.at(-1)?.at ?? 0;
			const first = more[0]?.at ?? 0;
			const later = more.map((each): LogEntry => ({
				...each,
				at: each.at === null ? null : each.at - first + last,
			}));
			const response = [...known.slice(from), ...later];
			const overlap = longestOverlap(known, known.length, response);

			if (
				overlap > 0 &&
				overlap < response.length &&
				isReliableByTimes(known, known.length, response, overlap)
			) {
				reliable++;
				assert.ok(isReliableByContent(known, known.length, response, overlap));
			}
		}),
		{numRuns: 5000},
	);
	assert.ok(reliable > 100, `reliable by times: ${reliable} times`);
});
