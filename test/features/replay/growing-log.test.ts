import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import {readExecution} from '../../../source/api/wire/responses.ts';
import type {ExecutionResponse} from '../../../source/core/execution.ts';
import type {Recording} from '../../../source/features/replay/recording.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {open, recordAnswers} from './watches.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * An item of a received log. Few different items are possible, so that many are equal. Some have no message, and some
 * are not log entries at all.
 */
const item: fc.Arbitrary<unknown> = fc.oneof(
	fc.record({
		at: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
		message: fc.constantFrom('a', 'b', '', null),
		event_type: fc.constantFrom('executing', null),
	}),
	fc.constantFrom(null, 'bare', 7),
);

type Change = (log: readonly unknown[]) => unknown;

const items = fc.array(item, {maxLength: 3});

/** How a service may change the log. */
const change: fc.Arbitrary<Change> = fc.oneof(
	items.map((more): Change => log => [...log, ...more]),
	fc.tuple(fc.nat(4), items).map(([slid, more]): Change => log => [...log.slice(slid), ...more]),
	fc.tuple(fc.nat(6), item).map(
		([place, added]): Change =>
			log =>
				log.toSpliced(place, 0, added),
	),
	fc.nat(4).map(
		(length): Change =>
			log =>
				log.slice(0, length),
	),
	fc.constantFrom<Change>(
		() => null,
		() => 'no list',
		() => [],
	),
);

test('however a log changes, it is played as it was received', t => {
	const folder = temporaryFolder(t);
	let nth = 0;

	fc.assert(
		fc.property(fc.array(change, {maxLength: 12}), changes => {
			let log: unknown = [];
			const responses = changes.map((next, index): Data => {
				log = next(Array.isArray(log) ? log : []);
				return {status: 'running', progress_percent: index >> 1, logs: log};
			});
			const path = join(folder, String(nth++));
			recordAnswers(path, responses);
			const recording = open(path);

			for (const index of responses.keys()) {
				assert.deepEqual(answerOf(recording, index + 1), readExecution(responses[index]));
			}
		}),
	);
});

test('a log that grows takes little more than its entries, however often it is received', t => {
	const path = join(temporaryFolder(t), 'a');
	const entries = Array.from({length: 2000}, (_, index) => ({message: `step ${index}`}));
	const responses = Array.from({length: 100}, (_, index) => ({
		status: 'running',
		progress_percent: index / 3,
		logs: entries.slice(0, (index + 1) * 20),
	}));
	recordAnswers(path, responses);
	assert.equal(readFileSync(path, 'utf8').match(/"message":"step 0"/g)?.length, 1);
	const size = statSync(path).size / JSON.stringify(entries).length;
	assert.ok(size < 1.4, `${size} times its entries`);
	assert.deepEqual(answerOf(open(path), 100), readExecution(responses[99]));
});

function answerOf(recording: Recording, index: number): ExecutionResponse | undefined {
	const action = recording.steps[index]?.action;
	const [outcome] = action?.type === 'polled' ? action.outcomes : [];
	return outcome?.kind === 'response' ? outcome.response : undefined;
}
