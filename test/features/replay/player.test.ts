import assert from 'node:assert/strict';
import {join} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type {ReplayMove} from '../../../source/features/replay/reduce.ts';
import {createReplayWatch} from '../../../source/session/replay-watch.ts';
import type {Watch} from '../../../source/session/watch.ts';
import type {State} from '../../../source/store/state.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {invoked} from '../../helpers/play.ts';
import {root} from '../../helpers/program.ts';
import {headlessParts} from '../../session/watch-headless.ts';
import {open} from './watches.ts';

const moves: fc.Arbitrary<ReplayMove | number> = fc.oneof(
	fc.constantFrom<ReplayMove>(
		{kind: 'jump', by: 1},
		{kind: 'jump', by: -1},
		{kind: 'speed', by: 1},
		{kind: 'speed', by: -1},
		{kind: 'toggle'},
		{kind: 'step'},
	),
	fc.integer({min: 0, max: 9000}),
);

const recording = open(join(root, 'test', 'features', 'replay', 'session.jsonl'));

test('after any moves the screen equals a replay played up to there', () => {
	fc.assert(
		fc.property(fc.array(moves, {maxLength: 12}), wishes => {
			const {watch, clock} = begin();

			for (const wish of wishes) {
				if (typeof wish === 'number') {
					clock.advance(wish);
				} else {
					move(watch, wish);
				}
			}

			const state = watch.store.getState();
			const fresh = begin();
			fresh.clock.advance(watch.clock.now() - fresh.watch.clock.now());
			assert.deepEqual(seen(state), seen(fresh.watch.store.getState()));
		}),
		{numRuns: 60},
	);
});

test('a jump goes to the next tenth, back to its start, then to the one before, within the recording', () => {
	const {watch, clock} = begin();
	const {started, beginning, length} = recording;
	const tenth = (length - beginning) / 10;
	const tenths = (): number => (watch.clock.now() - started - beginning) / tenth;
	const jumps = (...by: ReadonlyArray<1 | -1>) =>
		by.map(each => {
			move(watch, {kind: 'jump', by: each});
			return Math.round(100 * tenths()) / 100;
		});
	assert.deepEqual(jumps(1, 1, -1, 1, 1), [1, 2, 1, 2, 3]);
	clock.advance(tenth / 2);
	assert.deepEqual(jumps(-1, -1, -1, -1, -1), [3, 2, 1, 0, 0]);
	assert.equal(jumps(...Array<1>(12).fill(1)).at(-1), 10);
	assert.equal(watch.store.getState().replay?.paused, true);
});

test('the speed doubles and halves', () => {
	const {watch, clock} = begin();
	const before = watch.clock.now();

	for (const [steps, speed, passed] of [
		[[1, 1], 4, 4000],
		[[-1], 2, 6000],
	] as const) {
		steps.forEach(by => move(watch, {kind: 'speed', by}));
		clock.advance(1000);
		assert.equal(watch.store.getState().replay?.speed, speed);
		assert.equal(watch.clock.now() - before, passed);
	}
});

test('no time passes while paused; it pauses at the end, and space starts over', () => {
	const {watch, clock} = begin();
	const place = () => watch.clock.now() - recording.started;
	const isPaused = () => watch.store.getState().replay?.paused;
	move(watch, {kind: 'toggle'});
	const before = watch.store.getState();
	clock.advance(5000);
	assert.equal(watch.store.getState(), before);
	assert.deepEqual([isPaused(), clock.pending], [true, 0]);
	move(watch, {kind: 'toggle'});
	clock.advance(recording.length);
	assert.deepEqual([isPaused(), clock.pending, place()], [true, 0, recording.length]);
	move(watch, {kind: 'toggle'});
	assert.deepEqual([isPaused(), place()], [false, recording.beginning]);
});

test('commands that need the service say that this is a recording', () => {
	const {store, clock} = begin().watch;

	for (const type of ['add', 'drop', 'poll-now', 'pause', 'order'] as const) {
		const {runs} = store.getState();
		store.dispatch(invoked({type}, clock.now()));
		const {view} = store.getState();
		assert.deepEqual([view.notice?.notice.kind, view.prompt], ['not-in-replay', null], type);
		assert.equal(store.getState().runs, runs);
	}
});

function begin(): {readonly watch: Watch; readonly clock: FakeClock} {
	const clock = new FakeClock();
	const size = {columns: 80, rows: 24};
	const watch = createReplayWatch({recording, speed: 1, realClock: clock, ...headlessParts, size});
	watch.start();
	return {watch, clock};
}

function move(watch: Watch, how: ReplayMove): void {
	watch.store.dispatch(invoked({type: 'replay', move: how}, watch.clock.now()));
}

/** The part of the state that comes from the service. */
function seen(state: State): unknown {
	const {runs, workflows, runOrders, sessionCost, quotes, balance, discovery, denied, saved} =
		state;
	const {runProfiles} = saved;
	return [
		[...runs.values()],
		workflows,
		runOrders,
		sessionCost,
		quotes,
		balance,
		discovery,
		denied,
		runProfiles,
	];
}
