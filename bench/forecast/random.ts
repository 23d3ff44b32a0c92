/** Numbers that are the same every time for the same seed. */
export type Dice = {
	/** From 0 to 1, like `Math.random`. */
	readonly next: () => number;
	/** Between two bounds, evenly. */
	readonly between: (low: number, high: number) => number;
	/** A factor around 1, as often twice as half; `spread` is its standard deviation as a logarithm. */
	readonly factor: (spread: number) => number;
	/** Whether something happens that has this chance. */
	readonly happens: (chance: number) => boolean;
};

/** Dice that fall as the seed wants (mulberry32). */
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
