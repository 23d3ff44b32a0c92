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

/** The generator mulberry32. */
export function diceOf(seed: number): Dice {
	let state = seed >>> 0;

	function next(): number {
		state = (state + 0x6d_2b_79_f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	const between = (low: number, high: number): number => low + (high - low) * next();
	return {
		next,
		between,
		factor(spread) {
			const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
			return Math.exp(spread * normal);
		},
		happens: chance => next() < chance,
	};
}
