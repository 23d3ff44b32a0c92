import type {Duration} from '../core/time/clock.ts';

type Entry<Item> = {readonly due: Duration; readonly item: Item};

export class DueQueue<Item> {
	readonly #entries: Entry<Item>[] = [];

	get first(): Entry<Item> | null {
		return this.#entries[0] ?? null;
	}

	add(due: Duration, item: Item): void {
		const entries = this.#entries;
		let at = entries.length;
		entries.push({due, item});

		while (at > 0) {
			const parent = (at - 1) >> 1;

			if (this.#dueAt(parent) <= due) {
				break;
			}

			this.#swap(at, parent);
			at = parent;
		}
	}

	remove(): void {
		const entries = this.#entries;
		const last = entries.pop();

		if (last === undefined || entries.length === 0) {
			return;
		}

		entries[0] = last;
		let at = 0;

		for (;;) {
			const left = 2 * at + 1;
			const child = this.#dueAt(left + 1) < this.#dueAt(left) ? left + 1 : left;

			if (this.#dueAt(child) >= last.due) {
				return;
			}

			this.#swap(at, child);
			at = child;
		}
	}

	#dueAt(index: number): Duration {
		return this.#entries[index]?.due ?? Infinity;
	}

	#swap(a: number, b: number): void {
		const [first, second] = [this.#entries[a], this.#entries[b]];

		if (first !== undefined && second !== undefined) {
			this.#entries[a] = second;
			this.#entries[b] = first;
		}
	}
}
