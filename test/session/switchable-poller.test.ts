import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {SwitchablePoller} from '../../source/session/switchable-poller.ts';
import type {Action} from '../../source/store/action.ts';
import {order} from '../features/runs/order.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {name} from '../helpers/values.ts';
import {execution, ScriptedClient} from '../polling/scripted-client.ts';

function clientOf(clock: FakeClock, title: string, takes: number): ScriptedClient {
	const orders = [order(`run of ${title}`, {title: name(title), createdAt: clock.now()})];
	return new ScriptedClient(clock, {
		execution: () => ({response: execution('running'), takes}),
		list: () => ({response: {orders, count: 1, total: 1}, takes}),
	});
}

function open(
	clock: FakeClock,
	client: ScriptedClient,
	dispatch: (action: Action) => void = () => {},
): SwitchablePoller {
	return new SwitchablePoller({
		client,
		interval: 2000,
		concurrency: 8,
		clock,
		giveUpAfter: Infinity,
		random: () => 0.5,
		dispatch,
		onBug: error => {
			throw error;
		},
	});
}

test('late responses of the previous account are dropped, and only the new one is polled', async () => {
	const clock = new FakeClock();
	const actions: Action[] = [];
	const [home, work] = [clientOf(clock, 'home', 500), clientOf(clock, 'work', 100)];
	const exchanged: Array<Promise<void>> = [];
	const poller = open(clock, home, action => {
		actions.push(action);

		// These responses are in flight.
		if (action.type === 'runsFound') {
			exchanged.push(poller.exchange({client: work, interval: 1000, concurrency: 2}));
			poller.current.watch(['c']);
		}
	});
	poller.current.watch(['a', 'b']);
	poller.current.discover({workflowId: null, status: null});
	await clock.advanceAsync(499);
	assert.ok(home.requests.length >= 3);
	await clock.advanceAsync(1);
	assert.equal(exchanged.length, 1);
	await Promise.all(exchanged);
	const left = clock.monotonic();
	poller.current.loadListPage(1);
	await clock.advanceAsync(5000);
	assert.equal(home.requests.filter(({at}) => at > left).length, 0);
	assert.ok(home.requests.every(({endedAt}) => endedAt !== null));
	assert.ok(work.times('c').length >= 4);
	const polled = actions.flatMap(action => (action.type === 'polled' ? action.outcomes : []));
	assert.deepEqual([...new Set(polled.map(({id}) => id))], ['c']);
	assert.deepEqual(
		actions.flatMap(action =>
			action.type === 'pageLoaded' ? action.response.orders.map(({id}) => id.exact) : [],
		),
		['run of work'],
	);
	await poller.stop();
});

test('what was learnt of the rate limit of a service is kept for another account of it', async () => {
	const clock = new FakeClock();
	const refusing = new ScriptedClient(clock, {
		execution: () => ({
			error: new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter: 30_000}),
		}),
	});
	const poller = open(clock, refusing);
	poller.current.watch(['a']);
	await clock.advanceAsync(100);
	const {rate} = poller.current.rateLimit();
	assert.ok(rate < Infinity);

	const next = clientOf(clock, 'work', 10);
	const exchanged = poller.exchange({client: next, interval: 2000, concurrency: 8});
	assert.equal(poller.current.rateLimit().rate, rate);
	poller.current.watch(['b']);
	assert.equal(next.times('b').length, 1, 'its account is not held back');
	await clock.advanceAsync(0);
	await exchanged;
	await poller.stop();
});
