import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {readLogs} from '../../source/api/wire/logs.ts';

/** Values for several fields of a log entry. They are few, so that entries are often alike. Some are invalid. */
const name = fc.constantFrom(undefined, null, '', 'n1', 1, '1', true, {}, '\u001B');
const item = fc.oneof(
	{
		weight: 9,
		arbitrary: fc.record(
			{
				at: fc.constantFrom(
					'2026-05-08T10:00:01Z',
					'2026-05-08 18:00:01',
					1_778_234_401,
					null,
					'x',
				),
				event_type: name,
				level: name,
				message: fc.constantFrom(undefined, '', 'a', 'b', 'c', 5, '5', {a: 1}, '{"a":1}', '\u0007'),
				node_id: name,
				progress_percent: fc.constantFrom(undefined, 5, '5', 200, -1),
				value: fc.constantFrom(undefined, 1, '1', 2),
				max: fc.constantFrom(undefined, 0, 2, '2'),
			},
			{requiredKeys: []},
		),
	},
	{weight: 1, arbitrary: fc.constantFrom('bare', 5, null)},
);

test('property: a log is read the same whatever the previous entries', () => {
	fc.assert(
		fc.property(
			fc.array(item),
			fc.array(item),
			fc.nat(50),
			fc.nat(50),
			(before, more, from, to) => {
				const now = [...before.slice(from, from + to), ...more, ...before.slice(from)];
				assert.deepEqual(readLogs(now, readLogs(before)), readLogs(now));
			},
		),
	);
});

function log(from: number, to: number) {
	return Array.from({length: to - from}, (_, index) => ({
		at: '2026-05-08T10:00:01Z',
		event_type: 'progress',
		message: `step ${from + index}`,
		value: from + index,
		max: 1000,
	}));
}

test('entries are used again in a growing log and in a sliding window', () => {
	const known = readLogs(log(0, 500));
	const grown = readLogs(log(0, 600), known);
	assert.ok(known.every((entry, index) => entry === grown[index]));
	const slid = readLogs(log(300, 700), known);
	assert.ok(slid.slice(0, 200).every((entry, index) => entry === known[300 + index]));
});
