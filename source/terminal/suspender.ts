import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {yieldToEventLoop} from '../core/time/yield-to-event-loop.ts';

export type SuspenderOptions = {
	readonly host: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
	readonly clock: Clock;
	readonly suspendTerminal: () => Promise<{resume(): Promise<void>}>;
	/** See `stopGroup`. */
	readonly stopProcess: (() => void) | null;
	readonly onBug: (error: unknown) => void;
};

/**
 * How long the program may still run after SIGTSTP, without SIGCONT. Normally SIGTSTP stops it at once. If the system
 * ignores SIGTSTP, no SIGCONT follows, so after this time the program continues as if it were resumed.
 */
const stopTimeoutMs: Duration = 200;

const lateSignalMs: Duration = 100;

export type Suspender = ReturnType<typeof createSuspender>;

/**
 * Stops the program when the user presses the key for it or when SIGTSTP arrives, and restores the screen on SIGCONT.
 */
export function createSuspender(options: SuspenderOptions) {
	const {host, clock, suspendTerminal, stopProcess, onBug} = options;
	let isSuspended = false;
	let resumption: Promise<void> | null = null;
	let isSubprocessRunning = false;
	let cancelLateSignal: Cancel | null = null;

	const suspend = async (): Promise<boolean> => {
		if (stopProcess === null) {
			return false;
		}

		await withoutTerminal(() => stopUntilContinued(stopProcess));
		return true;
	};

	const stopUntilContinued = async (stop: () => void): Promise<void> => {
		// While a signal has a listener, it does not stop the process.
		host.off('SIGTSTP', onStop);
		const continued = nextContinue(options);

		try {
			stop();
			await continued.promise;
		} finally {
			continued.cancel();
			host.on('SIGTSTP', onStop);
		}
	};

	const withoutTerminal = async (work: () => Promise<void>): Promise<void> => {
		// The user sees the screen before it is resumed as a whole: a key that is pressed then must not be lost.
		if (resumption !== null) {
			await resumption;
		}

		if (isSuspended) {
			return;
		}

		isSuspended = true;

		try {
			const suspension = await suspendTerminal();

			try {
				await work();
			} finally {
				resumption = suspension.resume();
				await resumption;
			}
		} finally {
			resumption = null;
			isSuspended = false;
		}
	};

	const runSubprocess = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
		let result: Result | null = null;
		await withoutTerminal(async () => {
			cancelLateSignal?.();
			cancelLateSignal = null;
			isSubprocessRunning = true;

			try {
				result = await work();
			} finally {
				isSubprocessRunning = false;
				cancelLateSignal = clock.after(lateSignalMs, () => {
					cancelLateSignal = null;
				});
			}
		});
		return result;
	};

	const onStop = (): void => {
		const isOnlyStop = isSubprocessRunning && stopProcess !== null;
		(isOnlyStop ? stopUntilContinued(stopProcess) : suspend()).catch(onBug);
	};

	// A process cannot handle SIGSTOP. The SIGCONT that follows shows that the process was stopped and the shell may
	// have changed the modes of the terminal.
	const onContinue = (): void => {
		withoutTerminal(() => Promise.resolve()).catch(onBug);
	};

	if (stopProcess !== null) {
		host.on('SIGTSTP', onStop);
		host.on('SIGCONT', onContinue);
	}

	return {
		/**
		 * Restores the shell's screen and stops the process. Resolves when the process has continued and redrawn its screen;
		 * to false if the system cannot stop it.
		 */
		suspend,
		/**
		 * Suspends the screen while `work` runs a program that uses the terminal. If the screen is already suspended,
		 * resolves with null and does not call `work`. During `work`, SIGTSTP stops the process, but SIGCONT does not
		 * redraw the screen, because the terminal still belongs to the subprocess.
		 */
		runSubprocess,
		/**
		 * True while a subprocess uses the terminal, and for 100 ms afterwards. Meanwhile this process must ignore ctrl+c:
		 * the terminal sends the signal to both processes, and this one may receive it after the subprocess has exited.
		 */
		get subprocessOwnsTerminal(): boolean {
			return isSubprocessRunning || cancelLateSignal !== null;
		},
		release: () => {
			cancelLateSignal?.();
			cancelLateSignal = null;
			host.off('SIGTSTP', onStop);
			host.off('SIGCONT', onContinue);
		},
	};
}

function nextContinue({host, clock}: SuspenderOptions) {
	const {promise, resolve} = Promise.withResolvers<void>();
	// The timeout also passes while the process is stopped. SIGCONT, which then follows at once, must not resume again.
	const cancelTimeout = clock.after(stopTimeoutMs, () => void yieldToEventLoop().then(resolve));
	host.on('SIGCONT', resolve);
	return {
		promise,
		cancel: () => {
			cancelTimeout();
			host.off('SIGCONT', resolve);
		},
	};
}
