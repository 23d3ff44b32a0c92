import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/**
 * Collects items and sends them together, at most once per `interval`. The receiver copies the map of all watched runs
 * for each call, so few calls with many items are faster than many calls with one item.
 */
export function createBatch<T>(
	clock: Clock,
	interval: Duration,
	send: (items: readonly T[]) => void,
) {
	let waiting: T[] = [];
	let cancel: Cancel | null = null;
	let sentAt = Number.NEGATIVE_INFINITY;

	function flush(): void {
		cancel?.();
		cancel = null;
		const items = waiting;

		if (items.length > 0) {
			waiting = [];
			sentAt = clock.monotonic();
			send(items);
		}
	}

	return {
		add(item: T): void {
			waiting.push(item);
			cancel ??= clock.after(Math.max(0, sentAt + interval - clock.monotonic()), flush);
		},
		flush,
	};
}
