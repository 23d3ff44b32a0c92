import type {Dispatcher} from 'undici';
import type {Clock, Duration} from '../core/time/clock.ts';

/** The machine has slept if the wall clock advances by this many milliseconds more than the monotonic clock. */
const minSleep: Duration = 10_000;

export type ReconnectAfterSleep = {
	current(): Dispatcher;
	destroy(): Promise<void>;
};

/**
 * Opens a dispatcher, and replaces it after the machine slept, because its sockets may be dead and only a timeout
 * would reveal it. If the monotonic clock also advances during sleep, keep-alive timers close the sockets instead. If
 * somebody sets the wall clock ahead, the only cost is new connections.
 */
export function reconnectAfterSleep(open: () => Dispatcher, clock: Clock): ReconnectAfterSleep {
	let dispatcher = open();
	let ahead = clock.now() - clock.monotonic();

	return {
		current() {
			const before = ahead;
			ahead = clock.now() - clock.monotonic();

			if (ahead - before > minSleep) {
				// `close` waits for requests in flight, because they may still succeed.
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
