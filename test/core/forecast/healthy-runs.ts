import {diceOf, type Dice} from '../../../bench/forecast/random.ts';

/** A workflow with random healthy runs. */
export type Workflow = {
	readonly name: string;
	/** Seconds in the queue. */
	readonly wait: (dice: Dice) => number;
	/** Returns the seconds between the steps. */
	readonly pauses: (dice: Dice) => readonly number[];
};

/** Draws pauses of about `middle` seconds: often much shorter, and rarely far longer. */
function steps(dice: Dice, count: number, middle: number, spread: number): readonly number[] {
	return Array.from({length: count}, () => middle * dice.factor(spread));
}

/** A sampler and a decoder, which sometimes load a model. */
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

/** A few steps that take minutes. */
function film(dice: Dice): Workflow {
	const step = dice.between(15, 70);
	const decode = dice.between(30, 150);
	return {
		name: 'film',
		wait: run => run.between(0, 1800),
		pauses: run => [20, ...steps(run, 12, step, 0.2), decode * run.factor(0.2), 5],
	};
}

/** External nodes, which report nothing until they are done. */
function elsewhere(dice: Dice): Workflow {
	const thinks = dice.between(30, 160);
	return {
		name: 'elsewhere',
		wait: () => 0,
		pauses: run => [2, ...steps(run, 3, thinks, 0.35), ...steps(run, 10, 1, 0.5)],
	};
}

/** Heavy-tailed pauses: the longest pause of a run is many times the median. */
function whims(dice: Dice): Workflow {
	const middle = dice.between(0.5, 3);
	return {
		name: 'whims',
		wait: run => run.between(0, 60),
		pauses: run => steps(run, 60, middle, 1.1),
	};
}

const kinds = [picture, film, elsewhere, whims];

/** The same number gives the same workflow. */
export function healthyWorkflow(number: number): {
	readonly workflow: Workflow;
	readonly dice: Dice;
} {
	const dice = diceOf(1_000_003 * (number + 1));
	const kind = kinds[number % kinds.length] ?? picture;
	return {workflow: kind(dice), dice};
}
