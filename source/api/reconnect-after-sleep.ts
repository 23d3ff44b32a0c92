import type {Dispatcher} from 'undici';
import type {Clock, Duration} from '../core/time/clock.ts';

/** By how much the wall clock must run ahead of the monotonic one before the machine is thought to have slept. */
const nap: Duration = 10_000;

/** A dispatcher that is opened anew when the old one cannot be trusted any more. */
export type ReconnectAfterSleep = {
	/** The dispatcher to be used now. */
	current(): Dispatcher;
	/** Drops every connection; requests under way fail. */
	destroy(): Promise<void>;
};

/**
 * Opens a dispatcher, and a new one after the machine has slept: the sockets from before are dead, and where nobody
 * told them they would only find out by a time limit. (Where the monotonic clock counts the sleep too, the sockets'
 * own keep-alive timers end them.) A wall clock that was set ahead costs new connections and no more.
 */
export function reconnectAfterSleep(open: () => Dispatcher, clock: Clock): ReconnectAfterSleep {
	let dispatcher = open();
	let ahead = clock.now() - clock.monotonic();

	return {
		current() {
			const before = ahead;
			ahead = clock.now() - clock.monotonic();

			if (ahead - before > nap) {
				// Requests under way are left to end by themselves or by their time limits.
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
