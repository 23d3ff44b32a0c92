import {Chance} from './fault-chance.ts';

/** Random numbers from a seed. */
export type Dice = {
	readonly next: () => number;
	/** Uniform between two bounds. */
	readonly between: (low: number, high: number) => number;
	/** A log-normal factor around 1; `spread` is the standard deviation of its logarithm. */
	readonly factor: (spread: number) => number;
	/** True with this probability. */
	readonly happens: (chance: number) => boolean;
};

export function diceOf(seed: number): Dice {
	const chance = new Chance(seed);
	const next = (): number => chance.next();
	return {
		next,
		between: (low, high) => low + (high - low) * next(),
		factor(spread) {
			const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
			return Math.exp(spread * normal);
		},
		happens: share => chance.happens(share),
	};
}
