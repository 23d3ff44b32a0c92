import {partitionPoint} from '../../../core/lower-bound.ts';

const pageSize = 4096;

/**
 * A long list of numbers, stored in pages that it shares with its copies. If another list has appended to a shared
 * page, `push` copies this page first.
 */
export class NumberList {
	#pages: number[][] = [];
	#length = 0;

	get length(): number {
		return this.#length;
	}

	copy(): NumberList {
		const copy = new NumberList();
		copy.#pages = this.#pages;
		copy.#length = this.#length;
		return copy;
	}

	at(index: number): number | undefined {
		return index < this.#length
			? this.#pages[Math.floor(index / pageSize)]?.[index % pageSize]
			: undefined;
	}

	push(value: number): void {
		const index = Math.floor(this.#length / pageSize);
		const used = this.#length % pageSize;
		const isLast = this.#pages.length === (used === 0 ? index : index + 1);

		if (!isLast || (this.#pages[index]?.length ?? 0) !== used) {
			this.#pages = this.#pages.slice(0, index + 1);
			this.#pages[index] = (this.#pages[index] ?? []).slice(0, used);
		}

		(this.#pages[index] ??= []).push(value);
		this.#length++;
	}

	cut(length: number): void {
		this.#length = Math.min(this.#length, length);
	}

	/** Returns the index of the first value >= `least`, or the length if there is none. The list must be ascending. */
	lowerBound(least: number): number {
		return partitionPoint(this.#length, index => (this.at(index) ?? 0) < least);
	}
}
