import type {Clock, Duration} from '../core/time/clock.ts';

/** What gives the terminal away and takes it back: Ink's `suspendTerminal`, called without a callback. */
export type Handover = () => Promise<{resume(): Promise<void>}>;

/** The process, or a stand-in, as far as job control goes. */
export type JobHost = {
	on(signal: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
	off(signal: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
};

export type SuspenderOptions = {
	readonly host: JobHost;
	readonly clock: Clock;
	readonly suspendTerminal: Handover;
	/**
	 * Stops the process together with all of its group, as the terminal's own ctrl+z does: `process.kill(0, 'SIGTSTP')`.
	 * The group, because the shell waits for the program that it started, which may be npm. And SIGTSTP, because the
	 * system ignores it where no shell is there to continue the group; SIGSTOP would freeze it there for ever.
	 * Null where there is no job control (Windows).
	 */
	readonly stopProcess: (() => void) | null;
	/** Gets what goes wrong after a signal, where nobody waits for the outcome. */
	readonly onBug: (error: unknown) => void;
};

/** Suspends the program on its key and on SIGTSTP, and puts the screen back after any stop. */
export type Suspender = {
	/** Gives the terminal back, stops, and resolves when the program was continued and the screen is drawn anew. */
	suspend(): Promise<void>;
	/**
	 * Gives the terminal to another program for as long as `work` takes, and gives what came of it; null, without
	 * doing the work, where the terminal is away already. A stop meanwhile is a stop and nothing else: the other
	 * program puts its own screen back.
	 */
	runSubprocess<Result>(work: () => Promise<Result>): Promise<Result | null>;
	/**
	 * Whether another program has the terminal, and so its keys: ctrl+c is meant for that one. Also for a moment after
	 * it is back: a program that ended by ctrl+c may be heard to have ended before our copy of the same signal arrives.
	 */
	readonly subprocessOwnsTerminal: boolean;
	release(): void;
};

/**
 * How long a stop may take to take effect. Where the system ignored the signal nothing ever continues the process, so
 * the screen comes back by itself. Time goes on during a stop: after one this has always passed.
 */
const patience: Duration = 200;

/**
 * How long a signal of a key may be on its way to us when the program that it was meant for has ended and the terminal
 * is raw again, where ctrl+c is a byte and no signal.
 */
const lateSignals: Duration = 100;

export function createSuspender(options: SuspenderOptions): Suspender {
	const {host, clock, suspendTerminal: handOver, stopProcess: stop, onBug} = options;
	let isSuspended = false;
	let isLent = false;
	/** Forgets the moment after a loan; null outside of it. */
	let endMoment: (() => void) | null = null;

	const suspend = async (): Promise<void> => {
		if (stop !== null) {
			await withoutTerminal(() => stopped(stop));
		}
	};

	const stopped = async (stopNow: () => void): Promise<void> => {
		// With a listener there would be no stop.
		host.off('SIGTSTP', onStop);
		const continued = nextContinue(options);

		try {
			stopNow();
			await continued.promise;
		} finally {
			continued.forget();
			host.on('SIGTSTP', onStop);
		}
	};

	const withoutTerminal = async (during: () => Promise<void>): Promise<void> => {
		if (isSuspended) {
			return;
		}

		isSuspended = true;

		try {
			const suspension = await handOver();

			try {
				await during();
			} finally {
				await suspension.resume();
			}
		} finally {
			isSuspended = false;
		}
	};

	const lend = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
		let result: Result | null = null;
		let wasLent = false;

		try {
			await withoutTerminal(async () => {
				endMoment?.();
				wasLent = true;
				isLent = true;
				result = await work();
			});
		} finally {
			if (wasLent) {
				isLent = false;
				endMoment = moment();
			}
		}

		return result;
	};

	const moment = (): (() => void) => {
		const forget = clock.after(lateSignals, () => {
			endMoment = null;
		});
		return () => {
			forget();
			endMoment = null;
		};
	};

	const onStop = (): void => {
		(isLent && stop !== null ? stopped(stop) : suspend()).catch(onBug);
	};

	// After a SIGSTOP, which nobody hears of, the shell has set the terminal to its own modes.
	const onContinue = (): void => {
		withoutTerminal(() => Promise.resolve()).catch(onBug);
	};

	if (stop !== null) {
		host.on('SIGTSTP', onStop);
		host.on('SIGCONT', onContinue);
	}

	return {
		suspend,
		runSubprocess: lend,
		get subprocessOwnsTerminal() {
			return isLent || endMoment !== null;
		},
		release: () => {
			endMoment?.();
			host.off('SIGTSTP', onStop);
			host.off('SIGCONT', onContinue);
		},
	};
}

function nextContinue({host, clock}: SuspenderOptions): {promise: Promise<void>; forget(): void} {
	const {promise, resolve} = Promise.withResolvers<void>();
	const stopWaiting = clock.after(patience, resolve);
	host.on('SIGCONT', resolve);
	return {
		promise,
		forget: () => {
			stopWaiting();
			host.off('SIGCONT', resolve);
		},
	};
}
