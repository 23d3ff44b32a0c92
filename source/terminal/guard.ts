import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/**
 * The exit codes after a signal: 128 plus the number of the signal, as in shells. SIGHUP on Windows: the window was
 * closed. SIGBREAK: ctrl+break, the other interrupt key of Windows. Other systems do not have it, nor Windows SIGQUIT.
 */
export const signalExitCodes = {
	SIGHUP: 129,
	SIGINT: 130,
	SIGBREAK: 130,
	SIGQUIT: 131,
	SIGUSR2: 140,
	SIGALRM: 142,
	SIGTERM: 143,
} as const;

/** The exit code after a crash: EX_SOFTWARE of sysexits.h. It is not 1, because 1 means that a workflow run failed. */
export const crashExitCode = 70;

/** The signals of ctrl+c, ctrl+break and ctrl+\. The terminal driver sends them to the whole foreground process group. */
const keySignals: ReadonlySet<string> = new Set(['SIGINT', 'SIGBREAK', 'SIGQUIT']);
const shutdownTimeoutMs: Duration = 1_000;

type Emitter = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

export type GuardOptions = {
	readonly host: Emitter;
	readonly exit: (code: number) => void;
	/** The streams of the terminal. The program exits when the input ends, or when one of them fails. */
	readonly input: Emitter;
	readonly output: Emitter;
	readonly clock: Clock;
	/** Whether ctrl+c and ctrl+\ are meant for a subprocess, although this process receives their signals too. */
	readonly subprocessOwnsTerminal: () => boolean;
	/** The steps that restore the terminal synchronously. */
	readonly restore: ReadonlyArray<() => void>;
	/** Shuts down gracefully: restores the terminal, then prints a summary. Not called after a crash. */
	readonly shutDown: () => Promise<void>;
	/** Work after a graceful shutdown. It has a time limit of its own. */
	readonly lastWork?: () => Promise<void>;
	readonly reportCrash: (error: unknown) => void;
};

/**
 * Restores the terminal and exits within a second (and the time of `lastWork`) after a signal, an uncaught error or the
 * loss of the terminal. Also restores the terminal when the program calls `process.exit`. A second signal, or an error
 * during the shutdown, forces the exit.
 */
export function guardTerminal(options: GuardOptions) {
	const {host, exit, input, output, clock, reportCrash} = options;
	let restoreSteps = options.restore;
	let shutdownExitCode: number | null = null;
	const onSignal = Object.entries(signalExitCodes).map(([signal, code]) =>
		listen(host, signal, () => {
			if (!(keySignals.has(signal) && options.subprocessOwnsTerminal())) {
				void end(code);
			}
		}),
	);
	const others = [
		listen(host, 'uncaughtException', crash),
		listen(host, 'unhandledRejection', crash),
		listen(host, 'exit', restore),
		listen(output, 'error', disconnected),
		listen(input, 'error', disconnected),
		listen(input, 'end', disconnected),
		listen(input, 'close', disconnected),
	];

	function restore(): void {
		const steps = restoreSteps;
		restoreSteps = [];

		for (const step of steps) {
			try {
				step();
			} catch {
				// The terminal may be closed. The next step may still work.
			}
		}
	}

	function release(): void {
		[...onSignal, ...others].forEach(stop => stop());
	}

	function abort(exitCode: number): void {
		restore();
		release();
		exit(exitCode);
	}

	async function end(exitCode: number): Promise<void> {
		if (shutdownExitCode !== null) {
			abort(shutdownExitCode);
			return;
		}

		shutdownExitCode = exitCode;
		const stopWaiting = clock.after(shutdownTimeoutMs, () => abort(exitCode));

		try {
			await options.shutDown();
			stopWaiting();
			await options.lastWork?.();
			release();
			exit(exitCode);
		} catch (error) {
			stopWaiting();
			crash(error);
		}
	}

	function crash(error: unknown): void {
		restore();

		try {
			reportCrash(error);
		} finally {
			abort(crashExitCode);
		}
	}

	function disconnected(): void {
		if (shutdownExitCode === null) {
			void end(signalExitCodes.SIGHUP);
		}
	}

	return {
		/** To call when a shutdown starts without a signal. The next signal then forces the exit. */
		shutdownStarted(exitCode: number): void {
			shutdownExitCode ??= exitCode;
		},
		forceExit(): void {
			if (shutdownExitCode !== null) {
				abort(shutdownExitCode);
			}
		},
		/**
		 * Removes all listeners except those for signals, until the process exits: ctrl+c makes the terminal driver
		 * discard output that was not read yet, such as the sequences that restore the terminal. The signal listener then
		 * writes them again.
		 */
		keepOnlySignals(): void {
			others.forEach(stop => stop());
		},
		crash,
	};
}

/**
 * Calls `callback` when the process receives a signal to exit. `exitCode` is the exit code for this signal, such as 143
 * for SIGTERM. The process itself continues, so that it can write its last lines.
 */
export function onExitSignal(callback: (exitCode: number) => void): Cancel {
	const stops = Object.entries(signalExitCodes).map(([signal, exitCode]) =>
		listen(process, signal, () => callback(exitCode)),
	);
	return () => stops.forEach(stop => stop());
}

/** Returns a function that stops listening. */
function listen(emitter: Emitter, event: string, listener: (value: unknown) => void): Cancel {
	emitter.on(event, listener);
	return () => emitter.off(event, listener);
}
