import assert from 'node:assert/strict';
import test from 'node:test';
import type {Action} from '../../source/store/action.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {createStore, type StoreOptions} from '../../source/store/store.ts';
import {noEffects, type Reduce} from '../../source/store/transition.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const initial = initialState({columns: 80, rows: 24}, 0);

/** A tick sets the time, and requests a redraw if the time is a multiple of 100 ms. Other actions change nothing. */
const reduce: Reduce = (state, action) => {
	if (action.type !== 'ticked' || action.at === state.now) {
		return noEffects(state);
	}

	return {
		state: {...state, now: action.at},
		effects: action.at % 100 === 0 ? [{type: 'redraw'}] : [],
	};
};

function tick(at: number): Action {
	return {type: 'ticked', at};
}

/**
 * Creates a store with a subscriber. `wakes` lists the subscriber's calls, each with the clock's time and the time in
 * the state.
 */
function setUp(options: Partial<StoreOptions> = {}) {
	const clock = new FakeClock();
	const store = createStore({
		reduce,
		initial,
		clock,
		frameMs: 33,
		onEffects: () => undefined,
		...options,
	});
	const wakes: Array<readonly [moment: number, now: number]> = [];
	const unsubscribe = store.subscribe(() => {
		wakes.push([clock.monotonic(), store.getState().now]);
	});
	return {clock, store, wakes, unsubscribe};
}

test('the first change after an idle time is reported at once, those after it once at the end of the frame', () => {
	const {clock, store, wakes} = setUp();
	store.dispatch(tick(1));
	assert.deepEqual(wakes, [[0, 1]]);
	clock.advance(10);
	store.dispatch(tick(2));
	clock.advance(10);
	store.dispatch(tick(3));
	assert.equal(wakes.length, 1);
	clock.advance(12);
	assert.equal(wakes.length, 1);
	clock.advance(1);
	assert.deepEqual(wakes.slice(1), [[33, 3]]);
	clock.advance(1000);
	assert.equal(wakes.length, 2, 'without a change nobody is woken');
	store.dispatch(tick(4));
	assert.deepEqual(wakes.slice(2), [[1033, 4]]);
});

test('changes that can wait are reported after the longer frame, or together with others', () => {
	const {clock, store, wakes} = setUp({
		urgencyOf: ({at}) => (at % 2 === 1 ? 'background' : 'normal'),
		backgroundFrameMs: 600,
	});
	store.dispatch(tick(1));
	assert.deepEqual(wakes, [[0, 1]]);
	clock.advance(100);
	store.dispatch(tick(3));
	store.dispatch(tick(5));
	clock.advance(499);
	assert.equal(wakes.length, 1);
	clock.advance(1);
	assert.deepEqual(wakes.splice(0), [
		[0, 1],
		[600, 5],
	]);
	clock.advance(50);
	store.dispatch(tick(7));
	clock.advance(50);
	store.dispatch(tick(8));
	assert.deepEqual(wakes.splice(0), [[700, 8]]);
	// A change that cannot wait moves the planned call forward, to the end of the frame.
	clock.advance(10);
	store.dispatch(tick(9));
	store.dispatch(tick(10));
	clock.advance(23);
	assert.deepEqual(wakes.splice(0), [[733, 10]]);
	clock.advance(2000);
	assert.deepEqual(wakes, []);
	assert.equal(clock.pending, 0);
});

test('a change that can wait for a pause between keys is reported 200 ms after a key, or with the next key', () => {
	const {clock, store, wakes} = setUp({
		urgencyOf: ({at}) => (at % 2 === 1 ? 'user' : 'between-keys'),
	});
	store.dispatch(tick(2));
	clock.advance(40);
	store.dispatch(tick(3));
	assert.deepEqual(wakes.splice(0), [
		[0, 2],
		[40, 3],
	]);
	store.dispatch(tick(4));
	clock.advance(199);
	assert.deepEqual(wakes, []);
	store.dispatch(tick(5));
	assert.deepEqual(wakes.splice(0), [[239, 5]]);
	assert.equal(clock.pending, 0);
	store.dispatch(tick(6));
	clock.advance(200);
	assert.deepEqual(wakes.splice(0), [[439, 6]]);
	store.dispatch(tick(8));
	clock.advance(33);
	assert.deepEqual(wakes.splice(0), [[472, 8]]);
});

test('D8: hundreds of changes in a second call the listeners at most thirty times', () => {
	const {clock, store, wakes} = setUp();

	for (let at = 1; at <= 1000; at++) {
		clock.advance(1);
		store.dispatch(tick(at));
	}

	assert.ok(wakes.length <= 31, `${wakes.length} wakes`);
	clock.advance(33);
	assert.equal(wakes.at(-1)?.[1], 1000, 'the last change is shown');
	assert.equal(clock.pending, 0);
});

test('a user action is reported at once after other changes, and once a frame while the user continues', () => {
	const {clock, store, wakes} = setUp({
		urgencyOf: ({at}) => (at % 2 === 1 ? 'user' : 'normal'),
	});
	store.dispatch(tick(2));
	clock.advance(5);
	store.dispatch(tick(4));
	clock.advance(5);
	store.dispatch(tick(5));
	assert.deepEqual(wakes.splice(0), [
		[0, 2],
		[10, 5],
	]);
	assert.equal(clock.pending, 0, 'what was to be shown at the end of the frame has been');
	clock.advance(5);
	store.dispatch(tick(7));
	clock.advance(5);
	store.dispatch(tick(9));
	clock.advance(22);
	assert.deepEqual(wakes, []);
	clock.advance(1);
	assert.deepEqual(wakes.splice(0), [[43, 9]]);
	// A background change keeps its distance to that call.
	store.dispatch(tick(10));
	clock.advance(32);
	assert.deepEqual(wakes, []);
	clock.advance(1);
	assert.deepEqual(wakes, [[76, 10]]);
});

test('an action that changes nothing calls no listener', () => {
	const {clock, store, wakes} = setUp();
	store.dispatch(tick(0));
	clock.advance(100);
	assert.deepEqual(wakes, []);
	assert.equal(clock.pending, 0);
});

test('a change that is undone within the frame calls no listener', () => {
	const other: State = {...initial, now: 2};
	const {clock, store, wakes} = setUp({
		reduce: (_, action) => noEffects(action.at === 2 ? other : initial),
	});
	store.dispatch(tick(2));
	store.dispatch(tick(1));
	store.dispatch(tick(2));
	clock.advance(33);
	assert.equal(wakes.length, 1);
});

test('an unsubscribed listener is not called, and leaves no timer', () => {
	const {clock, store, wakes, unsubscribe} = setUp();
	store.dispatch(tick(1));
	store.dispatch(tick(2));
	assert.equal(clock.pending, 1);
	unsubscribe();
	unsubscribe();
	assert.equal(clock.pending, 0);
	store.dispatch(tick(3));
	assert.deepEqual(wakes, [[0, 1]]);
	assert.equal(clock.pending, 0, 'without a listener no timer runs');
});

test('a new listener is called for the next change, not for an old one', () => {
	const {clock, store, unsubscribe} = setUp();
	unsubscribe();
	store.dispatch(tick(1));
	let wakes = 0;
	store.subscribe(() => {
		wakes++;
	});
	store.dispatch(tick(1));
	clock.advance(100);
	assert.equal(wakes, 0);
	store.dispatch(tick(2));
	assert.equal(wakes, 1);
});

test('an observer gets every action at once, with the states before and after it', () => {
	const {store} = setUp();
	const seen: string[] = [];
	const unobserve = store.observe((state, action, previous) => {
		assert.equal(store.getState(), state);
		seen.push(`${action.type} from ${previous.now} to ${state.now}`);
	});
	store.dispatch(tick(1));
	store.dispatch(tick(2));
	store.dispatch(tick(2));
	unobserve();
	store.dispatch(tick(3));
	assert.deepEqual(seen, ['ticked from 0 to 1', 'ticked from 1 to 2', 'ticked from 2 to 2']);
});

test('effects start after the state is set and the observers are called', () => {
	const order: string[] = [];
	const {store} = setUp({
		onEffects: effects =>
			order.push(`effect ${effects.map(({type}) => type).join()} at ${store.getState().now}`),
	});
	store.observe(state => {
		order.push(`observed ${state.now}`);
	});
	store.dispatch(tick(100));
	store.dispatch(tick(101));
	assert.deepEqual(order, ['observed 100', 'effect redraw at 100', 'observed 101']);
});

test('a dispatch from an effect, an observer or a listener is queued until the current action is done', () => {
	const order: string[] = [];
	const {clock, store} = setUp({
		onEffects(effects) {
			store.dispatch(tick(101));
			order.push(`after dispatch in effect ${effects.length}: ${store.getState().now}`);
		},
	});
	store.observe(state => {
		order.push(`observed ${state.now}`);

		if (state.now === 101) {
			store.dispatch(tick(102));
			order.push(`after dispatch in observer: ${store.getState().now}`);
		}
	});
	store.subscribe(() => {
		order.push(`woken at ${store.getState().now}`);

		if (store.getState().now === 102) {
			store.dispatch(tick(103));
			order.push(`after dispatch in listener: ${store.getState().now}`);
		}
	});
	store.dispatch(tick(100));
	clock.advance(33);
	assert.deepEqual(order, [
		'observed 100',
		'after dispatch in effect 1: 100',
		'observed 101',
		'after dispatch in observer: 101',
		'observed 102',
		'woken at 102',
		'after dispatch in listener: 102',
		'observed 103',
		'woken at 103',
	]);
});

test('an error is thrown to the caller, and the store works after it', () => {
	const {store} = setUp({
		onEffects() {
			throw new TypeError('a bug');
		},
	});
	assert.throws(() => {
		store.dispatch(tick(100));
	}, /a bug/);
	store.dispatch(tick(101));
	assert.equal(store.getState().now, 101);
});
