import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {watchOutcome} from '../../source/events/outcome.ts';
import type {Action} from '../../source/store/action.ts';
import {polled, pollFailed, problem, start} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

const failed = polled('a', {phase: 'failed'});
const denied: Action = {type: 'denied', at: start, problem: problem({kind: 'auth'})};

test('--until never goes on after all runs have ended, and ends if the API rejects the key', () => {
	const lost = pollFailed('b', {gaveUp: 'unreachable', nextPollAt: null});
	const {state} = watch(watching('a', 'b'), failed, lost);
	assert.equal(watchOutcome(state, 'never').ended, false);
	const {state: refused} = watch(watching('a'), denied);
	assert.partialDeepStrictEqual(watchOutcome(refused, 'never'), {ended: true, exitCode: 3});
	const {state: after} = watch(watching('a'), failed, denied);
	assert.partialDeepStrictEqual(watchOutcome(after, 'never'), {ended: true, exitCode: 1});
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
