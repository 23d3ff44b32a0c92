import assert from 'node:assert/strict';
import {ApiError} from '../../source/api/errors.ts';
import type {ServiceState} from '../../source/core/service-state.ts';
import {createPoller, type PollerOptions} from '../../source/polling/poller.ts';
import type {Action} from '../../source/store/action.ts';
import {Chance} from '../helpers/chance.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import type {Scope} from '../helpers/program.ts';
import {execution, ScriptedClient, type Reply, type Script} from './scripted-client.ts';

export type SetUp = ReturnType<typeof setUp>;

export type SetUpOptions = Partial<Omit<PollerOptions, 'clock'>> & {
	readonly clock?: FakeClock;
} & Omit<Script, 'execution'>;

/** A poller with a scripted client and a fake clock. By default: every 2 s, 8 requests at once, no randomness. */
export function setUp(respond: Script['execution'], options: SetUpOptions = {}) {
	const {clock = new FakeClock()} = options;
	const client = new ScriptedClient(clock, {...options, execution: respond});
	const actions: Action[] = [];
	const services: ServiceState[] = [];
	const bugs: unknown[] = [];
	const poller = createPoller({
		interval: 2000,
		concurrency: 8,
		random: () => 0.5,
		dispatch(action) {
			if (action.type === 'serviceChanged') {
				services.push(action.service);
			} else {
				actions.push(action);
			}
		},
		onBug: error => bugs.push(error),
		giveUpAfter: Infinity,
		...options,
		client,
		clock,
	});
	return {
		clock,
		client,
		poller,
		/** All actions but `serviceChanged`. */
		actions,
		/** The states of the service so far, in order. */
		services,
		/** All outcomes so far, in order. */
		outcomes: () => actions.flatMap(action => (action.type === 'polled' ? action.outcomes : [])),
		bugs,
	};
}

/** A poller that watches these runs. Stops it after the test, and checks that it left nothing behind. */
export function watching(
	t: Scope,
	ids: readonly string[],
	respond: Script['execution'],
	options: SetUpOptions = {},
): SetUp {
	const given = setUp(respond, options);
	given.poller.watch(ids);
	t.after(() => tearDown(given));
	return given;
}

export function running() {
	return {response: execution('running'), takes: 50};
}

/** The response to any poll: the run is running. The response takes this long. */
export function slow(takes: number) {
	return () => ({response: execution('running'), takes});
}

export function failing(error: ApiError): Reply<never> {
	return {error, takes: 50};
}

/** A refusal because of a rate limit. `retryAfter`: in milliseconds; null without this header. */
export function refusing(retryAfter: number | null): Reply<never> {
	return failing(new ApiError('rate-limit', {detail: 'HTTP 429', httpStatus: 429, retryAfter}));
}

export const down = failing(new ApiError('network', {detail: 'ECONNREFUSED'}));
export const denied = failing(new ApiError('auth', {detail: 'HTTP 401', httpStatus: 401}));
export const unknown = failing(
	new ApiError('not-found', {detail: 'Task not found.', httpStatus: 404}),
);

export function names(count: number): readonly string[] {
	return Array.from({length: count}, (_, index) => `wfrun_${index}`);
}

export function gaps(moments: readonly number[]): readonly number[] {
	return moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
}

/** The maximum number of moments within any window of this length. */
export function maxWithin(moments: readonly number[], window: number): number {
	let first = 0;
	return moments.reduce((most, moment, index) => {
		while (moment - (moments[first] ?? moment) >= window) {
			first++;
		}

		return Math.max(most, index - first + 1);
	}, 0);
}

/** Pseudorandom numbers, the same in every run. */
export function chance(seed: number): () => number {
	const numbers = new Chance(seed);
	return () => numbers.next();
}

/** Stops the poller and checks that it left nothing behind. */
export async function tearDown({poller, client, clock, bugs}: SetUp): Promise<void> {
	const stopped = poller.stop();
	await clock.advanceAsync(0);
	await stopped;
	assert.equal(clock.pending, 0, 'a timer is left');
	assert.deepEqual(client.inFlight, []);
	assert.deepEqual(bugs, []);
}
