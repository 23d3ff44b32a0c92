import assert from 'node:assert/strict';
import {join} from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type {Recording} from '../../../source/features/replay/recording.ts';
import {serverStateOf} from '../../../source/features/replay/server-state.ts';
import type {ReplayMove} from '../../../source/features/replay/state.ts';
import {createReplayWatch} from '../../../source/session/replay-watch.ts';
import type {Watch} from '../../../source/session/watch.ts';
import type {State} from '../../../source/store/state.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {invoked} from '../../helpers/play.ts';
import {root} from '../../helpers/program.ts';
import {headlessParts} from '../../session/watch-headless.ts';
import {open, recordLive} from './watches.ts';

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

test('after any moves the screen equals a replay played up to there', () => {
	const recording = open(join(root, 'test', 'features', 'replay', 'session.jsonl'));
	assert.ok(recording.steps.length > 64, `${recording.steps.length} steps`);

	fc.assert(
		fc.property(fc.array(moves, {maxLength: 12}), wishes => {
			const {watch, clock} = start(recording);

			for (const wish of wishes) {
				if (typeof wish === 'number') {
					clock.advance(wish);
				} else {
					move(watch, wish);
				}
			}

			const state = watch.store.getState();
			const fresh = start(recording);
			fresh.clock.advance(watch.clock.now() - fresh.watch.clock.now());
			assert.deepEqual(seen(state), seen(fresh.watch.store.getState()));
		}),
		{numRuns: 60},
	);
});

test('a jump goes to the next tenth, back to its start, then to the one before, within the recording', () => {
	const recording = open(join(root, 'test', 'features', 'replay', 'session.jsonl'));
	const {watch, clock} = start(recording);
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
	const {watch, clock} = start(open(join(root, 'test', 'features', 'replay', 'session.jsonl')));
	const before = watch.clock.now();
	move(watch, {kind: 'speed', by: 1});
	move(watch, {kind: 'speed', by: 1});
	clock.advance(1000);
	assert.equal(watch.clock.now() - before, 4000);
	assert.equal(watch.store.getState().replay?.speed, 4);
	move(watch, {kind: 'speed', by: -1});
	clock.advance(1000);
	assert.equal(watch.clock.now() - before, 6000);
});

test('no time passes while paused; it pauses at the end, and space starts over', async t => {
	const {file} = await recordLive(t, 'one-success', {timeout: 60_000});
	const recording = open(file);
	const {watch, clock} = start(recording);
	move(watch, {kind: 'toggle'});
	const before = watch.store.getState();
	assert.equal(before.replay?.paused, true);
	clock.advance(5000);
	assert.equal(watch.store.getState(), before);
	assert.equal(clock.pending, 0);

	move(watch, {kind: 'toggle'});
	clock.advance(recording.length);
	const end = watch.store.getState();
	assert.equal(end.replay?.paused, true);
	assert.equal(watch.clock.now() - recording.started, recording.length);
	assert.equal(clock.pending, 0);

	move(watch, {kind: 'toggle'});
	assert.equal(watch.clock.now() - recording.started, recording.beginning);
	assert.equal(watch.store.getState().replay?.paused, false);
});

test('commands that need the service say that this is a recording', async t => {
	const {file} = await recordLive(t, 'one-success', {timeout: 5000});
	const recording = open(file);
	const {watch} = start(recording);

	for (const type of ['add', 'drop', 'poll-now', 'pause', 'order'] as const) {
		const {runs} = watch.store.getState();
		watch.store.dispatch(invoked({type}, watch.clock.now()));
		const {view} = watch.store.getState();
		assert.equal(view.notice?.notice.kind, 'not-in-replay', type);
		assert.equal(view.prompt, null);
		assert.equal(watch.store.getState().runs, runs);
	}
});

function start(recording: Recording): {readonly watch: Watch; readonly clock: FakeClock} {
	const clock = new FakeClock();
	const watch = createReplayWatch({
		recording,
		speed: 1,
		realClock: clock,
		...headlessParts,
		size: {columns: 80, rows: 24},
	});
	watch.start();
	return {watch, clock};
}

function move(watch: Watch, how: ReplayMove): void {
	watch.store.dispatch(invoked({type: 'replay', move: how}, watch.clock.now()));
}

/** The part of the state that comes from the service. */
function seen(state: State): unknown {
	const serverState = serverStateOf(state);
	return {...serverState, runs: [...serverState.runs.values()]};
}
