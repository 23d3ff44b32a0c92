import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/** Collects items and sends them together, at most once per `interval`, the first ones without a delay. */
export function createBatch<T>(
	clock: Clock,
	interval: Duration,
	send: (items: readonly T[]) => void,
) {
	let waiting: T[] = [];
	let cancel: Cancel | null = null;
	let sentAt = -Infinity;

	function flush(): void {
		cancel?.();
		cancel = null;

		if (waiting.length > 0) {
			const items = waiting;
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
