import type {Execution} from '../source/core/execution.ts';
import {forecast} from '../source/core/forecast/forecast.ts';
import type {Run} from '../source/core/run.ts';
import {initialState, reduce} from '../source/features/index.ts';
import {Chance} from '../test/helpers/chance.ts';
import {name, polled, start} from '../test/helpers/values.ts';
import {median, type Bench, type Row} from './row.ts';

/** No constant of the forecast was chosen with these seeds. */
const seeds = Array.from({length: 10}, (_, index) => 31_000_037 + 7919 * index);
const runsOfWorkflow = 24;
const pollsOfRun = 60;

/** A part of a run: its seconds, the progress at its end, and in how many equal steps it gets there. */
type Segment = readonly [seconds: number, to: number, steps: number];

/** Draws what the runs of a workflow have in common. Returns what draws the next run. */
type Shape = (dice: Chance) => (run: Chance) => readonly Segment[];

export const shapes: Readonly<Record<string, Shape>> = {
	'even progress': dice => {
		const length = dice.between(20, 300);
		return run => [[length * run.factor(0.15), 100, 100]];
	},
	'even progress, few steps': dice => {
		const length = dice.between(30, 200);
		return run => [[length * run.factor(0.3), 100, 25]];
	},
	accelerating: dice => {
		const first = dice.between(5, 20);
		const faster = dice.between(0.7, 0.9);
		return run => {
			const size = run.factor(0.1);
			return tenths(tenth => first * faster ** tenth * size);
		};
	},
	'half speed after half': dice => {
		const length = dice.between(30, 200);
		return run => {
			const size = run.factor(0.1);
			return [
				[length * size, 50, 25],
				[2 * length * size, 100, 25],
			];
		};
	},
	'a silent node of 5 to 40 minutes': dice => {
		const at = dice.between(10, 60);
		return run => [
			[60 * run.factor(0.2), at, 10],
			[60 * 5 * 8 ** run.next(), at + 20, 1],
			[90 * run.factor(0.2), 100, 10],
		];
	},
	'a retry from 60 to 20 %': dice => {
		const length = dice.between(40, 200);
		return run => {
			const size = (length / 100) * run.factor(0.08);
			return [
				[60 * size, 60, 30],
				[2, 20, 1],
				[80 * size, 100, 40],
			];
		};
	},
	'progress only at the ends of nodes': dice => {
		const nodes = Array.from({length: 8}, () => 2 * 20 ** dice.next());
		return run => nodes.map((seconds, node) => [seconds * run.factor(0.12), 12.5 * (node + 1), 1]);
	},
	'a model download first': dice => {
		const download = dice.between(60, 300);
		const length = dice.between(30, 120);
		return run => [
			[download * run.factor(0.2), 1, 1],
			[length * run.factor(0.1), 100, 60],
		];
	},
	'a hang of ten minutes in one of four': dice => {
		const length = dice.between(60, 240);
		return run => {
			const at = Math.round(run.between(10, 90));
			const size = (length / 100) * run.factor(0.1);
			return [
				[at * size, at, at],
				...(run.happens(0.25) ? ([[600, at, 1]] as const) : []),
				[(100 - at) * size, 100, 100 - at],
			];
		};
	},
	'two sizes': dice => {
		const length = dice.between(20, 80);
		return run => {
			const size = (run.happens(0.5) ? 4 : 1) * run.factor(0.08);
			return [
				[5, 5, 1],
				[length * 0.3 * size, 70, 20],
				[length * 0.7 * size, 100, 20],
			];
		};
	},
	'a shared GPU': dice => {
		const tenth = dice.between(4, 20);
		return run => {
			const size = run.factor(0.3);
			return tenths(() => tenth * size * run.factor(0.4));
		};
	},
	'no percentage': dice => {
		const length = dice.between(20, 300);
		return run => [[length * run.factor(0.15), Number.NaN, 1]];
	},
};

function tenths(secondsOf: (tenth: number) => number): readonly Segment[] {
	return Array.from({length: 10}, (_, tenth) => [secondsOf(tenth), 10 * (tenth + 1), 5]);
}

/** Null if the run reports no percentage. */
function percentAt(segments: readonly Segment[], at: number): number | null {
	let [begins, from] = [0, 0];

	for (const [seconds, to, steps] of segments) {
		if (at < begins + seconds) {
			const done = Math.floor(((at - begins) / seconds) * steps) / steps;
			return Number.isNaN(to) ? null : Math.round(10 * (from + (to - from) * done)) / 10;
		}

		begins += seconds;
		from = to;
	}

	return 100;
}

type Errors = {readonly ours: number; readonly naive: number};

/**
 * Simulates the runs of a workflow, one after the other, through the reducer. Counts the moments with a forecast, and
 * those whose range was right, as shown in whole seconds. `errors` has a row for each run: the mean errors of our forecast
 * and of `elapsed / percent` at the moments that have both, as shares of the run's duration.
 */
export function judge(shape: Shape, seed: number): Judged {
	const dice = new Chance(seed);
	const roll = shape(dice);
	const counts = {moments: 0, forecasts: 0, held: 0};
	const errors: Errors[] = [];
	let state = initialState({size: {columns: 80, rows: 24}}, start);
	let startedAt = start;

	for (let index = 0; index < runsOfWorkflow; index++) {
		const id = `run ${index}`;
		const segments = roll(dice);
		const length = segments.reduce((sum, [seconds]) => sum + seconds, 0);
		const [ours, naive]: [number[], number[]] = [[], []];
		const interval = Math.max(2, length / pollsOfRun);
		const poll = (at: number, change: Partial<Execution>): Run | undefined => {
			const now = startedAt + Math.round(at * 1000);
			state = reduce(state, polled(id, {startedAt, ...change}, [], now)).state;
			return state.runs.get(id);
		};
		state = reduce(state, {type: 'runsAdded', at: startedAt, ids: [name(id)]}).state;

		for (let at = interval * dice.next(); at < length; at += interval * dice.between(0.9, 1.1)) {
			const percent = percentAt(segments, at);
			const run = poll(at, {progressPercent: percent});
			const range = run && forecast(run, run.polling.respondedAt ?? 0).runSec;
			const left = length - at;
			counts.moments++;

			if (range) {
				counts.forecasts++;
				counts.held += left >= Math.floor(range.low) && left <= Math.ceil(range.high) ? 1 : 0;

				if (percent !== null && percent > 0) {
					ours.push(Math.abs(range.likely - left) / length);
					naive.push(Math.abs(at * (100 / percent - 1) - left) / length);
				}
			}
		}

		if (ours.length > 0) {
			errors.push({ours: mean(ours), naive: mean(naive)});
		}

		const terminalAt = startedAt + Math.round(length * 1000);
		poll(length, {phase: 'succeeded', terminalAt});
		startedAt = terminalAt + 5000;
	}

	return {...counts, errors};
}

/** Simulates runs that wait in a queue whose own estimate is 40 % too low, as `judge` does. */
export function judgeQueue(seed: number) {
	const dice = new Chance(seed);
	const counts = {moments: 0, forecasts: 0, held: 0};
	const errors: Errors[] = [];
	let state = initialState({size: {columns: 80, rows: 24}}, start);
	let createdAt = start;

	for (let index = 0; index < runsOfWorkflow; index++) {
		const id = `run ${index}`;
		const wait = dice.between(30, 600);
		const told = 0.6 * dice.factor(0.15);
		const startedAt = createdAt + Math.round(wait * 1000);
		const poll = (now: number, change: Partial<Execution>): Run | undefined => {
			state = reduce(state, polled(id, change, [], now)).state;
			return state.runs.get(id);
		};
		state = reduce(state, {type: 'runsAdded', at: createdAt, ids: [name(id)]}).state;

		for (let waited = 1; waited < wait; waited += wait / 20) {
			const left = wait - waited;
			const estimatedWaitSec = Math.round(left * told);
			const now = createdAt + Math.round(waited * 1000);
			const run = poll(now, {phase: 'queued', queuePosition: 2, estimatedWaitSec});
			const {low, likely, high} = (run && forecast(run, now).queueSec) ?? {
				low: 0,
				likely: 0,
				high: 0,
			};
			counts.moments++;
			counts.held += left >= Math.floor(low) && left <= Math.ceil(high) ? 1 : 0;
			errors.push({
				ours: Math.abs(likely - left) / wait,
				naive: Math.abs(estimatedWaitSec - left) / wait,
			});
		}

		poll(startedAt, {startedAt, progressPercent: 0});
		createdAt = startedAt + 20_000;
		poll(createdAt, {phase: 'succeeded', startedAt, terminalAt: createdAt});
	}

	return {...counts, forecasts: counts.moments, errors};
}

/**
 * Compares our forecasts with `elapsed / percent`, and says how often their ranges were right. A forecast knows only the
 * run so far and earlier runs of its workflow.
 */
export const forecasts: Bench = async () => {
	const all = Object.entries(shapes).map(([shape, plan]) => ({
		shape,
		...together(seeds.map(seed => judge(plan, seed))),
	}));
	const queue = together(seeds.map(judgeQueue));
	const even = all.filter(({shape}) => shape.startsWith('even'));
	const [worst] = all.toSorted((a, b) => a.held / a.forecasts - b.held / b.forecasts);
	return [
		errorRow('forecasts: error of typical runs', all, median, 0.16),
		errorRow('where progress is even', even, mean, 1.3),
		heldRow('ranges that held', all, 75),
		heldRow(`the fewest: ${worst?.shape}`, worst ? [worst] : [], 65),
		errorRow('a queue estimated 40 % too low', [queue], mean, 0.5),
		heldRow('its ranges that held', [queue], 75),
	];
};

type Judged = ReturnType<typeof judgeQueue>;

function together(all: readonly Judged[]): Judged {
	const sum = (key: 'moments' | 'forecasts' | 'held') => all.reduce((s, each) => s + each[key], 0);
	return {
		moments: sum('moments'),
		forecasts: sum('forecasts'),
		held: sum('held'),
		errors: all.flatMap(({errors}) => errors),
	};
}

/** `middle` is taken of each shape; all shapes count the same. */
function errorRow(
	what: string,
	shapesOf: readonly Judged[],
	middle: (values: readonly number[]) => number,
	limit: number | null,
): Row {
	const [ours, naive] = (['ours', 'naive'] as const).map(key =>
		mean(
			shapesOf
				.filter(({errors}) => errors.length > 0)
				.map(({errors}) => middle(errors.map(error => error[key]))),
		),
	);
	const percent = (share = 0) => `${(100 * share).toFixed(1)} %`;
	const value = (ours ?? 0) / (naive ?? 1);
	return {what, measured: percent(ours), reference: percent(naive), value, unit: '×', limit};
}

function heldRow(what: string, all: readonly Judged[], limit: number): Row {
	const {held, forecasts: shown, moments} = together(all);
	const measured = `${Math.round((100 * shown) / moments)} % of the time`;
	const value = (100 * held) / shown;
	return {what, measured, reference: '', value, unit: '%', limit, isAtLeast: true};
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
