import assert from 'node:assert/strict';
import test from 'node:test';
import type {Execution} from '../../../source/core/execution.ts';
import {forecast} from '../../../source/core/forecast/forecast.ts';
import {noSamples, updateSamples} from '../../../source/core/forecast/run-samples.ts';
import {idleSince, stalledSince, usualPause} from '../../../source/core/run-state.ts';
import type {Run} from '../../../source/core/run.ts';
import {initialState, reduce} from '../../../source/features/index.ts';
import type {State} from '../../../source/store/state.ts';
import {Chance} from '../../helpers/chance.ts';
import {added, play} from '../../helpers/play.ts';
import {execution, name, polled, pollFailed, start} from '../../helpers/values.ts';

const second = 1000;

/** A workflow with random healthy runs. */
type Workflow = {
	readonly name: string;
	/** Returns the seconds that a run waits in the queue. */
	readonly wait: (dice: Chance) => number;
	/** Returns the seconds before each step of a run. */
	readonly pauses: (dice: Chance) => readonly number[];
};

/**
 * Draws `count` random pauses in seconds. Their median is about `middle`. `spread` is how much they differ (see
 * `Chance.factor`).
 */
function steps(dice: Chance, count: number, middle: number, spread: number): readonly number[] {
	return Array.from({length: count}, () => middle * dice.factor(spread));
}

/** A workflow that first loads a model in some of its runs. Then come 20 steps of a sampler, and a decoder. */
function picture(dice: Chance): Workflow {
	const load = dice.between(10, 60);
	const chance = dice.between(0.2, 0.8);
	const step = dice.between(0.5, 2);
	const decode = dice.between(2, 15);
	return {
		name: 'picture',
		wait: run => run.between(0, 300),
		pauses: run => [
			run.happens(chance) ? load * run.factor(0.3) : 1,
			...steps(run, 20, step, 0.5),
			decode * run.factor(0.2),
			1,
		],
	};
}

/** A workflow with twelve steps of about 15 to 70 seconds, and a long decoder. */
function film(dice: Chance): Workflow {
	const step = dice.between(15, 70);
	const decode = dice.between(30, 150);
	return {
		name: 'film',
		wait: run => run.between(0, 300),
		pauses: run => [20, ...steps(run, 12, step, 0.2), decode * run.factor(0.2), 5],
	};
}

/** External nodes, which report nothing until they are done. */
function elsewhere(dice: Chance): Workflow {
	const thinks = dice.between(30, 160);
	return {
		name: 'elsewhere',
		wait: () => 0,
		pauses: run => [2, ...steps(run, 3, thinks, 0.35), ...steps(run, 10, 1, 0.5)],
	};
}

/** Heavy-tailed pauses: the longest pause of a run is many times the median. */
function whims(dice: Chance): Workflow {
	const middle = dice.between(0.5, 3);
	return {
		name: 'whims',
		wait: run => run.between(0, 60),
		pauses: run => steps(run, 60, middle, 1.1),
	};
}

const kinds = [picture, film, elsewhere, whims];

/** Returns a random healthy workflow, the same for the same `number`, and the generator for its runs. */
function healthyWorkflow(number: number) {
	const dice = new Chance(1_000_003 * (number + 1));
	const kind = kinds[number % kinds.length] ?? picture;
	return {workflow: kind(dice), dice};
}

/**
 * After `freezeAfter` steps the run makes no more progress. If `freezeAfter` is given, the polls come exactly every
 * two seconds, and none fails.
 */
type Watching = {readonly workflow: Workflow; readonly dice: Chance; readonly freezeAfter?: number};

/**
 * Simulates a run and its polls. Calls back after each response; `steppedAt` is the time of the last step. Returns
 * the state when the run has succeeded or the callback returns false.
 */
function watch(
	before: State,
	id: string,
	{workflow, dice, freezeAfter = Infinity}: Watching,
	onResponse: (run: Run, now: number, steppedAt: number) => boolean,
): State {
	const pauses = workflow.pauses(dice);
	const begins = before.now + 60 * second;
	const starts = begins + workflow.wait(dice) * second;
	const stepsAt = pauses.map(
		(_, index) =>
			starts + pauses.slice(0, index + 1).reduce((sum, pause) => sum + pause, 0) * second,
	);
	const ends = freezeAfter < stepsAt.length ? Infinity : (stepsAt.at(-1) ?? starts);
	let state = play(before, added([id], begins)).state;

	for (let now = begins; ; now += freezeAfter === Infinity ? pollPause(dice) : 2 * second) {
		const done = Math.min(freezeAfter, stepsAt.filter(at => at <= now).length);
		const phase = now < starts ? 'queued' : now < ends ? 'running' : 'succeeded';

		if (phase === 'running' && freezeAfter === Infinity && dice.happens(0.02)) {
			state = reduce(state, pollFailed(id, {at: now, nextPollAt: now + 4000})).state;
			continue;
		}

		state = reduce(
			state,
			polled(
				id,
				{
					phase,
					...(phase === 'queued'
						? {queuePosition: 1, estimatedWaitSec: (starts - now) / second}
						: {}),
					progressPercent: phase === 'queued' ? null : (100 * done) / pauses.length,
					startedAt: phase === 'queued' ? null : starts,
					terminalAt: phase === 'succeeded' ? ends : null,
					workflowId: name(workflow.name),
				},
				[],
				now,
			),
		).state;
		const run = state.runs.get(id);
		assert.ok(run);

		if (phase === 'succeeded' || !onResponse(run, now, stepsAt[done - 1] ?? starts)) {
			return state;
		}
	}
}

/**
 * Draws the milliseconds until the next poll: about two seconds, sometimes 5 to 15 seconds more, and rarely a minute
 * more.
 */
function pollPause(dice: Chance): number {
	const late = dice.happens(0.03) ? dice.between(5, 15) : dice.happens(0.003) ? 60 : 0;
	return (2 * dice.between(0.9, 1.1) + late) * second;
}

const empty = initialState({size: {columns: 80, rows: 24}}, start);

test('none of 500 healthy runs is ever stalled', () => {
	const stalled: string[] = [];

	for (let number = 0; number < 20; number++) {
		const {workflow, dice} = healthyWorkflow(number);
		let state = empty;

		for (let index = 0; index < 25; index++) {
			const id = `${workflow.name} ${number}, run ${index}`;
			state = watch(state, id, {workflow, dice}, (run, now) => {
				if (stalledSince(run) !== null) {
					stalled.push(`${id} after ${(now - (run.samples.movedAt ?? now)) / second} s`);
				}

				return true;
			});
		}
	}

	assert.deepEqual(stalled, []);
});

test('a frozen run is detected within twice the usual pause of its workflow', () => {
	const seen: number[] = [];

	for (let number = 0; number < 20; number++) {
		const {workflow, dice} = healthyWorkflow(number);
		let state = empty;

		for (let index = 0; index < 8; index++) {
			state = watch(state, `run ${index}`, {workflow, dice}, () => true);
		}

		const freezeAfter = Math.floor(dice.between(1, 9));
		watch(state, 'frozen', {workflow, dice, freezeAfter}, (run, now, steppedAt) => {
			if (stalledSince(run) === null) {
				return now - steppedAt < 24 * 3600 * second;
			}

			const usual = usualPause(run);
			assert.ok(usual < 20 * 60 * second, `${workflow.name}: ${usual}`);
			seen.push((now - steppedAt) / usual);
			return false;
		});
	}

	assert.equal(seen.length, 20);
	assert.deepEqual(
		seen.filter(ratio => ratio > 2),
		[],
	);
});

test('a failed or late poll makes no run idle; the next response decides', () => {
	let state = reduce(empty, {type: 'runsAdded', at: start, ids: [name('a')]}).state;
	const hour = 3600 * second;
	state = reduce(state, polled('a', {progressPercent: 10}, [], start)).state;
	const run = (): Run => {
		const found = state.runs.get('a');
		assert.ok(found);
		return found;
	};
	assert.equal(usualPause(run()), 300 * second, 'nothing is learnt from earlier runs yet');
	state = reduce(state, pollFailed('a', {at: start + hour})).state;
	assert.equal(idleSince(run()), null);
	state = reduce(state, {type: 'ticked', at: start + 2 * hour}).state;
	assert.equal(idleSince(run()), null);
	state = reduce(state, polled('a', {progressPercent: 10}, [], start + 2 * hour)).state;
	assert.equal(idleSince(run()), start);
	state = reduce(state, polled('a', {progressPercent: 11}, [], start + 2 * hour + 2000)).state;
	assert.equal(idleSince(run()), null);
	// The run continued after a pause that was not detected as a stall, so this pause is usual from now on.
	assert.equal(usualPause(run()), 2 * hour);
});

test('changes of cost and wait are no steps; a queued run does not stall', () => {
	let state = play(empty, added(['a', 'b'])).state;

	for (let minute = 0; minute < 20; minute++) {
		const at = start + minute * 60 * second;
		const running = {actualDurationSec: minute * 60, totalCost: null};
		const waiting = {
			phase: 'queued',
			queuePosition: 2,
			estimatedWaitSec: 1200 - 60 * minute,
		} as const;
		state = reduce(state, polled('a', running, [], at)).state;
		state = reduce(state, polled('b', waiting, [], at)).state;
	}

	const [a, b] = [state.runs.get('a'), state.runs.get('b')];
	assert.ok(a && b);
	assert.equal(idleSince(a), start);
	assert.equal(idleSince(b), null);
});

/** Simulates a run with these pauses between its steps, and returns the state after its end. */
function runWithPauses(
	before: State,
	id: string,
	pauses: readonly number[],
	onResponse: (run: Run, now: number) => void = () => undefined,
): State {
	const workflow: Workflow = {name: 'wf', wait: () => 0, pauses: () => pauses};
	return watch(before, id, {workflow, dice: new Chance(1)}, (run, now) => {
		onResponse(run, now);
		return true;
	});
}

const steady = Array.from({length: 10}, () => 8);
const hung = steady.with(4, 1200);
const known = afterSteadyRuns(empty, 'a', 'b', 'c', 'd', 'e');

function afterSteadyRuns(before: State, ...ids: readonly string[]): State {
	return ids.reduce((state, id) => runWithPauses(state, id, steady), before);
}

/**
 * Simulates a run. Returns for how many seconds it had made no step when it was first considered stalled (null if it
 * never was), and the state after its end.
 */
function stalledAfter(before: State, id: string, pauses = hung): readonly [number | null, State] {
	let called: number | null = null;
	const state = runWithPauses(before, id, pauses, (run, now) => {
		const since = stalledSince(run);
		called ??= since === null ? null : (now - since) / second;
	});
	return [called, state];
}

test('one hang that ended does not prevent detection, whether it was detected or not', () => {
	const [first, after] = stalledAfter(known, 'f');
	const [again] = stalledAfter(after, 'g');
	assert.ok(first !== null && first < 200, `${first}`);
	assert.ok(again !== null && again < 200, `${again}`);
	// A hang in the first runs, before the usual pause is known, is not detected.
	const early = afterSteadyRuns(runWithPauses(empty, 'hung', hung), 'a', 'b', 'c');
	const [third] = stalledAfter(early, 'h');
	assert.ok(third !== null && third < 600, `${third}`);
});

test('a stall counts neither for the usual pause nor for the length', () => {
	const [, after] = stalledAfter(known, 'f');
	const profile = after.saved.runProfiles.get('wf')?.get('f');
	assert.deepEqual([profile?.longestIdleSec, profile?.course], [null, []]);
	assert.ok((profile?.seconds ?? Infinity) < 100, `${profile?.seconds}`);
});

test('a stalled run has no ETA, and after the stall its ETA is as accurate as before', () => {
	const etas: Array<number | null> = [];
	let hasStalled = false;
	runWithPauses(known, 'f', hung, (run, now) => {
		const {runSec} = forecast(run, now);

		if (stalledSince(run) !== null) {
			assert.equal(runSec, null);
			hasStalled = true;
		} else if (hasStalled) {
			etas.push(runSec?.likely ?? null);
		}
	});
	// At this point the run is longer than every earlier run, so it has no ETA.
	assert.ok(etas.length > 10);
	assert.ok(etas.every(eta => eta === null || eta <= 60));
});

test('the pauses of a run count, also the last one, but not the wait in the queue', () => {
	let samples = noSamples;
	let before: Parameters<typeof updateSamples>[1]['before'] = {execution: null, respondedAt: null};

	const poll = (at: number, change: Partial<Execution>, wasStalled = false) => {
		const polledNow = execution(change);
		const response = {before, execution: polledNow, logGrew: false, wasStalled};
		samples = updateSamples(samples, {...response, at: start + at * second});
		before = {execution: polledNow, respondedAt: start + at * second};
		return [samples.watchedMs / second, samples.longestIdleMs / second, samples.stalledMs / second];
	};

	poll(0, {phase: 'queued', queuePosition: 2});
	poll(8, {phase: 'queued', queuePosition: 2});
	poll(10, {progressPercent: 0});
	poll(20, {progressPercent: 10});
	poll(25, {progressPercent: 10});
	assert.deepEqual(poll(40, {progressPercent: 20}), [30, 5, 0]);
	poll(100, {progressPercent: 20});
	assert.deepEqual(poll(110, {progressPercent: 30}, true), [100, 5, 60]);
	poll(118, {progressPercent: 30});
	assert.deepEqual(poll(120, {phase: 'succeeded', progressPercent: 100}), [110, 8, 60]);
	assert.deepEqual(poll(180, {phase: 'succeeded', progressPercent: 100}), [110, 8, 60]);
});

test('a silent node of 40 minutes is not stalled, whether or not the usual pause is known', () => {
	const silent = [8, 8, 2400, 8, 8];
	let state = empty;

	for (const id of ['a', 'b', 'c', 'd', 'e']) {
		let idle = 0;
		state = runWithPauses(state, id, silent, run => {
			assert.equal(stalledSince(run), null);
			idle += idleSince(run) === null ? 0 : 1;
		});
		// The first three runs are idle for longer than the default. After them such a pause is known to be usual.
		assert.equal(idle > 0, ['a', 'b', 'c'].includes(id));
	}

	const [called] = stalledAfter(state, 'frozen', [8, 8, 20_000, 8]);
	assert.ok(called !== null && called < 4 * 2400, `${called}`);
});
