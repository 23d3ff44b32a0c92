import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {ExecutionResponse, Phase} from '../../source/core/execution.ts';
import {noMoney, parseMoney} from '../../source/core/money/money.ts';
import {execution, type Reply, type Script} from '../polling/scripted-client.ts';
import {denied, down, failing, names, refusing, unknown} from '../polling/set-up.ts';
import {toTheEnd, watchHeadless, type HeadlessSetUp} from './watch-headless.ts';

const failures = {unknown, down, denied};

type Fate = Phase | keyof typeof failures;

function replyOf(fate: Fate): Reply<ExecutionResponse> {
	return fate in failures
		? failures[fate as keyof typeof failures]
		: {response: execution(fate as Phase), takes: 50};
}

/**
 * Runs a watch to its end. Returns its exit code and reason, like `0 done`. `fates`: the responses for each run, one
 * for each poll; the last one is repeated.
 */
async function ending(
	t: TestContext,
	fates: ReadonlyArray<readonly Fate[]>,
	setUp: Partial<HeadlessSetUp>,
): Promise<string> {
	const watch = watchHeadless(t, {
		ids: names(fates.length),
		script: {
			execution(id, nth) {
				const own = fates[Number(id.slice(6))] ?? [];
				return replyOf(own[nth] ?? own.at(-1) ?? 'running');
			},
		},
		...setUp,
	});
	const {code, reason} = await toTheEnd(watch);
	return `${code} ${String(reason)}`;
}

const soon: readonly Fate[] = ['running', 'succeeded'];
const late: readonly Fate[] = ['queued', 'running', 'running', 'succeeded'];

for (const [what, fates, setUp, expected] of [
	['0: every run succeeded', [soon, late], {}, '0 done'],
	['1: a run failed', [soon, ['running', 'failed']], {}, '1 done'],
	['1: a run was canceled', [soon, ['canceled']], {}, '1 done'],
	['1: a run had failed before the watch began', [['failed']], {}, '1 done'],
	['3: the engine does not know a run', [soon, ['unknown']], {}, '3 gave-up'],
	['0: the engine comes to know it', [['unknown', 'unknown', 'succeeded']], {}, '0 done'],
	['3: it goes out of reach in the middle', [['running', 'down']], {}, '3 gave-up'],
	['0: it comes back', [['running', 'down', 'down', 'succeeded']], {}, '0 done'],
	['3: the key is denied', [['denied']], {}, '3 gave-up'],
	['3: the key is denied in the middle', [['running', 'denied']], {}, '3 gave-up'],
	['3: --timeout', [soon, ['running']], {timeout: 60_000}, '3 timeout'],
	['3 goes before 1: --timeout', [['failed'], ['running']], {timeout: 60_000}, '3 timeout'],
	['3 goes before 1: a denied key', [['failed'], ['running', 'denied']], {}, '3 gave-up'],
	['0: it ends before --timeout', [soon], {timeout: 60_000}, '0 done'],
	['--until any: 0', [soon, ['running']], {until: 'any'}, '0 until'],
	['--until any: 1', [['running', 'failed'], ['running']], {until: 'any'}, '1 until'],
	['--until any: 3', [['unknown']], {until: 'any'}, '3 gave-up'],
	['--until first-failure: 1', [['failed'], ['running']], {until: 'first-failure'}, '1 until'],
	['--until first-failure: 0', [soon, late], {until: 'first-failure'}, '0 done'],
	['--once: 0', [['running'], ['queued'], ['succeeded'], ['other']], {once: true}, '0 done'],
	['--once: 1', [['running'], ['failed']], {once: true}, '1 done'],
	['--once: 3', [['running'], ['unknown']], {once: true}, '3 gave-up'],
	['--once: a denied key', [['denied']], {once: true}, '3 gave-up'],
	['--once goes before --until', [['running'], ['failed']], {once: true, until: 'any'}, '1 done'],
] as const) {
	test(`exit code ${what}`, async t => {
		assert.equal(await ending(t, fates, setUp), expected);
	});
}

test('what other sessions have spent today decides about the end, if it is known within two seconds', async t => {
	for (const [setUp, others, expected] of [
		[{until: 'budget'}, '5', [4, 'until', true]],
		[{until: 'budget'}, '0.5', [0, 'done', false]],
		[{once: true, until: 'budget'}, '5', [4, 'until', true]],
		[{once: true}, '5', [0, 'done', true]],
		[{until: 'budget'}, null, [0, 'done', false]],
	] as const) {
		const watch = watchHeadless(t, {
			ids: ['a'],
			script: {execution: () => replyOf('succeeded')},
			initial: {budget: parseMoney('1'), isBudgetDaily: true},
			...setUp,
		});
		await watch.clock.advanceAsync(200);
		assert.equal(watch.exitCode(), null);

		if (others !== null) {
			const loaded = {from: watch.clock.now(), others: parseMoney(others) ?? noMoney};
			watch.watch.store.dispatch({type: 'daySpendingLoaded', at: watch.clock.now(), ...loaded});
		}

		const {code, reason, took} = await toTheEnd(watch);
		const isTold = watch.events().some(({kind}) => kind === 'budget');
		assert.deepEqual([code, reason, isTold], expected);
		assert.ok(took <= 2500, `it took ${took} ms`);
	}
});

test('an unreachable API is given up after five minutes, with all its runs', async t => {
	const watch = watchHeadless(t, {ids: names(20), script: {execution: () => down}});
	const {code, took} = await toTheEnd(watch);
	assert.equal(code, 3);
	assert.ok(took > 4 * 60_000 && took < 6 * 60_000, `it took ${took} ms`);
	const lost = watch.events().filter(event => event['retry_in_ms'] === null);
	assert.equal(new Set(lost.map(event => event['run_order_id'])).size, 20);
	assert.equal(watch.events().at(-1)?.['unfinished'], 20);
});

test('--once polls each run once and announces no retry', async t => {
	const watch = watchHeadless(t, {
		ids: names(300),
		once: true,
		interval: 200,
		script: {
			execution: id => replyOf(id.endsWith('7') ? 'unknown' : 'running'),
			workflow: () => ({...down, takes: 30_000}),
		},
	});
	assert.equal((await toTheEnd(watch)).code, 3);
	assert.equal(watch.client.times().length, 300);
	const problems = watch.events().filter(({event}) => event === 'problem');
	assert.deepEqual(
		problems.map(({retry_in_ms: pause}) => pause),
		Array.from({length: 30}, () => null),
	);
});

test('--once ends soon if the API is unreachable or asks to wait for an hour', async t => {
	const ids = names(40);
	const limited = refusing(3_600_000);
	const closed = failing(
		new ApiError('http', {detail: 'HTTP 503', httpStatus: 503, retryAfter: 3_600_000}),
	);
	const list = {list: () => closed};

	for (const [failure, others, longest] of [
		[down, {}, 5000],
		// After ten seconds a probe is sent: the search for titles.
		[limited, list, 15_000],
		[closed, list, 15_000],
		// It is not refused, but the next probe is.
		[limited, {}, 25_000],
	] as const) {
		const script = {execution: () => failure, ...others};
		const {code, took} = await toTheEnd(watchHeadless(t, {ids, once: true, script}));
		assert.equal(code, 3);
		assert.ok(took < longest, `it took ${took} ms`);
	}
});

test('--once goes on soon after a short Retry-After, though its interval is a day', async t => {
	const failure = failing(
		new ApiError('http', {detail: 'HTTP 503', httpStatus: 503, retryAfter: 1000}),
	);
	const script: Script = {
		execution: id => (id === 'wfrun_0' ? failure : replyOf('running')),
	};
	const watch = watchHeadless(t, {ids: names(40), once: true, script});
	const {took} = await toTheEnd(watch);
	assert.ok(took < 5000, `it took ${took} ms`);
	assert.equal(new Set(watch.client.requestsOf('execution').map(({id}) => id)).size, 40);
});
