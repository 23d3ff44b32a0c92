import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {ApiError} from '../../source/api/errors.ts';
import {readExecution} from '../../source/api/wire/responses.ts';
import {isFinalPhase, type Execution} from '../../source/core/execution.ts';
import {succeeded} from '../helpers/service-pages.ts';
import {name} from '../helpers/values.ts';

type Data = Record<string, unknown>;

const example = succeeded.data;

function read(fields: Data): Execution {
	return readExecution({status: 'running', ...fields}).execution;
}

test('documented statuses have their phase, others are not final', () => {
	for (const [status, phase] of [
		['queued', 'queued'],
		['running', 'running'],
		['succeeded', 'succeeded'],
		['completed', 'succeeded'],
		['failed', 'failed'],
		['canceled', 'canceled'],
		['cancelled', 'canceled'],
		['已完成', 'succeeded'],
		['paused', 'other'],
		[' SUCCEEDED', 'succeeded'],
		['constructor', 'other'],
	] as const) {
		const execution = read({status});
		assert.equal(execution.phase, phase, status);
		assert.equal(execution.status.exact, status);
	}

	assert.equal(read({status: 7}).status.exact, '7');
	assert.equal(isFinalPhase(read({status: 'paused'}).phase), false);
});

test('an execution without a status is malformed', () => {
	for (const status of [undefined, null, '', {}, []]) {
		assert.throws(() => readExecution({...example, status}), /^ApiError: malformed/);
	}
});

test('the queue position is a number, also as text; an empty queue_info has none', () => {
	const queue = (queue_info: unknown) => {
		const {queuePosition, estimatedWaitSec} = read({queue_info});
		return [queuePosition, estimatedWaitSec];
	};
	assert.deepEqual(queue({position: 3, estimated_wait_sec: 90}), [3, 90]);
	assert.deepEqual(queue({position: '12', estimated_wait_sec: null}), [12, null]);
	assert.deepEqual(queue({position: -1}), [null, null]);
	assert.deepEqual(queue('third'), [null, null]);
	assert.deepEqual(queue([3, 90]), [null, null]);
});

test('progress is limited to 0 to 100', () => {
	assert.deepEqual(
		[57.5, '57.5', 101, -1, 'half'].map(sent => read({progress_percent: sent}).progressPercent),
		[57.5, 57.5, 100, 0, null],
	);
});

test('the error of a run is an object, a text, or null', () => {
	assert.deepEqual(
		read({error: {reason: 'OOM', detail: 'n3', engine_code: 'E1', status_code: '500'}}).error,
		{
			reason: name('OOM'),
			detail: name('n3'),
			engineCode: name('E1'),
			statusCode: 500,
		},
	);
	assert.deepEqual(read({error: {message: 'OOM', code: 17}}).error, {
		reason: name('OOM'),
		detail: null,
		engineCode: name('17'),
		statusCode: null,
	});
	assert.deepEqual(read({error: 'OOM'}).error?.reason, name('OOM'));
	assert.deepEqual(read({error: {detail: {node: 3}}}).error?.detail, name('{"node":3}'));

	for (const error of [null, undefined, '', false, {}, {reason: ''}]) {
		assert.equal(read({error}).error, null, JSON.stringify(error));
	}
});

test('an amount is exact, and null where a number cannot be', () => {
	for (const [amount, cost] of [
		['0.03000000', '0.03'],
		[0.03, '0.03'],
		[1e-8, '0.00000001'],
		[9_999_999.12345678, '9999999.12345678'],
		['12345678.12345678', '12345678.12345678'],
		[10_000_000, null],
		[-0.01, null],
		['NaN', null],
		[Infinity, null],
	] as const) {
		const {totalCost, isCostUnreadable} = read({total_cost: amount});
		assert.equal(totalCost, cost, String(amount));
		assert.equal(isCostUnreadable, cost === null);
	}
});

test('infinite numbers are invalid', () => {
	const {progressPercent, startedAt, actualDurationSec} = read({
		progress_percent: Infinity,
		started_at: Infinity,
		actual_execution_duration_sec: -Infinity,
	});
	assert.deepEqual([progressPercent, startedAt, actualDurationSec], [null, null, null]);
});

test('__proto__ and duplicate keys pollute nothing', () => {
	const text = '{"__proto__": {"progress_percent": 50}, "status": "queued", "status": "running"}';
	const {phase, progressPercent} = read(JSON.parse(text) as Data);
	assert.deepEqual([phase, progressPercent], ['running', null]);
	assert.equal(({} as Data)['progress_percent'], undefined);
});

test('property: any JSON in any field keeps the status, and only an ApiError is thrown', () => {
	const value = fc.oneof(
		fc.jsonValue(),
		fc.constantFrom<unknown>('', ' ', -1, 1e308, '1e400', '\uD800', '\u0000', [[[[]]]]),
	);
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...Object.keys(example)), value), fields => {
			const {execution} = readExecution({...example, ...fields, status: example['status']});
			assert.equal(execution.phase, 'succeeded');
		}),
		{numRuns: 1000},
	);
	fc.assert(
		fc.property(fc.jsonValue(), status => {
			try {
				readExecution({...example, status});
			} catch (error) {
				assert.ok(error instanceof ApiError);
			}
		}),
	);
});
