/** What was made for a key, as long as that is asked for now and then: at least the `least` newest are kept, twice as many at most. */
export class RecentCache<Key, Value> {
	readonly #least: number;
	#fresh = new Map<Key, Value>();
	#older = new Map<Key, Value>();

	constructor(least: number) {
		this.#least = least;
	}

	get(key: Key): Value | undefined {
		const fresh = this.#fresh.get(key);

		if (fresh !== undefined) {
			return fresh;
		}

		const older = this.#older.get(key);

		if (older !== undefined) {
			this.set(key, older);
		}

		return older;
	}

	set(key: Key, value: Value): void {
		if (this.#fresh.size >= this.#least && !this.#fresh.has(key)) {
			this.#older = this.#fresh;
			this.#fresh = new Map();
		}

		this.#fresh.set(key, value);
	}
}
