import assert from 'node:assert/strict';
import test from 'node:test';
import {switchablePoller} from '../../source/session/switchable-poller.ts';
import type {Action} from '../../source/store/action.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {name} from '../helpers/values.ts';
import {execution, ScriptedClient, type Script} from '../polling/scripted-client.ts';

test('late responses of the previous account are dropped, and only the new one is polled', async () => {
	const clock = new FakeClock();
	const actions: Action[] = [];
	const client = (title: string, takes: number): ScriptedClient => {
		const script: Script = {
			execution: () => ({response: execution('running'), takes}),
			list: () => ({
				takes,
				response: {
					orders: [
						{
							id: name(`run of ${title}`),
							workflowId: null,
							title: name(title),
							status: name('running'),
							phase: 'running',
							createdAt: clock.now(),
						},
					],
					count: 1,
					total: 1,
				},
			}),
		};
		return new ScriptedClient(clock, script);
	};
	const [home, work] = [client('home', 500), client('work', 100)];
	const exchanged: Array<Promise<void>> = [];
	const poller = switchablePoller(
		{client: home, interval: 2000, concurrency: 8},
		{
			clock,
			giveUpAfter: null,
			random: () => 0.5,
			dispatch(action) {
				actions.push(action);

				// These responses are in flight.
				if (action.type === 'runsFound') {
					exchanged.push(poller.exchange({client: work, interval: 1000, concurrency: 2}));
					poller.watch(['c']);
				}
			},
			onBug: error => {
				throw error;
			},
		},
	);
	poller.watch(['a', 'b']);
	poller.discover({workflowId: null, status: null});
	await clock.advanceAsync(499);
	assert.ok(home.requests.length >= 3);
	await clock.advanceAsync(1);
	assert.equal(exchanged.length, 1);
	await Promise.all(exchanged);
	const left = clock.monotonic();
	poller.loadListPage(1, 'picker');
	await clock.advanceAsync(5000);
	assert.equal(home.requests.filter(({at}) => at > left).length, 0);
	assert.ok(home.requests.every(({endedAt}) => endedAt !== null));
	assert.ok(work.times('c').length >= 4);
	assert.deepEqual(
		[
			...new Set(
				actions
					.flatMap(action => (action.type === 'polled' ? action.outcomes : []))
					.map(({id}) => id),
			),
		],
		['c'],
	);
	assert.deepEqual(
		actions.flatMap(action =>
			action.type === 'pageLoaded' ? action.response.orders.map(({id}) => id.exact) : [],
		),
		['run of work'],
	);
	await poller.stop();
});

test('a new interval applies from the next poll on', async () => {
	const clock = new FakeClock();
	const client = new ScriptedClient(clock, {execution: () => ({response: execution('running')})});
	const poller = switchablePoller(
		{client, interval: 60_000, concurrency: 8},
		{
			clock,
			giveUpAfter: null,
			random: () => 0.5,
			dispatch: () => undefined,
			onBug: error => {
				throw error;
			},
		},
	);
	poller.watch(['a']);
	poller.prioritize('a');
	await clock.advanceAsync(10_000);
	assert.equal(client.times('a').length, 1);
	poller.setPollInterval(1000);
	await clock.advanceAsync(10_000);
	const count = client.times('a').length;
	assert.ok(count >= 10 && count <= 12, String(count));
	await poller.stop();
});
