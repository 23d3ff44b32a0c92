import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../source/core/money/money.ts';
import type {GaveUp} from '../../source/core/run.ts';
import type {Phase} from '../../source/core/execution.ts';
import {countRuns} from '../../source/core/money/totals.ts';
import {watchOutcome, type Until} from '../../source/report/outcome.ts';
import type {Action} from '../../source/store/action.ts';
import {polled, pollFailed, name, problem, start} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

type Fate = Phase | GaveUp | 'waiting' | 'troubled';

/** The outcome of a watch with these runs. */
function outcome(until: Until, ...fates: readonly Fate[]) {
	const ids = fates.map((_, index) => `wfrun_${index}`);
	const actions = fates.flatMap((fate, index) => actionsOf(fate, ids[index] ?? ''));
	return watchOutcome(watch(watching(...ids), ...actions).state, until);
}

function actionsOf(fate: Fate, id: string): readonly Action[] {
	if (fate === 'waiting') {
		return [];
	}

	if (fate === 'troubled') {
		return [pollFailed(id)];
	}

	return fate === 'unknown-run' || fate === 'unreachable' || fate === 'denied'
		? [pollFailed(id, {gaveUp: fate, nextPollAt: null})]
		: [polled(id, {phase: fate, status: name(fate)})];
}

/** Whether it ended, with exit code and reason. */
function ending(until: Until, ...fates: readonly Fate[]) {
	const {ended, exitCode, reason} = outcome(until, ...fates);
	return ended ? `${exitCode} ${reason}` : 'goes on';
}

test('--until all ends when the last run has ended', () => {
	assert.equal(ending('all'), 'goes on');
	assert.equal(ending('all', 'waiting'), 'goes on');
	assert.equal(ending('all', 'succeeded', 'running'), 'goes on');
	assert.equal(ending('all', 'failed', 'queued'), 'goes on');
	assert.equal(ending('all', 'succeeded', 'troubled'), 'goes on');
	assert.equal(ending('all', 'succeeded', 'other'), 'goes on');
	assert.equal(ending('all', 'succeeded', 'succeeded'), '0 done');
	assert.equal(ending('all', 'succeeded', 'failed'), '1 done');
	assert.equal(ending('all', 'canceled'), '1 done');
});

test('a lost run counts before a failed one', () => {
	assert.equal(ending('all', 'failed', 'unknown-run'), '3 gave-up');
	assert.equal(ending('all', 'unreachable'), '3 gave-up');
	assert.equal(ending('all', 'unknown-run', 'running'), 'goes on');
	assert.equal(ending('any', 'succeeded', 'unknown-run'), '3 gave-up');
});

test('--until any ends with the first run that ends', () => {
	assert.equal(ending('any', 'queued', 'running'), 'goes on');
	assert.equal(ending('any', 'succeeded', 'running'), '0 until');
	assert.equal(ending('any', 'failed', 'running'), '1 until');
	assert.equal(ending('any', 'unknown-run', 'running'), 'goes on');
	assert.equal(ending('any', 'unknown-run'), '3 gave-up');
	assert.equal(ending('any', 'succeeded'), '0 done');
});

test('--until first-failure ends with it, or when all have ended', () => {
	assert.equal(ending('first-failure', 'succeeded', 'running'), 'goes on');
	assert.equal(ending('first-failure', 'failed', 'running'), '1 until');
	assert.equal(ending('first-failure', 'canceled', 'running'), '1 until');
	assert.equal(ending('first-failure', 'succeeded', 'succeeded'), '0 done');
});

test('--once ends when each run was polled, and fails only after failures', () => {
	assert.equal(ending('once', 'running', 'waiting'), 'goes on');
	assert.equal(ending('once', 'running', 'succeeded', 'other'), '0 done');
	assert.equal(ending('once', 'running', 'canceled'), '1 done');
	assert.equal(ending('once', 'failed', 'troubled'), '3 gave-up');
	assert.equal(ending('once', 'succeeded', 'unknown-run'), '3 gave-up');
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
	assert.deepEqual(watchOutcome(state, 'all'), {
		ended: false,
		reason: 'until',
		exitCode: 1,
		succeeded: 1,
		failed: 1,
		canceled: 1,
		unfinished: 2,
	});
	assert.equal(countRuns(state.runs.values()).totalCost, '0.3');
});
