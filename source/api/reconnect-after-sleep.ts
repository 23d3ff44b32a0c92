import type {Dispatcher} from 'undici';
import type {Clock, Duration} from '../core/time/clock.ts';

/** The machine slept if the wall clock advanced this much more than the monotonic clock. */
const minSleep: Duration = 10_000;

export type ReconnectAfterSleep = {
	current(): Dispatcher;
	destroy(): Promise<void>;
};

/**
 * Opens a dispatcher, and a new one after the machine slept: its sockets may be dead, which only a timeout would reveal. (If the
 * monotonic clock advances during sleep, keep-alive timers close them.) Setting the wall clock ahead only costs new connections.
 */
export function reconnectAfterSleep(open: () => Dispatcher, clock: Clock): ReconnectAfterSleep {
	let dispatcher = open();
	let ahead = clock.now() - clock.monotonic();

	return {
		current() {
			const before = ahead;
			ahead = clock.now() - clock.monotonic();

			if (ahead - before > minSleep) {
				// Requests in flight may still end.
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
