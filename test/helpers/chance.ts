/** Random numbers from a seed, by the generator mulberry32. */
export class Chance {
	readonly seed: number;
	#state: number;

	constructor(seed: number) {
		this.seed = seed;
		this.#state = seed >>> 0;
	}

	/** Returns a random number x with 0 ≤ x < 1. */
	next(): number {
		this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A number between two bounds, each as probable. */
	between(low: number, high: number): number {
		return low + (high - low) * this.next();
	}

	/** An integer from `least` to `most`, inclusive. */
	integer(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** A log-normal factor around 1; `spread` is the standard deviation of its logarithm. */
	factor(spread: number): number {
		const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
		return Math.exp(spread * normal);
	}

	/** True with the probability `share`. */
	happens(share: number): boolean {
		return this.next() < share;
	}

	pick<Item>(items: readonly Item[]): Item {
		const item = items[this.integer(0, items.length - 1)];

		if (item === undefined) {
			throw new RangeError('there is nothing to pick from');
		}

		return item;
	}
}
