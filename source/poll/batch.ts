import type {Cancel, Clock} from '../domain/clock.ts';

/** Collects what comes in the same moment, so that it goes out as one. */
export class Batch<T> {
	readonly #clock: Clock;
	readonly #send: (items: readonly T[]) => void;
	#items: T[] = [];
	#cancel: Cancel | null = null;

	constructor(clock: Clock, send: (items: readonly T[]) => void) {
		this.#clock = clock;
		this.#send = send;
	}

	/** Sends the item together with those that are added before the event loop's next turn. */
	add(item: T): void {
		this.#items.push(item);
		this.#cancel ??= this.#clock.after(0, () => {
			this.flush();
		});
	}

	/** Sends now what was collected. */
	flush(): void {
		this.#cancel?.();
		this.#cancel = null;
		const items = this.#items;

		if (items.length > 0) {
			this.#items = [];
			this.#send(items);
		}
	}
}
