import assert from 'node:assert/strict';
import {ApiError} from '../../source/api/errors.ts';
import {isFinalPhase, type ExecutionResponse} from '../../source/core/execution.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {polled, pollFailed, start} from '../helpers/values.ts';
import {runsAdded, watch} from '../report/watch.ts';
import {assertRendered, renderAll, type Rendered} from './rendered.ts';

/** The statuses that end a run. A run with any other status is still shown, and does not count as ended (G3). */
const finalStatuses = new Set(['succeeded', 'completed', 'failed', 'canceled', 'cancelled']);

export const id = 'wfrun_314ff7d8b7a5beff1388';

/** A run after one successful poll. */
export const watched = watch(
	initialState({columns: 120, rows: 40}, start),
	runsAdded(id),
	polled(id),
).state;

export type PollResult = ExecutionResponse | Error;

/**
 * Reduces a poll result and renders the state. Asserts what holds for every result: a failure has a known kind and
 * keeps the last response (G2), an unknown status is not final (G3), and JSON, plain lines and receipt contain no
 * control characters. Does not draw the screen.
 */
export function applyResult(result: PollResult): Rendered {
	const action = actionOf(result);
	const {state} = reduce(watched, action);
	const run = state.runs.get(id);
	assert.ok(run !== undefined);

	if (result instanceof Error) {
		assert.equal(run.execution, watched.runs.get(id)?.execution, 'the last response is gone (G2)');
		assert.ok(run.polling.problem !== null || state.denied !== null);
	} else {
		const {status, phase, progressPercent} = result.execution;
		assert.ok(progressPercent === null || (progressPercent >= 0 && progressPercent <= 100));
		assert.ok(
			!isFinalPhase(phase) || finalStatuses.has(status.exact),
			`"${status.exact}" is final (G3)`,
		);
		assert.equal(run.log.length, result.logs.length, 'an entry is lost or doubled (G5)');
	}

	assert.ok(!('polluted' in {}), 'a prototype was written to (H17)');
	const rendered = renderAll(watched, state, action);
	assertRendered(rendered);
	return rendered;
}

/** The action for a poll result. Throws errors that are no API errors. */
export function actionOf(result: PollResult): Action {
	const at = start + 2000;

	if (!(result instanceof Error)) {
		return polled(id, result.execution, result.logs, at);
	}

	if (!(result instanceof ApiError)) {
		throw result;
	}

	const problem = result.toProblem(at);
	return problem.kind === 'auth'
		? {type: 'denied', at, problem}
		: pollFailed(id, {at, nextPollAt: at + 2000, problem});
}
