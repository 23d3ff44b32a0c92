import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {emptySavedState, type StorageProblem} from '../../source/core/saved-state.ts';
import {cleanName, cleanProse} from '../../source/core/text/sanitize.ts';
import {createWatch} from '../../source/session/watch.ts';
import {HistoryError, type Storage} from '../../source/storage/storage.ts';
import type {Action} from '../../source/store/action.ts';
import {order} from '../features/runs/order.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';
import {invoked} from '../helpers/play.ts';
import {name} from '../helpers/values.ts';
import {execution, ScriptedClient} from '../polling/scripted-client.ts';
import {headlessParts} from './watch-headless.ts';

/** A storage that only notes in `saves` what it shall save, and when it is asked or closed. */
function fakeStorage(
	watched: readonly string[],
	saves: string[],
	problem: StorageProblem | null = null,
): Storage {
	return {
		saved: {...emptySavedState, watched: new Set(watched)},
		save: () => saves.push(watched.join()),
		write: () => undefined,
		ask(query, ..._args) {
			saves.push(query.name);
			throw new HistoryError({kind: 'not-saved', why: cleanProse('EIO')});
		},
		flush: () => problem,
		close() {
			saves.push('closed');
			return problem;
		},
	};
}

/** Watches the runs `a` and `b` by one client. `switchAccount` goes to one that has the run `c`, by another client. */
function setUp(
	t: TestContext,
	clock: FakeClock,
	home: ScriptedClient,
	work: ScriptedClient,
	isBudgetDaily = false,
) {
	const saves: string[] = [];
	const actions: Action[] = [];
	const watch = createWatch({
		...headlessParts,
		initial: {isBudgetDaily},
		client: home,
		storage: fakeStorage(['a', 'b'], saves),
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
			storage: fakeStorage(['c'], saves, {kind: 'not-saved', why: cleanProse('ENOSPC')}),
			profile: cleanName('work'),
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
		saves,
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
	const {watch, actions, switchAccount} = setUp(t, clock, home, work);
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

test('the history of the previous account is not asked any more', async t => {
	const clock = new FakeClock();
	const [home, work] = [clientOf(clock, 'home', 50), clientOf(clock, 'work', 50)];
	const {saves, switchAccount} = setUp(t, clock, home, work, true);
	await switchAccount();
	await clock.advanceAsync(120_000);
	assert.deepEqual(saves, ['spentSince', 'closed']);
});

test('each storage gets only the changes of its own account, and is closed before another is opened', async t => {
	const clock = new FakeClock();
	const [home, work] = [clientOf(clock, 'home', 50), clientOf(clock, 'work', 50)];
	const {watch, saves, switchAccount} = setUp(t, clock, home, work);
	const sort = () => watch.store.dispatch(invoked({type: 'sort'}));
	await clock.advanceAsync(100);
	sort();
	await switchAccount();
	await clock.advanceAsync(100);
	sort();
	assert.deepEqual(saves, ['a,b', 'closed', 'c']);
	assert.equal(watch.stopSaving(0)?.kind, 'not-saved');
	assert.deepEqual(saves, ['a,b', 'closed', 'c', 'closed']);
});
