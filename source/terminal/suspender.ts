import {setImmediate} from 'node:timers/promises';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

export type SuspenderOptions = {
	readonly host: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
	readonly clock: Clock;
	readonly suspendTerminal: () => Promise<{resume(): Promise<void>}>;
	/** See `stopGroup`. */
	readonly stopProcess: (() => void) | null;
	readonly onBug: (error: unknown) => void;
};

/** If the system ignores SIGTSTP, no SIGCONT follows, so after this time the program continues as if it were resumed. */
const stopTimeoutMs: Duration = 200;
/** How long after the end of a subprocess the signal of a ctrl+c that ended it may still arrive here. */
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

	/** Stops the process. Resolves when it has continued and drawn its screen; to false if the system cannot stop it. */
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
		/** Suspends the screen while `work` runs a program that uses the terminal. Null if the screen is suspended already. */
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
		/** Whether ctrl+c, whose signal this process receives too, is meant for a subprocess. */
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

const turns = 4;

/**
 * Waits until Node.js has handled pending signals. `SIGWINCH` reports a new terminal size; if it were handled later,
 * the next frame would be drawn with the old size, and then once more with the new size.
 */
export async function yieldToEventLoop(): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await setImmediate();
	}
}
