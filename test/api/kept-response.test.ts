import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {readKeptResponse, writeKeptResponse} from '../../source/api/wire/kept-response.ts';
import {readExecution} from '../../source/api/wire/responses.ts';
import {entryAt, errorsOf, logOf, type RunLog} from '../../source/core/log/run-log.ts';
import {nodesOf} from '../../source/features/nodes/index.ts';
import {eventTypes} from '../features/nodes/event.ts';
import {execution as executionOf, run} from '../helpers/sample.ts';

const start = Date.UTC(2026, 4, 8, 2);
const text = fc.oneof(
	fc.string({unit: 'grapheme', maxLength: 12}),
	fc.string({unit: 'binary', maxLength: 4}),
	fc.constantFrom('', 'https://example.com/a.png', '雨夜', '\u001B[31mred'),
);
const name = fc.oneof(fc.constantFrom('3', '9', 'n12'), text);
const event = fc.constantFrom(...eventTypes);
const number = fc.oneof(
	fc.nat({max: 100}),
	fc.double({noNaN: true, min: -1, max: 1e6}).map(value => Math.round(value * 1e9) / 1e9 + 0),
);
const cost = fc.oneof(fc.constantFrom(0.1 + 0.2, '0.03000000', 2.878e-4, -1), number);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, {nil: undefined});

/** An item of `logs`, `pause` milliseconds after the one before. */
const item = fc.record({
	pause: fc.nat({max: 2000}),
	hasTime: fc.integer({min: 0, max: 9}).map(chance => chance > 0),
	event_type: optional(event),
	level: optional(fc.constantFrom('info', 'error', 'WARN', 'x')),
	message: optional(text),
	node_id: optional(fc.oneof(fc.constantFrom('1', '2', '3'), name)),
	progress_percent: optional(number),
	value: optional(number),
	max: optional(number),
});

function itemsOf(
	items: ReadonlyArray<Readonly<Record<string, unknown>> & {pause: number; hasTime: boolean}>,
) {
	let at = start;
	return items.map(({pause, hasTime, ...fields}) => {
		at += pause;
		return hasTime ? {...fields, at} : fields;
	});
}

const logs = fc.oneof(
	fc.array(item, {maxLength: 40}).map(itemsOf),
	fc.array(fc.oneof(text, fc.integer()), {maxLength: 5}),
);
const data = fc.record({
	status: fc.constantFrom('queued', 'running', 'succeeded', 'failed', 'cancelled', 'paused'),
	progress_percent: optional(number),
	queue_info: optional(fc.record({position: number, estimated_wait_sec: number})),
	progress_snapshot: optional(
		fc.record({completed_node_count: number, internal_status: text, last_event_type: text}),
	),
	actual_execution_duration_sec: optional(number),
	total_cost: optional(cost),
	compute_cost: optional(cost),
	created_at: optional(fc.constantFrom(start, '2026-05-08 10:00:00', 'soon')),
	terminal_at: optional(fc.constant(start + 60_000.4)),
	task_id: optional(text),
	workflow_id: optional(text),
	error: optional(
		fc.oneof(text, fc.record({reason: text, detail: text, code: text, status_code: number})),
	),
	outputs: optional(
		fc.dictionary(
			fc.string({maxLength: 8}),
			fc.oneof(
				text,
				number,
				fc.constantFrom('HTTP://Example.com/B.PNG', {url: 'http://a.b/c', filename: 'd.mp4'}),
			),
		),
	),
	logs,
});

function timelineOf(log: RunLog) {
	return nodesOf(run('wfrun_1', {execution: executionOf('succeeded'), log}));
}

function entriesOf(log: RunLog) {
	return log.entries;
}

function rewrite(written: Readonly<Record<string, unknown>>, gaps: readonly number[] = []) {
	const {execution, logs: entries} = readExecution(written);
	const log = logOf(entries, gaps);
	return {execution, log, kept: readKeptResponse(writeKeptResponse(execution, log))};
}

test('property: a response with a short log is the same when it is read again', () => {
	fc.assert(
		fc.property(data, fc.uniqueArray(fc.nat({max: 4}), {maxLength: 2}), (written, places) => {
			const gaps = places.filter(place => place < written.logs.length).toSorted((a, b) => a - b);
			const {execution, log, kept} = rewrite(written, gaps);
			assert.deepEqual(kept.execution, execution);
			assert.deepEqual(entriesOf(kept.log), entriesOf(log));
			assert.deepEqual(kept.log.gaps, log.gaps);
			assert.deepEqual(errorsOf(kept.log), errorsOf(log));
			assert.deepEqual(timelineOf(kept.log), timelineOf(log));
		}),
		{numRuns: 300},
	);
});

test('S6: no query of an address is kept, and the file names stay', () => {
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
	const {execution: kept, log} = readKeptResponse(written);
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
