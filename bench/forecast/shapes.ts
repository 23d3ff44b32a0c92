import type {Dice} from './random.ts';

/** A part of a run: its duration, and the progress at its end. */
export type Segment = {
	readonly seconds: number;
	readonly to: number;
	/** The number of equal steps in which the progress rises during the segment. With 1, it rises only at the end. */
	readonly steps: number;
};

/** The runs of one workflow: `plan` draws what they have in common and returns a function that draws one run. */
export type Shape = {
	readonly name: string;
	/** Overrides the poll interval, in seconds. */
	readonly interval?: number;
	readonly plan: (dice: Dice) => (dice: Dice) => readonly Segment[];
};

const hold = (seconds: number, at: number): Segment => ({seconds, to: at, steps: 1});

/**
 * Progress counts nodes, and one node takes nearly all the time. `heavyAt` is its position: 0 for the first node,
 * near 1 for the last. `spread` is how much its time differs between runs (see `Dice.factor`).
 */
function byNodes(name: string, heavyAt: number, spread: number): Shape {
	return {
		name,
		plan(dice) {
			const count = Math.round(dice.between(6, 12));
			const heavy = Math.floor(count * heavyAt);
			const light = Array.from({length: count}, () => dice.between(0.3, 3));
			const long = dice.between(20, 90);
			return run => {
				const size = run.factor(spread);
				return light.map((seconds, node) => ({
					seconds: (node === heavy ? long * size : seconds) * run.factor(0.05),
					to: (100 * (node + 1)) / count,
					steps: node === heavy ? 20 : 1,
				}));
			};
		},
	};
}

/**
 * With the probability `chance`, a run loads a model for a long time before the first percent. That time is chosen
 * once for each workflow, between the two bounds in `load` (seconds).
 */
function coldStart(name: string, chance: number, load: readonly [number, number]): Shape {
	return {
		name,
		plan(dice) {
			const cold = dice.between(...load);
			const work = dice.between(15, 60);
			return run => [
				hold(run.happens(chance) ? cold * run.factor(0.1) : 2, 0),
				{seconds: work * run.factor(0.08), to: 85, steps: 30},
				{seconds: work * 0.3 * run.factor(0.08), to: 100, steps: 2},
			];
		},
	};
}

/** A sampler with few long steps, then a decoder without progress, which takes `decoder` times the sampler's time. */
function video(name: string, decoder: number): Shape {
	return {
		name,
		plan(dice) {
			const step = dice.between(8, 40);
			const steps = Math.round(dice.between(8, 24));
			return run => {
				const size = run.factor(0.12);
				return [
					hold(dice.between(10, 30), 2),
					{seconds: step * steps * size, to: 90, steps},
					hold(step * steps * decoder * size, 95),
					{seconds: 6, to: 100, steps: 2},
				];
			};
		},
	};
}

/** Two samplers. The second has a larger image, so each of its steps takes `times` as long. */
function twoPasses(name: string, times: number): Shape {
	return {
		name,
		plan(dice) {
			const pass = dice.between(8, 25);
			return run => {
				const size = run.factor(0.2);
				return [
					{seconds: 3 * run.factor(0.2), to: 10, steps: 3},
					{seconds: pass * size, to: 50, steps: 20},
					{seconds: pass * times * size, to: 90, steps: 20},
					{seconds: 4 * size, to: 100, steps: 2},
				];
			};
		},
	};
}

/**
 * The shapes that were used for tuning the constants of the forecast. The bench only shows their results, and does
 * not check them against a limit.
 */
export const evaluationShapes: readonly Shape[] = [
	byNodes('nodes, the long one late', 0.75, 0.3),
	coldStart('model loads for 30-120 s', 0.25, [30, 120]),
	video('video, decoder 50 %', 0.5),
	twoPasses('two passes, second 6 times as long', 6),
	{
		name: 'even progress',
		plan(dice) {
			const length = dice.between(15, 120);
			return run => [{seconds: length * run.factor(0.2), to: 100, steps: 100}];
		},
	},
	{
		name: 'first nodes cached in every other run',
		plan(dice) {
			const first = dice.between(10, 30);
			const second = dice.between(10, 30);
			return run => [
				...(run.happens(0.5) ? [hold(0.5, 45)] : [{seconds: first, to: 45, steps: 10}]),
				{seconds: second * run.factor(0.1), to: 100, steps: 20},
			];
		},
	},
	{
		name: 'goes back and repeats in every third run',
		plan(dice) {
			const length = dice.between(20, 60);
			return run => {
				const again = run.happens(0.33);
				return [
					{seconds: length * 0.6, to: 70, steps: 20},
					...(again ? [hold(2, 30), {seconds: length * 0.4, to: 70, steps: 15}] : []),
					{seconds: length * 0.4 * run.factor(0.1), to: 100, steps: 15},
				];
			};
		},
	},
	{
		name: 'stands still for a while anywhere',
		plan(dice) {
			const length = dice.between(30, 90);
			return run => {
				const at = run.between(10, 90);
				return [
					{seconds: (length * at) / 100, to: at, steps: Math.ceil(at / 3)},
					hold(length * run.between(0.1, 0.6), at),
					{seconds: length * (1 - at / 100), to: 100, steps: Math.ceil((100 - at) / 3)},
				];
			};
		},
	},
	{
		name: 'becomes half as fast half-way in every other run',
		plan(dice) {
			const length = dice.between(30, 90);
			return run => [
				{seconds: length / 2, to: 50, steps: 25},
				{seconds: (length / 2) * (run.happens(0.5) ? 2 : 1), to: 100, steps: 25},
			];
		},
	},
	{
		name: 'at 99 % for a third of the time',
		plan(dice) {
			const length = dice.between(20, 80);
			return run => {
				const size = run.factor(0.2);
				return [
					{seconds: length * 0.67 * size, to: 99, steps: 40},
					hold(length * 0.33 * size, 100),
				];
			};
		},
	},
	{
		name: 'inputs of very different sizes',
		plan(dice) {
			const length = dice.between(20, 40);
			return run => {
				const size = run.factor(0.8);
				return [
					hold(4, 5),
					{seconds: length * size, to: 60, steps: 30},
					{seconds: length * 1.5 * size, to: 100, steps: 10},
				];
			};
		},
	},
];

/** The progress of a run in percent, by seconds since its start. */
export function percentAt(segments: readonly Segment[], seconds: number): number {
	let begins = 0;
	let from = 0;

	for (const {seconds: length, to, steps} of segments) {
		if (seconds < begins + length) {
			const done = Math.floor(((seconds - begins) / length) * steps) / steps;
			return from + (to - from) * Math.max(0, done);
		}

		begins += length;
		from = to;
	}

	return 100;
}

/** The length of a run in seconds. */
export function lengthOf(segments: readonly Segment[]): number {
	return segments.reduce((sum, {seconds}) => sum + seconds, 0);
}
