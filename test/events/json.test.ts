import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {noMoney, parseMoney} from '../../source/core/money/money.ts';
import {writeJson} from '../../source/events/event-lines.ts';
import type {WatchEvent} from '../../source/events/event.ts';
import type {Action} from '../../source/store/action.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import {orderLoaded} from '../helpers/sample-state.ts';
import {money, run as sampleRun} from '../helpers/sample.ts';
import {entry, name, polled, pollFailed, problem, start} from '../helpers/values.ts';
import {runError, watch, watching} from './watch.ts';

const id = 'wfrun_314ff7d8b7a5beff1388';

/** Returns the fields of an event in JSON. */
function parsed(event: WatchEvent): Readonly<Record<string, unknown>> {
	const line = writeJson(event);
	assert.ok(!line.includes('\n'));
	const read = JSON.parse(line) as Record<string, unknown>;
	assertEvent(read);
	return read;
}

function told(...actions: readonly Action[]): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return watch(watching(id), ...actions).events.map(parsed);
}

test('the remaining time of a run is in whole seconds', () => {
	const at = (percent: number, ms: number) =>
		polled(id, {progressPercent: percent, startedAt: start}, [], start + ms);
	const events = told(at(20, 8000), at(25, 10_100));
	assert.deepEqual(
		events.map(event => event['eta_sec']),
		[null, 30],
	);
});

test('an error, a failed poll, the start and the end have their fields', () => {
	const error = runError('OOM', {
		detail: name('out of memory'),
		engineCode: name('E1'),
		statusCode: 500,
	});
	const at = '2026-05-08T10:00:00Z';
	const errorFields = {
		reason: 'OOM',
		detail: 'out of memory',
		engine_code: 'E1',
		status_code: 500,
	};
	const [, failure] = told(polled(id, {phase: 'failed', error}));
	assert.deepEqual(failure, {event: 'error', at, run_order_id: id, ...errorFields});

	const common = {event: 'problem', at, run_order_id: id};
	const noError = {reason: null, detail: null, engine_code: null, status_code: null};
	const said = problem({serviceMessage: name('稍后再试'), httpStatus: null, kind: 'engine'});
	const own = {kind: 'engine', http_status: null};

	for (const [change, expected] of [
		[{}, {kind: 'http', message: 'HTTP 502', http_status: 502, retry_in_ms: 4000, ...noError}],
		[
			{problem: said, nextPollAt: null, gaveUp: 'unreachable'},
			{...own, message: '稍后再试', retry_in_ms: null, ...noError},
		],
		[
			{problem: {...said, engineError: error}},
			{...own, message: 'OOM', retry_in_ms: 4000, ...errorFields},
		],
	] as const) {
		assert.deepEqual(told(pollFailed(id, change)), [{...common, ...expected}]);
	}

	assert.equal(
		writeJson({event: 'start', at: start, version: '0.1.0', runOrderIds: [id]}),
		`{"event":"start","at":"${at}","schema":1,"version":"0.1.0","run_order_ids":["${id}"]}`,
	);
	assert.equal(
		writeJson({
			event: 'end',
			at: start,
			reason: 'done',
			exitCode: 1,
			succeeded: 2,
			failed: 1,
			canceled: 0,
			unfinished: 0,
			totalCost: parseMoney('0.03128780') ?? noMoney,
		}),
		`{"event":"end","at":"${at}","reason":"done","exit_code":1,"succeeded":2,"failed":1,"canceled":0,"unfinished":0,"total_cost":0.0312878}`,
	);
});

test('an amount in JSON is the same decimal', () => {
	fc.assert(
		fc.property(fc.bigInt({min: 0n, max: 10n ** 15n - 1n}), units => {
			const digits = String(units).padStart(9, '0');
			const text = `${digits.slice(0, -8)}.${digits.slice(-8)}`;
			const [event] = told(polled(id, {totalCost: parseMoney(text)}));
			assert.equal(parseMoney(event?.['total_cost']), parseMoney(text));
		}),
	);
});

test('text is exact after decoding, and the line has no invisible characters', () => {
	const forbidden = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|\u3164|\uFE0F/u;
	const hostile = fc.oneof(
		fc.string({unit: 'binary', minLength: 1}),
		fc.constantFrom('\u009B31m', '\u202Egnp.exe', 'a\u200Bb', '\u2028\uFEFF', '\u3164❤\uFE0F'),
	);
	fc.assert(
		fc.property(hostile, text => {
			const foreign = name(text);
			const {events} = watch(
				watching(text),
				polled(text, {status: foreign, phase: 'other'}, [
					entry(text, 1, {level: foreign, nodeId: foreign, eventType: foreign}),
				]),
			);
			const lines = events.map(event => writeJson(event));
			assert.ok(!lines.some(line => forbidden.test(line)));
			assert.partialDeepStrictEqual(
				lines.map(line => JSON.parse(line) as object),
				[
					{run_order_id: text, status: text},
					{message: text, level: text, node_id: text, event_type: text},
				],
			);
		}),
	);
});

test('an order has its inputs as texts, and what was charged only once the run has ended and is settled', () => {
	assert.ok(orderLoaded.type === 'orderLoaded');
	const info = {...orderLoaded.info, finalAmount: money('0.01')};
	const ended = {...info, runStatus: name('completed')};
	const settled = {...ended, settlementStatus: name('settled')};

	for (const [order, charged] of [
		[info, null],
		[ended, null],
		[settled, 0.01],
	] as const) {
		assert.deepEqual(parsed({event: 'order', at: start, run: sampleRun(id), order}), {
			event: 'order',
			at: '2026-05-08T10:00:00Z',
			run_order_id: id,
			inputs: Object.fromEntries(info.inputs.map(({key, value}) => [key.exact, value.exact])),
			revision_id: 'rev_7',
			quote_amount: 0.05,
			final_amount: charged,
		});
	}
});

test('an alert has its amounts as numbers, and a sentence in English', () => {
	for (const [alert, expected] of [
		[
			{kind: 'low-balance', balance: money('4.25'), limit: money('5')},
			{message: 'low balance: ¥4.25 left, less than ¥5.00', balance: 4.25, limit: 5},
		],
		[
			{kind: 'budget', spent: money('1.0002878'), budget: money('1')},
			{message: 'budget exceeded: ¥1.0003 of ¥1.00 spent', spent: 1.0002878, budget: 1},
		],
	] as const) {
		assert.deepEqual(parsed({event: 'alert', at: start, run: null, ...alert}), {
			event: 'alert',
			at: '2026-05-08T10:00:00Z',
			run_order_id: null,
			kind: alert.kind,
			...expected,
		});
	}
});
