import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {
	emptyLog,
	entryAt,
	errorIndices,
	keepNewest,
	maxEntries,
	mergeLog,
	type RunLog,
} from '../../../source/core/log/run-log.ts';
import {entry, name} from '../../helpers/values.ts';

/** Makes one entry per letter. Capitals have the same second; the time of `b` is one second after that of `a`. */
function letters(text: string): LogEntry[] {
	return text.split('').map(letter => entry(letter, Math.max(96, letter.codePointAt(0) ?? 0)));
}

function merged(...responses: readonly string[]): RunLog {
	return responses.map(letters).reduce(mergeLog, emptyLog);
}

function textOf({entries}: RunLog): string {
	return entries.map(({message}) => message.exact).join('');
}

const merges: Readonly<Record<string, ReadonlyArray<readonly [responses: string, log: string]>>> = {
	'a log that grows': [['abc abcde', 'abcde']],
	'a log that shrinks, and grows again': [
		['abcd ab abcde', 'abcde'],
		['abc  abcd', 'abcd'],
		['abcd bc cd bcde', 'abcde'],
	],
	'a window that moves on': [
		['abc bcd cde', 'abcde'],
		['AXBX BXCX', 'AXBXCX'],
		['AXXXY XXYX', 'AXXXYX'],
	],
	'alike entries are entries of their own': [
		['XX XXX XXXYX', 'XXXYX'],
		['XXX XXY', 'XXXY'],
	],
	'a log that is reversed, and grows': [
		['abcd dcba', 'abcd'],
		['abcd edcba fedcba', 'abcdef'],
		['ab ba bac', 'abc'],
	],
	'entries that move': [
		['abcd acbde', 'abcde'],
		['ABCD ACBDE', 'ABCDE'],
		['abcd dabce', 'abcde'],
	],
	'entries that are inserted': [
		['abcd aNbcde aNbcdefg', 'abcdNefg'],
		['XAXB NXMXB', 'XAXBNM'],
		['abcd Nab Nabcdef', 'abcdNef'],
	],
	'entries that are removed': [['abcd acde acdef', 'abcdef']],
	'a log that is rewritten': [
		['abc xyz xyzw', 'abcxyzw'],
		['abc xbz xbzw abc', 'abcxzw'],
	],
};

for (const [what, cases] of Object.entries(merges)) {
	test(what, () => {
		for (const [responses, log] of cases) {
			assert.equal(textOf(merged(...responses.split(' '))), log, responses);
		}
	});
}

test('a response without new entries leaves the log as it is', () => {
	const log = merged('abcd');

	for (const again of ['abcd', 'abc', 'a', 'cd', 'bc', '', 'bacd', 'ad', 'dcba']) {
		assert.equal(mergeLog(log, letters(again)), log, again);
	}
});

test('a gap is before the first entry of an unrelated response, unless the log starts over', () => {
	assert.deepEqual(merged('abc', 'xyz', 'xyzw').gaps, [3]);
	const opening = entry('started again', 200, {eventType: name('execution_start')});
	const log = mergeLog(merged('abc'), [opening, ...letters('xy')]);
	assert.deepEqual([log.entries.length, log.gaps], [6, []]);
});

test('the oldest entries of a log that is too long are left out, and indices stay', () => {
	const many = Array.from({length: maxEntries + 30}, (_, index) =>
		entry(String(index), index, {severity: index % 1000 === 0 ? 'error' : 'info'}),
	);
	const log = [maxEntries - 10, maxEntries + 10, maxEntries + 30]
		.map(length => many.slice(0, length))
		.reduce(mergeLog, emptyLog);
	assert.deepEqual([log.leftOut, log.entries.length], [30, maxEntries]);
	assert.equal(entryAt(log, 30), many[30]);
	assert.equal(entryAt(log, 29), undefined);
	assert.equal(errorIndices(log)[0], 1000);
	assert.equal(mergeLog(log, many.slice(-200)), log);
});

test('a whole log brings back the entries that were left out', () => {
	const short = keepNewest(merged('abcde'), 2);
	assert.deepEqual([textOf(short), short.leftOut], ['de', 3]);
	const whole = mergeLog(short, letters('abcdef'));
	assert.deepEqual([textOf(whole), whole.leftOut], ['abcdef', 0]);
	const longer = mergeLog(short, letters('cdef'));
	assert.deepEqual([textOf(longer), longer.leftOut], ['cdef', 2]);
});

/** Makes a log of different entries, each `times` times in a row. */
function distinctLog(length: number, times: (index: number) => number = () => 1): LogEntry[] {
	return Array.from({length}, (_, index) =>
		Array.from({length: times(index)}, () => entry(`line ${index}`, Math.floor(index / 5))),
	).flat();
}

function labelsOf(log: RunLog): string[] {
	return log.entries.map(label);
}

function label({at, message}: LogEntry): string {
	return `${at} ${message.exact}`;
}

/**
 * A change of the server's log between two responses. `by`: the number of entries added at the end. `back`: how many
 * entries before the end an entry is inserted, or two neighbors are swapped.
 */
type Event =
	| {readonly type: 'grow'; readonly by: number}
	| {readonly type: 'insert' | 'swap'; readonly back: number};

const event: fc.Arbitrary<Event> = fc.oneof(
	fc.record({type: fc.constant('grow' as const), by: fc.nat({max: 6})}),
	fc.record({
		type: fc.constantFrom('insert' as const, 'swap' as const),
		back: fc.integer({min: 1, max: 8}),
	}),
);

test('inserted and moved entries are neither lost nor duplicated, in whole logs and windows', () => {
	fc.assert(
		fc.property(
			fc.array(fc.array(event, {maxLength: 2}), {maxLength: 25}),
			fc.oneof(fc.constant(Infinity), fc.integer({min: 30, max: 50})),
			fc.array(fc.integer({min: 1, max: 3}), {minLength: 1, maxLength: 5}),
			(polls, cap, times) => {
				const source = distinctLog(200, index => times[index % times.length] ?? 1);
				const service: LogEntry[] = [];
				let sent = 0;
				let inserted = 0;
				let store = emptyLog;

				for (const events of polls) {
					for (const change of events) {
						const place = service.length - (change.type === 'grow' ? 0 : change.back);

						if (change.type === 'grow') {
							service.push(...source.slice(sent, sent + change.by));
							sent += change.by;
						} else if (change.type === 'insert') {
							service.splice(Math.max(0, place), 0, entry(`late ${inserted++}`));
						} else if (place >= 1) {
							service.splice(place - 1, 2, ...service.slice(place - 1, place + 1).toReversed());
						}
					}

					store = mergeLog(store, service.slice(cap === Infinity ? 0 : -cap));
					assert.deepEqual(labelsOf(store).toSorted(), service.map(label).toSorted());
				}

				assert.deepEqual(store.gaps, []);
			},
		),
		{numRuns: 500},
	);
});

test('windows that move too far duplicate no entry and mark each gap', () => {
	fc.assert(
		fc.property(
			fc.array(fc.record({jump: fc.nat({max: 12}), length: fc.integer({min: 1, max: 8})})),
			windows => {
				const entries = distinctLog(500);
				const expected: string[] = [];
				const gaps: number[] = [];
				let from = 0;
				let known = 0;
				let store = emptyLog;

				for (const {jump, length} of windows) {
					from += jump;
					const end = from + length;
					store = mergeLog(store, entries.slice(from, end));

					if (known > 0 && from >= known) {
						gaps.push(expected.length);
					}

					expected.push(
						...entries.slice(known === 0 ? from : Math.max(from, known), end).map(label),
					);
					known = Math.max(known, end);
				}

				assert.deepEqual(labelsOf(store), expected);
				assert.deepEqual(store.gaps, gaps);
			},
		),
	);
});
