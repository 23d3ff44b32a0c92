import type {Dispatcher} from 'undici';
import type {Clock, Duration} from '../core/time/clock.ts';

/** If the wall clock advances this much more than the monotonic clock, the machine has slept. */
const minSleep: Duration = 10_000;

export type ReconnectAfterSleep = {
	current(): Dispatcher;
	destroy(): Promise<void>;
};

/**
 * Opens a dispatcher, and replaces it after the machine slept: its sockets may be dead, which only a timeout would reveal.
 * If the monotonic clock advances during sleep, keep-alive timers close the sockets instead. Setting the wall clock ahead
 * only costs new connections.
 */
export function reconnectAfterSleep(open: () => Dispatcher, clock: Clock): ReconnectAfterSleep {
	let dispatcher = open();
	let ahead = clock.now() - clock.monotonic();

	return {
		current() {
			const before = ahead;
			ahead = clock.now() - clock.monotonic();

			if (ahead - before > minSleep) {
				// Requests in flight may still succeed.
				void dispatcher.close();
				dispatcher = open();
			}

			return dispatcher;
		},
		async destroy() {
			await dispatcher.destroy();
		},
	};
}
