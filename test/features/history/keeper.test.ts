import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {OrderInfo} from '../../../source/core/run-order.ts';
import type {RunOrderId} from '../../../source/core/run.ts';
import type {StorageProblem} from '../../../source/core/saved-state.ts';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import type {Instant} from '../../../source/core/time/clock.ts';
import {createHistoryKeeper} from '../../../source/features/history/keeper.ts';
import {orderRecord} from '../../../source/features/history/records.ts';
import {reduce} from '../../../source/features/index.ts';
import {memoryPath} from '../../../source/storage/database.ts';
import {recordRun} from '../../../source/storage/history-records.ts';
import {writeVisit} from '../../../source/storage/history-upkeep.ts';
import {HistoryError} from '../../../source/storage/storage.ts';
import type {Action} from '../../../source/store/action.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {watching} from '../../helpers/play.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {money} from '../../helpers/sample.ts';
import {name, start} from '../../helpers/values.ts';
import {open} from '../../storage/stored.ts';
import {order} from '../runs/order.ts';

const hour = 3_600_000;
const day = 24 * hour;
const unreadable: StorageProblem = {kind: 'not-saved', why: cleanProse('EIO')};

/** A keeper with a real storage, and a poller that only notes what it is asked for. */
function setUp(t: TestContext, folder = memoryPath, now: Instant = start) {
	const {storage, troubles} = open(folder);
	t.after(() => storage.close(0));
	const clock = new FakeClock(now);
	const actions: Action[] = [];
	const lists: Array<readonly [from: Instant, maxPages: number]> = [];
	const inputs: RunOrderId[] = [];
	let failure: HistoryError | null = null;
	let state = watching(['a', 'b']);
	let seen = 0;
	const keeper = createHistoryKeeper({
		storage: {
			...storage,
			query(...args) {
				if (failure !== null) {
					throw failure;
				}

				return storage.query(...args);
			},
		},
		poller: {
			readList(from, maxPages) {
				lists.push([from, maxPages]);
			},
			readOrders: ids => inputs.push(...ids),
			readAssets: () => undefined,
		},
		clock,
		state: () => state,
		dispatch: action => actions.push(action),
		isVisit: true,
	});
	t.after(() => assert.deepEqual(troubles, []));
	return {
		keeper,
		storage,
		clock,
		actions,
		lists,
		inputs,
		/** Handles an action as the store does. */
		handle(action: Action): void {
			const previous = state;
			state = reduce(previous, action).state;
			keeper.observe(state, action, previous);
		},
		/** Returns the next action of this type that was not returned before. */
		next<Type extends Action['type']>(type: Type): Extract<Action, {type: Type}> {
			const found = actions.findIndex((action, index) => index >= seen && action.type === type);
			assert.notEqual(found, -1, type);
			seen = found + 1;
			return actions[found] as Extract<Action, {type: Type}>;
		},
		/** From now on, the file cannot be read. */
		failWith(problem: StorageProblem): void {
			failure = new HistoryError(problem);
		},
	};
}

type SetUp = ReturnType<typeof setUp>;

function find(given: SetUp, words: readonly string[] = []) {
	const query = {words, limit: 10};
	given.keeper.findRuns({type: 'findRuns', query});
	return given.next('historyFound').page;
}

function listed(id: string, phase: 'running' | 'succeeded' | 'failed', createdAt: Instant) {
	return order(id, {phase, status: name(phase), createdAt, finalAmount: money('0.25')});
}

const info: OrderInfo = {
	...(orderLoaded as {readonly info: OrderInfo}).info,
	runStatus: name('succeeded'),
	totalCost: money('0.5'),
	createdAt: start - day,
	updatedAt: start - day + hour,
	inputs: [{key: name('6.text'), value: name('江南烟雨')}],
};

test('the first start reads 30 days back; of the failures only those of the last hour need the user', t => {
	const given = setUp(t);
	// As `chenyu-top ls` does, at which nobody looks.
	const known = [
		listed('printed', 'failed', start - hour / 4),
		listed('older', 'failed', start - day),
	];
	known.forEach(run => given.storage.write(recordRun, orderRecord(run), start - hour / 6));
	given.keeper.open();
	assert.deepEqual(given.lists, [[start - 30 * day, 10]]);
	const orders = [
		listed('old', 'failed', start - day),
		listed('recent', 'failed', start - hour / 2),
	];
	given.handle({type: 'runsRead', at: start, orders});
	given.handle({type: 'readBackEnded', at: start, from: start - 30 * day, isWhole: true});
	const {absence, missed} = given.next('absenceKnown');
	assert.equal(absence, null);
	assert.deepEqual(missed.map(({run}) => run.id.exact).toSorted(), ['printed', 'recent']);
	given.keeper.markSeen({type: 'markSeen', id: 'printed'});
	// The list could not be read to its end, so the next start reads it again.
	given.keeper.open();
	given.handle({type: 'readBackEnded', at: start, from: start - hour, isWhole: false});
	assert.deepEqual(
		given.next('absenceKnown').missed.map(({run}) => run.id.exact),
		['recent'],
	);
});

test('a later start reads back to the last visit, and says what has ended since', t => {
	const folder = temporaryFolder(t);
	const first = setUp(t, folder);
	first.handle({
		type: 'runsFound',
		at: start,
		orders: [listed('unfinished', 'running', start - hour), listed('known', 'failed', start - day)],
	});
	first.storage.write(writeVisit, start);
	first.storage.close(0);

	const later = start + 8 * hour;
	const second = setUp(t, folder, later);
	second.keeper.open();
	// The run that had not ended was created before the visit.
	assert.deepEqual(second.lists, [[start - hour, 10]]);
	const from = start - hour;
	second.handle({
		type: 'runsRead',
		at: later,
		orders: [
			listed('new', 'succeeded', start + hour),
			listed('unfinished', 'failed', start - hour),
			listed('known', 'failed', start - day),
		],
	});
	second.handle({type: 'readBackEnded', at: later, from, isWhole: true});
	const {absence} = second.next('absenceKnown');
	assert.deepEqual(absence, {since: start, ended: 2, failed: 1, spent: money('0.5')});
	const unseen = find(second).runs.filter(({isUnseen}) => isUnseen);
	assert.deepEqual(
		unseen.map(({id}) => id.exact),
		['unfinished'],
	);
	const [failed] = unseen;
	assert.ok(failed !== undefined);
	second.keeper.reopenRun({type: 'reopenRun', run: failed});
	second.next('runReopened');
	assert.ok(find(second).runs.every(({isUnseen}) => !isUnseen));
});

test('of the successes of a workflow, the newest one but the run itself is found', t => {
	const given = setUp(t);
	const orders = [
		...['old', 'new', 'this'].map((id, hours) => listed(id, 'succeeded', start + hours * hour)),
		listed('failed', 'failed', start + 5 * hour),
	].map(run => ({...run, workflowId: name('wf')}));
	given.handle({type: 'runsRead', at: start, orders});
	const findFor = (workflowId: string) => {
		given.keeper.findSuccess({type: 'findSuccess', of: 'this', workflowId});
		return given.next('successFound').found?.run.id.exact;
	};
	assert.deepEqual([findFor('wf'), findFor('another')], ['new', undefined]);
});

test('the end and the inputs of a run are kept if only its order has them', t => {
	const given = setUp(t);
	const orders = [listed('x', 'succeeded', start - day), listed('y', 'failed', start - 2 * day)];
	given.handle({type: 'runsRead', at: start, orders});
	given.handle({type: 'orderLoaded', at: start, id: 'x', info});
	assert.deepEqual(
		find(given, ['烟雨']).runs.map(run => [run.id.exact, run.totalCost, run.endedAt]),
		[['x', '0.5', start - day + hour]],
	);
});

test('the inputs of a run are requested only if no earlier session has kept them', t => {
	const given = setUp(t);
	const link = 'https://cdn.example/in/a.png?expires=1&signature=secret';
	const inputs = [...info.inputs, {key: name('7.image'), value: name(link)}];
	const unfinished = {...info, runStatus: name('running'), inputs};
	given.handle({type: 'orderLoaded', at: start, id: 'a', info: unfinished});
	given.keeper.readInputs({type: 'readInputs', ids: ['a', 'b']});
	const kept = given.next('inputsKept');
	assert.deepEqual(
		kept.inputs.map(run => [run.id, run.inputs.map(({value}) => value.exact)]),
		[['a', ['江南烟雨', 'https://cdn.example/in/a.png?[query]']]],
	);
	assert.deepEqual(given.inputs, ['b']);

	given.failWith(unreadable);
	given.keeper.readInputs({type: 'readInputs', ids: ['a']});
	assert.deepEqual(given.next('inputsKept').inputs, []);
	assert.deepEqual(given.inputs, ['b', 'a']);
});

test('a storage that cannot be read is reported', t => {
	const given = setUp(t);
	given.failWith(unreadable);

	// The next search is tried again.
	for (let attempt = 1; attempt <= 2; attempt++) {
		const query = {limit: 10};
		given.keeper.findRuns({type: 'findRuns', query});
		assert.deepEqual(given.next('historyFailed').problem, unreadable);
	}
});
