import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {countRuns} from '../../source/core/money/totals.ts';
import type {GaveUp} from '../../source/core/run.ts';
import {watchOutcome, type Until} from '../../source/report/outcome.ts';
import type {Action} from '../../source/store/action.ts';
import {name, polled, pollFailed, problem, start} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

type Fate = Phase | GaveUp | 'waiting' | 'troubled' | 'refused';

function actionsOf(fate: Fate, id: string): readonly Action[] {
	if (fate === 'waiting') {
		return [];
	}

	if (fate === 'troubled') {
		return [pollFailed(id)];
	}

	if (fate === 'refused') {
		return [pollFailed(id, {problem: problem({kind: 'rate-limit'})})];
	}

	return fate === 'unknown-run' || fate === 'unreachable' || fate === 'denied'
		? [pollFailed(id, {gaveUp: fate, nextPollAt: null})]
		: [polled(id, {phase: fate, status: name(fate)})];
}

/**
 * Watches one run for each of `fates`. Returns the exit code and the reason if the watch has ended, like `0 done`;
 * otherwise `goes on`.
 */
function ending(until: Until, ...fates: readonly Fate[]) {
	const ids = fates.map((_, index) => `wfrun_${index}`);
	const actions = fates.flatMap((fate, index) => actionsOf(fate, ids[index] ?? ''));
	const {state} = watch(watching(...ids), ...actions);
	const {ended, exitCode, reason} = watchOutcome(state, until);
	return ended ? `${exitCode} ${reason}` : 'goes on';
}

for (const [until, expected, ...cases] of [
	[
		'all',
		'goes on',
		[],
		['waiting'],
		['succeeded', 'running'],
		['failed', 'queued'],
		['succeeded', 'troubled'],
		['succeeded', 'other'],
		['unknown-run', 'running'],
	],
	['all', '0 done', ['succeeded', 'succeeded']],
	['all', '1 done', ['succeeded', 'failed'], ['canceled']],
	['all', '3 gave-up', ['failed', 'unknown-run'], ['unreachable']],
	['any', 'goes on', ['queued', 'running'], ['unknown-run', 'running']],
	['any', '0 until', ['succeeded', 'running']],
	['any', '0 done', ['succeeded']],
	['any', '1 until', ['failed', 'running']],
	['any', '3 gave-up', ['unknown-run'], ['succeeded', 'unknown-run']],
	['first-failure', 'goes on', ['succeeded', 'running']],
	['first-failure', '0 done', ['succeeded', 'succeeded']],
	['first-failure', '1 until', ['failed', 'running'], ['canceled', 'running']],
	['once', 'goes on', ['running', 'waiting'], ['running', 'refused']],
	['once', '0 done', ['running', 'succeeded', 'other']],
	['once', '1 done', ['running', 'canceled']],
	['once', '3 gave-up', ['failed', 'troubled'], ['succeeded', 'unknown-run']],
] as const) {
	for (const fates of cases) {
		test(`--until ${until}: ${fates.join(', ') || 'no runs'}: ${expected}`, () => {
			assert.equal(ending(until, ...fates), expected);
		});
	}
}

test('--until never goes on after all runs have ended, and ends if the API rejects the key', () => {
	assert.equal(ending('never', 'succeeded', 'failed'), 'goes on');
	assert.equal(ending('never', 'unreachable'), 'goes on');
	const refused = {type: 'denied', at: start, problem: problem({kind: 'auth'})} as const;
	const {state} = watch(watching('wfrun_1'), refused);
	assert.partialDeepStrictEqual(watchOutcome(state, 'never'), {ended: true, exitCode: 3});
});

test('--until budget ends with 4 when the budget is passed, and otherwise as all does', () => {
	const budget = parseMoney('0.5');
	const ids = ['a', 'b'];
	const costs = (cost: string, phase: Phase = 'running') =>
		polled('a', {totalCost: parseMoney(cost), phase});
	const outcome = (...actions: readonly Action[]) => {
		const {state} = watch({...watching(...ids), budget}, ...actions);
		const {ended, exitCode, reason} = watchOutcome(state, 'budget');
		return ended ? `${exitCode} ${reason}` : 'goes on';
	};
	const over = polled('b', {phase: 'succeeded'});
	const lost = pollFailed('b', {gaveUp: 'unreachable', nextPollAt: null});
	assert.equal(outcome(costs('0.5')), 'goes on');
	assert.equal(outcome(costs('0.50000001')), '4 until');
	assert.equal(outcome(costs('0.6', 'failed')), '4 until');
	assert.equal(outcome(over, costs('0.6', 'failed')), '4 until');
	assert.equal(outcome(lost, costs('0.6')), '4 until');
	assert.equal(outcome(over, costs('0.5', 'succeeded')), '0 done');
	assert.equal(outcome(over, costs('0.5', 'failed')), '1 done');
	assert.equal(outcome(lost, costs('0.5', 'succeeded')), '3 gave-up');
});

test('a rejected API key ends the watch at once', () => {
	const denied: Action = {type: 'denied', at: start, problem: problem({kind: 'auth'})};
	const over = polled('a', {phase: 'failed'});

	for (const until of ['all', 'any', 'first-failure', 'once'] as const) {
		const {ended, exitCode} = watchOutcome(watch(watching('a', 'b'), over, denied).state, until);
		assert.deepEqual([ended, exitCode], [true, 3]);
	}

	assert.equal(watchOutcome(watch(watching('a'), over, denied).state, 'all').exitCode, 1);
});

test('G4: runs are counted and their costs added up', () => {
	const {state} = watch(
		watching('a', 'b', 'c', 'd', 'e'),
		polled('a', {phase: 'succeeded', totalCost: parseMoney(0.1)}),
		polled('b', {phase: 'failed', totalCost: parseMoney('0.20000000')}),
		polled('c', {phase: 'canceled'}),
		polled('d', {phase: 'running'}),
	);
	assert.deepEqual(countRuns(state.runs.values()), {
		succeeded: 1,
		failed: 1,
		canceled: 1,
		unfinished: 2,
		totalCost: '0.3',
	});
});
