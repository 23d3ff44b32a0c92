import {diceOf, type Dice} from '../../../bench/forecast/random.ts';

/** A workflow of which every run is healthy: what it rolls is when a run takes its steps, in seconds since its start. */
export type Workflow = {
	readonly name: string;
	/** So long it waits before it runs. */
	readonly wait: (dice: Dice) => number;
	/** The pauses between its steps. */
	readonly pauses: (dice: Dice) => readonly number[];
};

/** So many steps after another, each pause `middle` seconds, often much less and seldom far more. */
function steps(dice: Dice, count: number, middle: number, spread: number): readonly number[] {
	return Array.from({length: count}, () => middle * dice.factor(spread));
}

/** A sampler, a decoder; sometimes a model has to be loaded. */
function picture(dice: Dice): Workflow {
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

/** Few steps of minutes. */
function film(dice: Dice): Workflow {
	const step = dice.between(15, 70);
	const decode = dice.between(30, 150);
	return {
		name: 'film',
		wait: run => run.between(0, 1800),
		pauses: run => [20, ...steps(run, 12, step, 0.2), decode * run.factor(0.2), 5],
	};
}

/** Whole nodes happen elsewhere, and nothing is heard of them until they are done. */
function elsewhere(dice: Dice): Workflow {
	const thinks = dice.between(30, 160);
	return {
		name: 'elsewhere',
		wait: () => 0,
		pauses: run => [2, ...steps(run, 3, thinks, 0.35), ...steps(run, 10, 1, 0.5)],
	};
}

/** Pauses with a heavy tail: the longest of a run is many times the usual. */
function whims(dice: Dice): Workflow {
	const middle = dice.between(0.5, 3);
	return {
		name: 'whims',
		wait: run => run.between(0, 60),
		pauses: run => steps(run, 60, middle, 1.1),
	};
}

const kinds = [picture, film, elsewhere, whims];

/** The workflow of that number; the same every time. */
export function healthyWorkflow(number: number): {
	readonly workflow: Workflow;
	readonly dice: Dice;
} {
	const dice = diceOf(1_000_003 * (number + 1));
	const kind = kinds[number % kinds.length] ?? picture;
	return {workflow: kind(dice), dice};
}
