import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

export type SuspenderOptions = {
	readonly host: {
		on(signal: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
		off(signal: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
	};
	readonly clock: Clock;
	readonly suspendTerminal: () => Promise<{resume(): Promise<void>}>;
	/**
	 * `process.kill(0, 'SIGTSTP')`, as the terminal driver does on ctrl+z; null without job control (Windows). It stops the
	 * whole process group, because the shell waits for the program that it started, which may be npm. The system ignores
	 * SIGTSTP if no shell could continue the group; SIGSTOP would stop it forever.
	 */
	readonly stopProcess: (() => void) | null;
	readonly onBug: (error: unknown) => void;
};

/** Suspends the program on its key and on SIGTSTP, and restores the screen on SIGCONT. */
export type Suspender = {
	/** Restores the shell's screen, stops the process, and resolves once the process is continued and redrawn. */
	suspend(): Promise<void>;
	/**
	 * Suspends the screen while `work` runs a program that uses the terminal. Resolves with null, without running it, if the
	 * screen is suspended already. Meanwhile SIGTSTP only stops the process, because the subprocess redraws its own screen.
	 */
	runSubprocess<Result>(work: () => Promise<Result>): Promise<Result | null>;
	/** Stays true for 100 ms after the subprocess: if ctrl+c ended it, this process may receive the same signal later. */
	readonly subprocessOwnsTerminal: boolean;
	release(): void;
};

/** If the system ignores SIGTSTP, no SIGCONT follows: then the screen is restored after this time. */
const stopTimeoutMs: Duration = 200;

const lateSignalMs: Duration = 100;

export function createSuspender(options: SuspenderOptions): Suspender {
	const {host, clock, suspendTerminal, stopProcess, onBug} = options;
	let isSuspended = false;
	let isSubprocessRunning = false;
	let cancelLateSignal: Cancel | null = null;

	const suspend = async (): Promise<void> => {
		if (stopProcess !== null) {
			await withoutTerminal(() => stopUntilContinued(stopProcess));
		}
	};

	const stopUntilContinued = async (stop: () => void): Promise<void> => {
		// A listener would replace the default action of the signal, which is to stop.
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
		if (isSuspended) {
			return;
		}

		isSuspended = true;

		try {
			const suspension = await suspendTerminal();

			try {
				await work();
			} finally {
				await suspension.resume();
			}
		} finally {
			isSuspended = false;
		}
	};

	const runSubprocess = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
		let result: Result | null = null;
		let hasStarted = false;

		try {
			await withoutTerminal(async () => {
				cancelLateSignal?.();
				cancelLateSignal = null;
				hasStarted = true;
				isSubprocessRunning = true;
				result = await work();
			});
		} finally {
			if (hasStarted) {
				isSubprocessRunning = false;
				cancelLateSignal = clock.after(lateSignalMs, () => {
					cancelLateSignal = null;
				});
			}
		}

		return result;
	};

	const onStop = (): void => {
		const isOnlyStop = isSubprocessRunning && stopProcess !== null;
		(isOnlyStop ? stopUntilContinued(stopProcess) : suspend()).catch(onBug);
	};

	// A SIGSTOP cannot be handled, so only its SIGCONT shows that the shell has changed the modes of the terminal.
	const onContinue = (): void => {
		withoutTerminal(() => Promise.resolve()).catch(onBug);
	};

	if (stopProcess !== null) {
		host.on('SIGTSTP', onStop);
		host.on('SIGCONT', onContinue);
	}

	return {
		suspend,
		runSubprocess,
		get subprocessOwnsTerminal() {
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

function nextContinue({host, clock}: SuspenderOptions): {promise: Promise<void>; cancel(): void} {
	const {promise, resolve} = Promise.withResolvers<void>();
	const cancelTimeout = clock.after(stopTimeoutMs, resolve);
	host.on('SIGCONT', resolve);
	return {
		promise,
		cancel: () => {
			cancelTimeout();
			host.off('SIGCONT', resolve);
		},
	};
}
