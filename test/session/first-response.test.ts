import assert from 'node:assert/strict';
import test from 'node:test';
import {foreignName} from '../../source/core/text/sanitize.ts';
import {firstResponse} from '../../source/session/first-response.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {createStore, type Store} from '../../source/store/store.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {execution, now, problem} from '../helpers/sample.ts';

const id = 'wfrun_314ff7d8b7a5beff1388';

for (const kind of ['response', 'failure'] as const) {
	test(`the first frame waits for a ${kind}`, async () => {
		const {store, clock, isResolved} = waiting();
		store.dispatch({type: 'runsAdded', at: now, ids: [foreignName(id)]});
		await clock.advanceAsync(20);
		assert.equal(isResolved(), false);
		store.dispatch(polled(kind));
		await clock.advanceAsync(0);
		assert.equal(isResolved(), true);
		assert.equal(clock.pending, 0);
	});
}

test('the first frame does not wait for a late response', async () => {
	const {clock, isResolved} = waiting();
	await clock.advanceAsync(29);
	assert.equal(isResolved(), false);
	await clock.advanceAsync(1);
	assert.equal(isResolved(), true);
});

function waiting(): {
	readonly store: Store;
	readonly clock: FakeClock;
	readonly isResolved: () => boolean;
} {
	const clock = new FakeClock(now);
	const store = createStore({
		reduce,
		initial: initialState({columns: 80, rows: 24}, now),
		clock,
		frameMs: 33,
		onEffects() {
			// No effects.
		},
	});
	let resolved = false;
	void firstResponse(store, clock).then(() => {
		resolved = true;
	});
	return {store, clock, isResolved: () => resolved};
}

function polled(kind: 'response' | 'failure'): Action {
	const outcome = {id, at: now, nextPollAt: now + 2000};
	return {
		type: 'polled',
		at: now,
		outcomes: [
			kind === 'failure'
				? {...outcome, kind, problem: problem(), gaveUp: null}
				: {...outcome, kind, response: {execution: execution('running'), logs: []}},
		],
	};
}
