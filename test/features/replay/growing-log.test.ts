import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import {readExecution} from '../../../source/api/wire/execution.ts';
import type {ExecutionResponse} from '../../../source/core/execution.ts';
import {openRecording} from '../../../source/features/replay/recording/open-recording.ts';
import {Recording} from '../../../source/features/replay/recording/recording.ts';
import {
	beginRecording,
	RecordingFile,
} from '../../../source/features/replay/recording/recording-file.ts';
import {recordAnswers} from './watches.ts';
import {temporaryFolder} from '../../helpers/program.ts';

type Data = Readonly<Record<string, unknown>>;

/** Few kinds, so that many entries are equal; some are empty or no entries. */
const item: fc.Arbitrary<unknown> = fc.oneof(
	fc.record({
		at: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
		message: fc.constantFrom('a', 'b', '', null),
		event_type: fc.constantFrom('executing', null),
	}),
	fc.constantFrom(null, 'bare', 7),
);

/** How a service may change the log. */
const change: fc.Arbitrary<(log: readonly unknown[]) => unknown> = fc.oneof(
	fc.array(item, {maxLength: 3}).map(more => (log: readonly unknown[]) => [...log, ...more]),
	fc
		.tuple(fc.nat(4), fc.array(item, {maxLength: 3}))
		.map(([slid, more]) => (log: readonly unknown[]) => [...log.slice(slid), ...more]),
	fc.tuple(fc.nat(6), item).map(
		([place, added]) =>
			(log: readonly unknown[]) =>
				log.toSpliced(place, 0, added),
	),
	fc.nat(4).map(length => (log: readonly unknown[]) => log.slice(0, length)),
	fc.constantFrom(
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
			const order = fc.sample(fc.nat(Math.max(0, responses.length - 1)), {numRuns: 8, seed: nth});

			// In recorded order and in any other.
			for (const index of [...responses.keys(), ...(responses.length === 0 ? [] : order)]) {
				assert.deepEqual(answerOf(recording, index + 1), readExecution(responses[index]));
			}

			recording.close();
		}),
	);
});

test('a log entry is written once, however often it is received', t => {
	const path = join(temporaryFolder(t), 'a');
	const entries = Array.from({length: 5000}, (_, index) => ({
		at: new Date(index * 1000).toISOString(),
		event_type: 'progress',
		level: 'info',
		message: `step ${index}`,
	}));
	const responses = Array.from({length: 250}, (_, index) => ({
		status: 'running',
		progress_percent: index / 3,
		logs: entries.slice(0, (index + 1) * 20),
	}));
	recordAnswers(path, responses);
	const text = readFileSync(path, 'utf8');
	assert.equal(text.match(/"message":"step 0"/g)?.length, 1);
	assert.ok(statSync(path).size < JSON.stringify(entries).length * 1.2);
	const recording = open(path);
	assert.equal(answerOf(recording, 250)?.logs.length, 5000);
	recording.close();
});

test('R1: a log that continues a missing response is reported and has only its own entries', t => {
	const path = join(temporaryFolder(t), 'a');
	const file = begin(path);
	const poll = {execution: 'a', next: null};
	const logs = [{message: 'x'}];

	for (const [at, line] of [
		{answer: {status: 'running', logs}, repeats: {from: 0, count: 1}},
		{same: true as const},
		{answer: {status: 'running', logs}},
		{answer: {status: 'running', logs}, repeats: {from: 1, count: 1}},
		{answer: {status: 'running', logs}, repeats: {from: 0, count: 0}},
		{answer: {status: 'running', logs: []}},
		{answer: {status: 'running', logs}, repeats: {from: 0, count: 0}},
	].entries()) {
		file.write({at, ...poll, ...line});
	}

	file.close();
	const recording = open(path);
	const lengths = recording.steps.map((_, index) => answerOf(recording, index)?.logs.length);
	assert.deepEqual(lengths, [1, 1, 1, 1, 1, 0, 1]);
	assert.deepEqual(recording.broken, [{path, count: 2, numbers: [2, 5]}]);
	recording.close();
});

function begin(path: string): RecordingFile {
	const onStopped = (why: string) => {
		assert.fail(why);
	};
	const file = beginRecording({path, started: 0, program: '1.2.3', onStopped});
	assert.ok(file instanceof RecordingFile);
	return file;
}

function open(path: string): Recording {
	const recording = openRecording(path);
	assert.ok(recording instanceof Recording);
	return recording;
}

function answerOf(recording: Recording, index: number): ExecutionResponse | undefined {
	const action = recording.action(index);
	const [outcome] = action?.type === 'polled' ? action.outcomes : [];
	return outcome?.kind === 'response' ? outcome.response : undefined;
}
