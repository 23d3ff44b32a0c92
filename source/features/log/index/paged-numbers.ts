/** Numbers of a page: 512 kB. */
const pageSize = 65_536;

/**
 * A long list of numbers that grows at its end. An array of two million is copied whole when it has to grow, which takes as long
 * as a key may wait; this one gets another page.
 */
export class PagedNumbers {
	readonly #pages: Float64Array[] = [];
	#length = 0;

	get length(): number {
		return this.#length;
	}

	at(index: number): number | undefined {
		return index < this.#length
			? this.#pages[Math.floor(index / pageSize)]?.[index % pageSize]
			: undefined;
	}

	push(value: number): void {
		const page = Math.floor(this.#length / pageSize);
		const numbers = (this.#pages[page] ??= new Float64Array(pageSize));
		numbers[this.#length % pageSize] = value;
		this.#length++;
	}

	/** Takes off everything from an index on. */
	cut(length: number): void {
		this.#length = Math.min(this.#length, length);
		this.#pages.length = Math.ceil(this.#length / pageSize);
	}
}
