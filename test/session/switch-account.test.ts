import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {cleanName} from '../../source/core/text/sanitize.ts';
import {createWatch} from '../../source/session/watch.ts';
import type {Action} from '../../source/store/action.ts';
import {order} from '../features/runs/order.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {invoked} from '../helpers/play.ts';
import {name} from '../helpers/values.ts';
import {execution, ScriptedClient} from '../polling/scripted-client.ts';
import {connectTo, open} from '../storage/stored.ts';
import {headlessParts} from './watch-headless.ts';

/** Watches the runs `a` and `b` by one client. `switchTo` goes to an account that has the run `c`, by another client. */
async function setUp(t: TestContext, clock: FakeClock, home: ScriptedClient, work: ScriptedClient) {
	const {storage} = await open(null, {connect: connectTo(async () => emptySavedState)});
	const actions: Action[] = [];
	const watch = createWatch({
		...headlessParts,
		client: home,
		interval: 2000,
		concurrency: 8,
		clock,
		giveUpAfter: Infinity,
		ids: ['a', 'b'],
		discover: {workflowId: null, status: null},
		openAccount: async () => ({
			client: work,
			interval: 1000,
			concurrency: 2,
			storage: {...storage, saved: {...emptySavedState, watched: new Set(['c'])}},
			profile: cleanName('work'),
			startSaving: enter => enter(),
			limits: {budget: null, isBudgetDaily: false, lowBalance: null},
			theme: 'auto',
		}),
	});
	t.after(() => watch.stop());
	watch.store.observe((_state, action) => actions.push(action));
	watch.start();
	return {
		watch,
		actions,
		switchAccount: async () => {
			watch.store.dispatch(invoked({type: 'set', setting: 'profile', value: 'work'}));
			await settle();
		},
	};
}

function clientOf(clock: FakeClock, title: string, takes: number): ScriptedClient {
	const orders = [order(`run of ${title}`, {title: name(title), createdAt: clock.now()})];
	return new ScriptedClient(clock, {
		execution: () => ({response: execution('running'), takes}),
		list: () => ({response: {orders, count: 1, total: 1}, takes}),
	});
}

test('late responses of the previous account are dropped, and only the new one is polled', async t => {
	const clock = new FakeClock();
	const [home, work] = [clientOf(clock, 'home', 500), clientOf(clock, 'work', 100)];
	const {watch, actions, switchAccount} = await setUp(t, clock, home, work);
	await clock.advanceAsync(499);
	assert.ok(home.requests.length >= 3);
	await switchAccount();
	const left = clock.monotonic();
	await clock.advanceAsync(5000);
	assert.equal(home.requests.filter(({at}) => at > left).length, 0);
	assert.ok(home.requests.every(({endedAt}) => endedAt !== null));
	assert.ok(work.times('c').length >= 4);
	const polled = actions.flatMap(action => (action.type === 'polled' ? action.outcomes : []));
	assert.deepEqual(new Set(polled.map(({id}) => id)), new Set(['c', 'run of work']));
	assert.deepEqual([...watch.store.getState().runs.keys()], ['c', 'run of work']);
});

test('what was learnt of the rate limit of a service is kept for another account of it', async t => {
	const clock = new FakeClock();
	const error = new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter: 30_000});
	const refusing = new ScriptedClient(clock, {execution: () => ({error})});
	const work = clientOf(clock, 'work', 10);
	const {watch, switchAccount} = await setUp(t, clock, refusing, work);
	await clock.advanceAsync(100);
	const {rate} = watch.poller().rateLimit();
	assert.ok(rate < Infinity);
	await switchAccount();
	assert.equal(watch.poller().rateLimit().rate, rate);
	assert.equal(work.times('c').length, 1, 'its account is not held back');
});
