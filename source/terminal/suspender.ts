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
/** How long after the end of a subprocess the signal of a ctrl+c that ended it may still arrive. */
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

	if (stopProcess !== null) {
		host.on('SIGTSTP', onStop);
		host.on('SIGCONT', onContinue);
	}

	function onStop(): void {
		(isSubprocessRunning ? stopUntilContinued() : suspend()).catch(onBug);
	}

	// A process cannot handle SIGSTOP. The SIGCONT that follows shows that the process was stopped and the shell may
	// have changed the modes of the terminal.
	function onContinue(): void {
		withoutTerminal(async () => undefined).catch(onBug);
	}

	/**
	 * Restores the shell's screen and stops the process. Resolves when the process has continued and redrawn its screen;
	 * to false if the system cannot stop it.
	 */
	async function suspend(): Promise<boolean> {
		if (stopProcess !== null) {
			await withoutTerminal(stopUntilContinued);
		}

		return stopProcess !== null;
	}

	async function stopUntilContinued(): Promise<void> {
		const {promise, resolve} = Promise.withResolvers<void>();
		// The time also passes while the process is stopped. SIGCONT, which then follows at once, must not resume again.
		const cancel = clock.after(stopTimeoutMs, () => void yieldToEventLoop().then(resolve));
		host.on('SIGCONT', resolve);
		// While a signal has a listener, it does not stop the process.
		host.off('SIGTSTP', onStop);

		try {
			stopProcess?.();
			await promise;
		} finally {
			cancel();
			host.off('SIGCONT', resolve);
			host.on('SIGTSTP', onStop);
		}
	}

	/** Does work while the terminal is released. If it is released already, does nothing and resolves with null. */
	async function withoutTerminal<Result>(work: () => Promise<Result>): Promise<Result | null> {
		// The user sees the screen before it is resumed as a whole: a key that is pressed then must not be lost.
		await resumption;

		if (isSuspended) {
			return null;
		}

		isSuspended = true;

		try {
			const suspension = await suspendTerminal();

			try {
				return await work();
			} finally {
				resumption = suspension.resume();
				await resumption;
			}
		} finally {
			resumption = null;
			isSuspended = false;
		}
	}

	return {
		suspend,
		/**
		 * Suspends the screen while `work` runs a program that uses the terminal. If the screen is already suspended,
		 * resolves with null and does not call `work`. During `work`, SIGTSTP stops the process, but SIGCONT does not
		 * redraw the screen, because the terminal still belongs to the subprocess.
		 */
		async runSubprocess<Result>(work: () => Promise<Result>): Promise<Result | null> {
			return withoutTerminal(async () => {
				cancelLateSignal?.();
				isSubprocessRunning = true;

				try {
					return await work();
				} finally {
					isSubprocessRunning = false;
					cancelLateSignal = clock.after(lateSignalMs, () => {
						cancelLateSignal = null;
					});
				}
			});
		},
		/**
		 * True while a subprocess uses the terminal, and for 100 ms afterwards. Meanwhile this process must ignore ctrl+c:
		 * the terminal sends the signal to both processes, and this one may receive it after the subprocess has exited.
		 */
		get subprocessOwnsTerminal(): boolean {
			return isSubprocessRunning || cancelLateSignal !== null;
		},
		release(): void {
			cancelLateSignal?.();
			host.off('SIGTSTP', onStop);
			host.off('SIGCONT', onContinue);
		},
	};
}
