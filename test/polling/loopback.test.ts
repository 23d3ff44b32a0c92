import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {Scenario} from '../../source/demo/index.ts';
import {manyRuns} from '../helpers/picture-run.ts';
import {isNoLongerPolled} from '../../source/core/run.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {createWatch} from '../../source/session/watch.ts';
import type {State} from '../../source/store/state.ts';
import {clientOf} from '../api/client-of.ts';
import {fastClock} from '../helpers/fake-clock.ts';
import type {ScenarioName} from '../helpers/scenarios.ts';
import {startService} from '../helpers/service.ts';
import {headlessParts} from '../session/watch-headless.ts';

/** The clock of the simulated service. */
const hasty = fastClock(40);

/** Starts a simulated service, and watches all its runs like the program. */
async function watchAll(t: TestContext, scenario: ScenarioName | Scenario) {
	const service = await startService(t, {scenario, clock: hasty});
	const {promise: bug, reject} = Promise.withResolvers<never>();
	const watch = createWatch({
		client: clientOf(t, service.origin, {concurrency: 4}),
		clock: systemClock,
		ids: service.runOrderIds,
		interval: 200,
		concurrency: 4,
		giveUpAfter: Infinity,
		...headlessParts,
		onBug: reject,
	});
	t.after(() => watch.stop());
	watch.start();
	const {store} = watch;

	return {
		service,
		/** Waits until the state satisfies `holds`, and returns this state. Returns at once if the current state does. */
		until: async (holds: (state: State) => boolean): Promise<State> => {
			const {promise, resolve} = Promise.withResolvers<State>();
			const check = (state: State): void => {
				if (holds(state)) {
					resolve(state);
				}
			};
			const unobserve = store.observe(check);
			check(store.getState());
			return Promise.race([promise, bug]).finally(unobserve);
		},
	};
}

test('over real HTTP thirty runs are polled to their ends and get their titles', async t => {
	const {service, until} = await watchAll(t, manyRuns(30));
	const state = await until(({runs}) =>
		[...runs.values()].every(run => isNoLongerPolled(run) && run.title !== null),
	);
	const phases = [...state.runs.values()].map(run => run.execution?.phase);
	assert.equal(phases.filter(phase => phase === 'succeeded').length, 27);
	assert.equal(phases.filter(phase => phase === 'canceled').length, 3);

	const requested = service.recorded.map(({path}) => path);
	assert.equal(requested.filter(path => path.includes('/market/info')).length, 1);
});

test('H10: over real HTTP a rejected key stops everything at once', async t => {
	const {service, until} = await watchAll(t, 'denied');
	const state = await until(({denied}) => denied !== null);
	assert.equal(state.denied?.kind, 'auth');
	assert.ok([...state.runs.values()].every(({polling}) => polling.gaveUp === 'denied'));
	assert.equal(service.recorded.length, 1);
});
