import assert from 'node:assert/strict';
import {test} from 'node:test';
import {initialState, needsTime, reduce, urgencyOf} from '../../source/features/index.ts';
import type {Action} from '../../source/store/action.ts';
import {createStore, type StoreOptions} from '../../source/store/store.ts';
import {startTicker} from '../../source/store/ticker.ts';
import {noEffects, type Reduce} from '../../source/store/transition.ts';
import type {Urgency} from '../../source/store/urgency.ts';
import {openStore} from '../events/watch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {added, invoked, typed} from '../helpers/play.ts';
import {reachableService, unreachableService} from '../helpers/sample.ts';
import {entry, polled, pollFailed, start} from '../helpers/values.ts';

const initial = initialState({size: {columns: 80, rows: 24}}, 0);

/** Each action sets the time, and requests a redraw if the time is a multiple of 100 ms. */
const setTime: Reduce = (state, {at}) =>
	at === state.now
		? noEffects(state)
		: {state: {...state, now: at}, effects: at % 100 === 0 ? [{type: 'redraw'}] : []};

const soon = (at: number): Action => ({type: 'ticked', at});
const key = (at: number): Action => ({type: 'typed', at, text: 'x'});
const later = (at: number): Action => ({type: 'balanceLoaded', at, balance: null});

/** A store with a subscriber. `frames` lists its calls, each with the clock's time and the time in the state. */
function setUp(options: Partial<StoreOptions> = {}) {
	const clock = new FakeClock();
	const store = createStore({
		reduce: setTime,
		urgencyOf,
		initial,
		clock,
		onEffects: () => undefined,
		...options,
	});
	const frames: Array<readonly [moment: number, now: number]> = [];
	const unsubscribe = store.subscribe(() => {
		frames.push([clock.monotonic(), store.getState().now]);
	});
	return {clock, store, frames, unsubscribe};
}

/** Dispatches actions at their times, and lets the clock go on. */
function play({clock, store}: ReturnType<typeof setUp>, ...actions: readonly Action[]): void {
	for (const action of actions) {
		clock.advance(action.at - clock.monotonic());
		store.dispatch(action);
	}

	clock.advance(10_000);
}

for (const [what, actions, expected] of [
	[
		'the first change at once, those after it once at the end of the frame',
		[soon(1000), soon(1010), soon(1020), soon(3000)],
		[
			[1000, 1000],
			[1033, 1020],
			[3000, 3000],
		],
	],
	[
		'changes that can wait after 1.1 s, or together with others',
		[soon(1000), later(1100), later(1200), later(2200), soon(2300)],
		[
			[1000, 1000],
			[2100, 1200],
			[2300, 2300],
		],
	],
	[
		'a key at once after other changes, and once a frame while the user goes on',
		[soon(1000), key(1005), key(1010), key(1015)],
		[
			[1000, 1000],
			[1005, 1005],
			[1038, 1015],
		],
	],
	[
		'other changes 200 ms after a key, or with the next key',
		[key(1000), soon(1050), key(1100), soon(1150)],
		[
			[1000, 1000],
			[1100, 1100],
			[1300, 1150],
		],
	],
	[
		'hundreds of changes in a second at most thirty times, with the last',
		Array.from({length: 990}, (_, index) => soon(index + 1)),
		Array.from({length: 31}, (_, nth) => [1 + 33 * nth, Math.max(1, 33 * nth)]),
	],
	['nothing if nothing changes', [soon(0)], []],
] as const) {
	test(`a frame shows ${what}`, () => {
		const given = setUp();
		play(given, ...actions);
		assert.deepEqual(given.frames, expected);
		assert.equal(given.clock.pending, 0);
	});
}

test('with calm what the service says waits for five seconds, a key does not', () => {
	const given = setUp({calm: true});
	play(given, soon(1000), {type: 'polled', at: 1500, outcomes: []}, key(2000));
	play(given, {type: 'polled', at: 12_500, outcomes: []});
	assert.deepEqual(
		given.frames.map(([moment]) => moment),
		[1000, 2000, 12_500],
	);
});

test('an unsubscribed listener is not called, and leaves no timer', () => {
	const {clock, store, frames, unsubscribe} = setUp();
	store.dispatch(soon(1));
	store.dispatch(soon(2));
	assert.equal(clock.pending, 1);
	unsubscribe();
	assert.equal(clock.pending, 0);
	store.dispatch(soon(3));
	assert.deepEqual(frames, [[0, 1]]);
	assert.equal(clock.pending, 0);
});

test('an observer gets every action at once, with the states before and after it; then effects start', () => {
	const seen: string[] = [];
	const {store} = setUp({
		onEffects: ([effect]) => seen.push(`${effect?.type} at ${store.getState().now}`),
	});
	const unobserve = store.observe((state, action, previous) => {
		assert.equal(store.getState(), state);
		seen.push(`${action.type} from ${previous.now} to ${state.now}`);
	});
	store.dispatch(soon(100));
	store.dispatch(soon(100));
	unobserve();
	store.dispatch(soon(101));
	assert.deepEqual(seen, ['ticked from 0 to 100', 'redraw at 100', 'ticked from 100 to 100']);
});

test('a dispatch from an effect or an observer is queued until the current action is done', () => {
	const order: string[] = [];
	const {store} = setUp({
		onEffects() {
			store.dispatch(soon(101));
			order.push(`after dispatch in effect: ${store.getState().now}`);
		},
	});
	store.observe(state => {
		order.push(`observed ${state.now}`);

		if (state.now === 101) {
			store.dispatch(soon(102));
			order.push(`after dispatch in observer: ${store.getState().now}`);
		}
	});
	store.dispatch(soon(100));
	assert.deepEqual(order, [
		'observed 100',
		'after dispatch in effect: 100',
		'observed 101',
		'after dispatch in observer: 101',
		'observed 102',
	]);
});

test('an error is thrown to the caller, and the store works after it', () => {
	const {store} = setUp({
		onEffects() {
			throw new TypeError('a bug');
		},
	});
	assert.throws(() => {
		store.dispatch(soon(100));
	}, /a bug/);
	store.dispatch(soon(101));
	assert.equal(store.getState().now, 101);
});

test('the ticker ticks each second while a run is active, and leaves no timer after all have ended', () => {
	const {clock, store, ticks} = ticking();
	clock.advance(5000);
	assert.equal(ticks.length, 0, 'nothing is watched');
	store.dispatch(added(['run'], clock.now()));
	clock.advance(5000);
	assert.equal(ticks.length, 5);
	assert.ok(ticks.every(at => at % 1000 === 0));
	store.dispatch(polled('run', {phase: 'succeeded'}));
	clock.advance(5000);
	assert.equal(ticks.length, 6, 'the tick that was under way still comes');
	assert.equal(clock.pending, 0);
});

test('the ticker ticks while the next request to an unreachable service is awaited, but not in a pause', () => {
	const {clock, store, ticks} = ticking();
	store.dispatch({type: 'serviceChanged', at: clock.now(), service: unreachableService});
	clock.advance(5000);
	assert.equal(ticks.length, 5);
	store.dispatch({...invoked({type: 'pause'}), at: clock.now()});
	clock.advance(60_000);
	const inPause = ticks.length;
	clock.advance(5000);
	assert.equal(ticks.length, inPause);
});

test('with calm the ticker ticks at each full five seconds', () => {
	const {clock, store, ticks} = ticking(true);
	store.dispatch(added(['run'], clock.now()));
	clock.advance(20_000);
	assert.equal(ticks.length, 4);
	assert.ok(ticks.every(at => at % 5000 === 0));
});

function ticking(calm = false) {
	const clock = new FakeClock(start);
	const ticks: number[] = [];
	const store = openStore(clock);
	store.observe((_state, action: Action) => {
		if (action.type === 'ticked') {
			ticks.push(action.at);
		}
	});
	startTicker(store, clock, needsTime, calm);
	return {clock, store, ticks};
}

const id = 'wfrun_1';

const cases: ReadonlyArray<readonly [string, ReadonlyArray<readonly [Action, Urgency]>]> = [
	[
		'progress and new log entries can wait, the first response and a new status not so long',
		[
			[polled(id, {progressPercent: 3}), 'soon'],
			[polled(id, {progressPercent: 4}), 'later'],
			[polled(id, {progressPercent: 4}, [entry('a line')]), 'later'],
			[polled(id, {phase: 'succeeded', progressPercent: 100}), 'soon'],
		],
	],
	[
		'a further failure can wait, the first failure and the response after it not so long',
		[
			[polled(id), 'soon'],
			[pollFailed(id), 'soon'],
			[pollFailed(id), 'later'],
			[pollFailed(id, {gaveUp: 'unreachable'}), 'soon'],
			[polled(id), 'soon'],
		],
	],
	[
		'the user waits for keys, text and a new size',
		[
			[{type: 'serviceChanged', at: start, service: reachableService}, 'later'],
			[{type: 'ticked', at: start + 1000}, 'soon'],
			[{type: 'resized', at: start, columns: 100, rows: 30}, 'user'],
			[typed('x'), 'user'],
			[invoked({type: 'help'}), 'user'],
		],
	],
];

for (const [what, steps] of cases) {
	test(what, () => {
		let state = reduce(initialState({size: {columns: 80, rows: 24}}, start), added([id])).state;

		for (const [action, urgency] of steps) {
			const previous = state;
			state = reduce(previous, action).state;
			assert.equal(urgencyOf(action, state, previous), urgency, action.type);
		}
	});
}
