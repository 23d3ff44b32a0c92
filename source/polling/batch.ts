import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/**
 * Collects what comes in the same moment, so that it goes out as one. What comes in quick succession goes out together too,
 * once in a `pause`: taking it in costs in proportion to all that there is, and not to what came.
 */
export class Batch<T> {
	readonly #clock: Clock;
	readonly #pause: Duration;
	readonly #send: (items: readonly T[]) => void;
	#items: T[] = [];
	#cancel: Cancel | null = null;
	#sentAt = Number.NEGATIVE_INFINITY;

	constructor(clock: Clock, pause: Duration, send: (items: readonly T[]) => void) {
		this.#clock = clock;
		this.#pause = pause;
		this.#send = send;
	}

	/** Sends the item together with those that are added before the event loop's next turn, or the end of the pause since the last sending. */
	add(item: T): void {
		this.#items.push(item);
		const rest = this.#sentAt + this.#pause - this.#clock.monotonic();
		this.#cancel ??= this.#clock.after(Math.max(0, rest), () => {
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
			this.#sentAt = this.#clock.monotonic();
			this.#send(items);
		}
	}
}
