import assert from 'node:assert/strict';
import {ApiError} from '../../source/api/errors/api-error.ts';
import {type ExecutionResponse, isFinal} from '../../source/core/execution.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {polled, name, start} from '../helpers/values.ts';
import {assertFaces, facesOf, type Faces} from './faces.ts';

/** Words that may end a run; any other is shown and ends nothing (G3). */
const endings = new Set(['succeeded', 'completed', 'failed', 'canceled', 'cancelled']);

export const id = 'wfrun_314ff7d8b7a5beff1388';

/** A watched run that was answered once, well. */
export const watched: State = [
	{type: 'runsAdded', at: start, ids: [name(id)]} as const,
	polled(id, {status: name('running')}),
].reduce(
	(state: State, action: Action) => reduce(state, action).state,
	initialState({columns: 120, rows: 40}, start),
);

/** What came of a question: an answer, or what it failed with. */
export type Came = ExecutionResponse | Error;

/**
 * Takes what came of a poll into a watch that goes well, and asserts what holds whatever came: a failure is one of the
 * kinds, the last good view stays beside it (G2), an unknown word ends nothing (G3), and no face writes what is on no
 * list. Gives the faces, where the caller has more to say about them.
 */
export function takeReply(came: Came): Faces {
	const action = actionOf(came);
	const {state} = reduce(watched, action);
	const run = state.runs.get(id);
	assert.ok(run !== undefined);

	if (came instanceof Error) {
		assert.equal(run.execution, watched.runs.get(id)?.execution, 'the last good view is gone (G2)');
		assert.ok(run.polling.problem !== null || state.denied !== null);
	} else {
		const {status, phase, progressPercent} = came.execution;
		assert.ok(progressPercent === null || (progressPercent >= 0 && progressPercent <= 100));
		assert.ok(!isFinal(phase) || endings.has(status.exact), `"${status.exact}" ends a run (G3)`);
		assert.equal(run.log.length, came.logs.length, 'an entry is lost or doubled (G5)');
	}

	assert.equal(
		({} as {polluted?: unknown}).polluted,
		undefined,
		'a prototype was written to (H17)',
	);
	const faces = facesOf(watched, state, action);
	assertFaces(faces);
	return faces;
}

/** The action that tells the watch of it. Throws what is no failure of the service. */
export function actionOf(came: Came): Action {
	const outcome = {id, at: start + 2000, nextPollAt: start + 4000};

	if (!(came instanceof Error)) {
		return {
			type: 'polled',
			at: outcome.at,
			outcomes: [{...outcome, kind: 'response', response: came}],
		};
	}

	if (!(came instanceof ApiError)) {
		throw came;
	}

	const problem = came.toProblem(outcome.at);
	return problem.kind === 'auth'
		? {type: 'denied', at: outcome.at, problem}
		: {
				type: 'polled',
				at: outcome.at,
				outcomes: [{...outcome, kind: 'failure', problem, gaveUp: null}],
			};
}
