import assert from 'node:assert/strict';
import type {Action, PollOutcome} from '../../source/store/action.ts';
import {createPoller, type Poller, type PollerOptions} from '../../source/polling/poller.ts';

import {Chance} from '../helpers/fault-chance.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {ScriptedClient, type Script} from './scripted-client.ts';

/** A poller with everything around it that a test looks at. */
export type SetUp = {
	readonly clock: FakeClock;
	readonly client: ScriptedClient;
	readonly poller: Poller;
	readonly actions: Action[];
	/** All outcomes so far, in the order in which they were told. */
	readonly outcomes: () => readonly PollOutcome[];
	readonly bugs: unknown[];
};

/** A poller that asks a scripted service by a fake clock: every 2 s, 8 at once, without chance, if not said otherwise. */
export function setUp(
	execution: Script['execution'],
	{
		workflow,
		list,
		info,
		...options
	}: Partial<PollerOptions> & Partial<Omit<Script, 'execution'>> = {},
): SetUp {
	const clock = new FakeClock();
	const client = new ScriptedClient(clock, {
		execution,
		...(workflow && {workflow}),
		...(list && {list}),
		...(info && {info}),
	});
	const actions: Action[] = [];
	const bugs: unknown[] = [];
	const poller = createPoller({
		client,
		clock,
		interval: 2000,
		concurrency: 8,
		random: () => 0.5,
		dispatch: action => {
			actions.push(action);
		},
		onBug: error => {
			bugs.push(error);
		},
		giveUpAfter: null,
		...options,
	});
	return {
		clock,
		client,
		poller,
		actions,
		outcomes: () => actions.flatMap(action => (action.type === 'polled' ? action.outcomes : [])),
		bugs,
	};
}

/** Names for so many runs. */
export function names(count: number): readonly string[] {
	return Array.from({length: count}, (_, index) => `wfrun_${index}`);
}

/** The differences between neighbours. */
export function gaps(moments: readonly number[]): readonly number[] {
	return moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
}

/** The most moments that fall into any window of that length. */
export function maxWithin(moments: readonly number[], window: number): number {
	let first = 0;
	return moments.reduce((most, moment, index) => {
		while (moment - (moments[first] ?? moment) >= window) {
			first++;
		}

		return Math.max(most, index - first + 1);
	}, 0);
}

/** Numbers that look like chance and are the same in every run of the test. */
export function chance(seed: number): () => number {
	const numbers = new Chance(seed);
	return () => numbers.next();
}

/** Stops the poller and checks that nothing of it is left. */
export async function tearDown({poller, client, clock, bugs}: SetUp): Promise<void> {
	const stopped = poller.stop();
	await clock.advanceAsync(0);
	await stopped;
	assert.equal(clock.pending, 0, 'a timer is left');
	assert.deepEqual(client.underWay, []);
	assert.deepEqual(bugs, []);
}
