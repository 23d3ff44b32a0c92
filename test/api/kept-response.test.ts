import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {readKeptResponse, writeKeptResponse} from '../../source/api/wire/kept-response.ts';
import {readExecution} from '../../source/api/wire/responses.ts';
import {entryAt, errorIndices, logOf} from '../../source/core/log/run-log.ts';
import {eventTypes} from '../features/nodes/event.ts';

const start = Date.UTC(2026, 4, 8, 2);
const text = fc.oneof(
	fc.string({unit: 'binary', maxLength: 6}),
	fc.constantFrom('', 'https://example.com/a.png', '雨夜', '\u001B[31mred'),
);
const number = fc.oneof(fc.nat({max: 100}), fc.constantFrom(0.1 + 0.2, -1, 2.878e-4));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, {nil: undefined});
const item = fc.record({
	at: optional(fc.nat({max: 60_000}).map(ms => start + ms)),
	event_type: optional(fc.constantFrom(...eventTypes)),
	level: optional(fc.constantFrom('info', 'error', 'WARN', 'x')),
	message: optional(text),
	node_id: optional(fc.oneof(fc.constantFrom('1', '2'), text)),
	progress_percent: optional(number),
	value: optional(number),
	max: optional(number),
});
const data = fc.record({
	status: fc.constantFrom('queued', 'running', 'succeeded', 'failed', 'cancelled', 'paused'),
	progress_percent: optional(number),
	queue_info: optional(fc.record({position: number, estimated_wait_sec: number})),
	progress_snapshot: optional(fc.record({completed_node_count: number, internal_status: text})),
	total_cost: optional(fc.oneof(number, fc.constant('0.03000000'))),
	created_at: optional(fc.constantFrom(start, '2026-05-08 10:00:00', 'soon')),
	task_id: optional(text),
	error: optional(fc.oneof(text, fc.record({reason: text, code: text, status_code: number}))),
	outputs: optional(
		fc.dictionary(
			fc.string({maxLength: 8}),
			fc.oneof(text, number, fc.constant({url: 'http://a.b/c', filename: 'd.mp4'})),
		),
	),
	logs: fc.array(fc.oneof(item, text, fc.integer()), {maxLength: 20}),
});

function reread(written: string) {
	const kept = readKeptResponse(written);
	assert.ok(kept);
	return kept;
}

function rewrite(written: Readonly<Record<string, unknown>>, gaps: readonly number[] = []) {
	const {execution, logs: entries} = readExecution(written);
	const log = logOf(entries, gaps);
	return {execution, log, kept: reread(writeKeptResponse(execution, log))};
}

test('property: a response with a short log is the same when it is read again', () => {
	fc.assert(
		fc.property(data, fc.uniqueArray(fc.nat({max: 4}), {maxLength: 2}), (written, places) => {
			const gaps = places.filter(place => place < written.logs.length).toSorted((a, b) => a - b);
			const {execution, log, kept} = rewrite(written, gaps);
			assert.deepEqual(kept.execution, execution);
			assert.deepEqual(kept.log.entries, log.entries);
			assert.deepEqual(kept.log.gaps, log.gaps);
			assert.deepEqual(errorIndices(kept.log), errorIndices(log));
		}),
		{numRuns: 300},
	);
});

test('no query of an address is kept, and the file names stay', () => {
	const signed = 'https://cdn.example.com/a/b.png?X-Signature=0123456789abcdef#part';
	const {execution, logs: entries} = readExecution({
		status: 'failed',
		outputs: {
			image: signed,
			view: 'https://example.com/view?filename=cat.webp&sign=0123456789abcdef',
			text: `see ${signed} there`,
			login: 'https://me:pw@example.com/?sign=0123456789abcdef',
		},
		error: {
			reason: `cannot read ${signed}`,
			detail: `{"url":"${signed.replaceAll('/', String.raw`\/`)}"}`,
		},
		logs: [{message: `GET ${signed}`, node_id: signed, event_type: 'x', level: 'info'}, signed],
	});
	const written = writeKeptResponse(execution, logOf(entries, []));
	assert.doesNotMatch(written, /0123|[Ss]ign/);
	const {execution: kept, log} = reread(written);
	assert.deepEqual(
		kept.outputs.map(({kind, name: file, address}) => [kind, file?.exact, address?.href]),
		[
			['image', 'b.png', 'https://cdn.example.com/a/b.png'],
			['image', 'cat.webp', 'https://example.com/view'],
			['text', undefined, undefined],
			['text', undefined, undefined],
		],
	);
	assert.equal(entryAt(log, 0)?.message.exact, 'GET https://cdn.example.com/a/b.png?[query]');
});

test('long texts are cut', () => {
	const {kept} = rewrite({
		status: 'failed',
		error: {reason: 'r'.repeat(30_000)},
		outputs: {text: 't'.repeat(30_000)},
		logs: ['m'.repeat(30_000), 'next'],
	});
	assert.equal(kept.execution.error?.reason?.exact, 'r'.repeat(20_000));
	assert.equal(kept.execution.outputs[0]?.value.exact, 't'.repeat(20_000));
	assert.equal(entryAt(kept.log, 0)?.message.exact, 'm'.repeat(20_000));
	assert.equal(entryAt(kept.log, 1)?.message.exact, 'next');
});

test('outputs that were only counted are still counted', () => {
	const outputs = Array.from({length: 2002}, (_, index) => `output ${index}`);
	assert.equal(rewrite({status: 'succeeded', outputs}).kept.execution.outputsLeftOut, 2);
});
