import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {createHttpClient} from '../../source/api/http-client.ts';
import type {Scenario} from '../../source/demo/index.ts';
import {manyRuns} from '../helpers/picture-run.ts';
import type {Clock} from '../../source/core/time/clock.ts';
import {isNoLongerPolled} from '../../source/core/run.ts';
import {createPoller, type Poller} from '../../source/polling/poller.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {createStore, type Store} from '../../source/store/store.ts';
import {foreignName} from '../../source/core/text/sanitize.ts';
import type {ScenarioName} from '../helpers/scenarios.ts';
import {startService, type TestService} from '../helpers/service.ts';

/** The simulated service runs this many times faster. */
const haste = 40;

const hasty: Clock = {
	now: () => systemClock.now() * haste,
	monotonic: () => systemClock.monotonic() * haste,
	after: (delay, callback) => systemClock.after(delay / haste, callback),
};

type Program = {
	readonly service: TestService;
	readonly store: Store;
	readonly poller: Poller;
	/** Waits until the state satisfies `holds`, and returns this state. Returns at once if the current state does. */
	readonly until: (holds: (state: State) => boolean) => Promise<State>;
};

/** Starts a simulated service, and watches all its runs with a client, poller and store wired as in the program. */
async function watchAll(t: TestContext, scenario: ScenarioName | Scenario): Promise<Program> {
	const service = await startService(t, {scenario, clock: hasty});
	const client = createHttpClient({
		baseUrl: service.origin,
		apiKey: 'cy_loopback',
		concurrency: 4,
		clock: systemClock,
	});
	const {promise: bug, reject} = Promise.withResolvers<never>();
	const poller = createPoller({
		client,
		clock: systemClock,
		interval: 200,
		concurrency: 4,
		random: Math.random,
		dispatch: (action: Action) => {
			store.dispatch(action);
		},
		onBug: reject,
		giveUpAfter: null,
	});
	const store: Store = createStore({
		reduce,
		initial: initialState({columns: 80, rows: 24}, systemClock.now()),
		clock: systemClock,
		frameMs: 33,
		onEffects: effects => {
			for (const effect of effects) {
				if (effect.type === 'watch') {
					poller.watch(effect.ids);
				} else if (effect.type === 'prioritize') {
					poller.prioritize(effect.id);
				}
			}
		},
	});
	t.after(async () => {
		await poller.stop();
		await client.close();
	});
	const ids = service.runOrderIds.map(id => foreignName(id));
	store.dispatch({type: 'runsAdded', at: systemClock.now(), ids});

	return {
		service,
		store,
		poller,
		async until(holds) {
			const {promise, resolve} = Promise.withResolvers<State>();
			const unobserve = store.observe(state => {
				if (holds(state)) {
					resolve(state);
				}
			});

			if (holds(store.getState())) {
				resolve(store.getState());
			}

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
