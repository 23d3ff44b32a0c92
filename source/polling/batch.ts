import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/**
 * Collects items and sends them together, at most once per `interval`. The receiver copies the map of all watched runs
 * for each call, so few calls with many items are faster than many calls with one item.
 */
export class Batch<T> {
	readonly #clock: Clock;
	readonly #interval: Duration;
	readonly #send: (items: readonly T[]) => void;
	#items: T[] = [];
	#cancel: Cancel | null = null;
	#sentAt = Number.NEGATIVE_INFINITY;

	constructor(clock: Clock, interval: Duration, send: (items: readonly T[]) => void) {
		this.#clock = clock;
		this.#interval = interval;
		this.#send = send;
	}

	add(item: T): void {
		this.#items.push(item);
		const rest = this.#sentAt + this.#interval - this.#clock.monotonic();
		this.#cancel ??= this.#clock.after(Math.max(0, rest), () => {
			this.flush();
		});
	}

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
