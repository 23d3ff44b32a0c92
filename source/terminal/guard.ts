import type {Clock, Duration} from '../core/time/clock.ts';

/** Exit codes of signals, as shells count them: 128 and the signal's number. */
export const signalExitCodes = {SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143} as const;
export type ExitSignal = keyof typeof signalExitCodes;

/** A bug is no failed run, so it does not end with 1; 70 is what sysexits.h has for it. */
export const crashExitCode = 70;

/** Why the program has to go although nobody asked it to by a key. */
export type ShutdownCause =
	| {readonly kind: 'signal'; readonly signal: ExitSignal; readonly exitCode: number}
	/** The terminal went away: no more input, or no more output. */
	| {readonly kind: 'gone'; readonly exitCode: number};

type Listener = (...values: unknown[]) => void;

/** Something that tells events, like a process or a stream. */
export type Emitter = {
	on(event: string, listener: Listener): unknown;
	off(event: string, listener: Listener): unknown;
};

export type GuardOptions = {
	/** `process`, or a stand-in. */
	readonly host: Emitter & {exit(code: number): void};
	/** What keys are read from; null where the end of the input means nothing. */
	readonly input: Emitter | null;
	/** Where the screen is written to. */
	readonly output: Emitter;
	readonly clock: Clock;
	/** Whether another program has the terminal. Its keys are signals for this one too, and not meant for it. */
	readonly subprocessOwnsTerminal: () => boolean;
	/** Puts the terminal back, at once, where the orderly way out is not taken, or not to its end; see `terminalRestorer`. */
	readonly restore: () => void;
	/** The orderly way out: take the screen down, with all its modes, and say the last words. Not asked for after a crash. */
	readonly shutDown: (way: ShutdownCause) => Promise<void>;
	/** Tells of a crash, on the restored terminal. */
	readonly reportCrash: (error: unknown) => void;
};

/** Signals that a terminal sends to all that run in it when a key is pressed. */
const ofKeys: ReadonlySet<ExitSignal> = new Set(['SIGINT', 'SIGQUIT']);

/** How long the orderly way out may take. */
const grace: Duration = 1_000;

/** Errors of a stream that mean that nobody is at its other end. */
const goneCodes: ReadonlySet<string | undefined> = new Set([
	'EIO',
	'EPIPE',
	'EBADF',
	'ENXIO',
	'ECONNRESET',
]);

/** A guard that was set up. */
export type Guard = {
	/** Says that the orderly way out is taken already, not because of a signal: from now on a signal cuts it short. */
	shutdownStarted(exitCode: number): void;
	/** Cuts the way out short: the terminal is put back, and the program ends. */
	forceExit(): void;
	/**
	 * After an orderly end, when the terminal is as it was: only signals are still heard, until the process is gone. For a
	 * ctrl+c the system throws away what the terminal has not read yet, so what puts it back is written once more.
	 */
	keepOnlySignals(): void;
	/** Hears nothing any more. */
	release(): void;
	/** Ends the program because of a bug that was caught where it cannot be mended, as one that nobody caught does. */
	crash(error: unknown): void;
};

/**
 * Sees to it that the program ends, within a second, and leaves the terminal as it found it, whatever befalls it: a
 * signal, an error that nobody caught, a terminal that is gone, `exit` somewhere within. A second signal, or an error
 * on the way out, ends it at once. Ink does the same for its own part when it is taken down in order; with listeners
 * of our own for the signals its part leaves the process to us.
 */
export function guardTerminal(options: GuardOptions): Guard {
	const {
		host,
		input,
		output,
		clock,
		subprocessOwnsTerminal: isLent,
		restore,
		shutDown: leave,
		reportCrash: report,
	} = options;
	const listening: (readonly [Emitter, string, Listener])[] = [];
	/** The exit code of the way out that is being taken. */
	let under: number | null = null;

	const stopListening = (from: number): void => {
		for (const [emitter, event, listener] of listening.splice(from)) {
			emitter.off(event, listener);
		}
	};

	const release = (): void => {
		stopListening(0);
	};

	const abort = (exitCode: number): void => {
		restore();
		release();
		host.exit(exitCode);
	};

	const end = (way: ShutdownCause): void => {
		if (under !== null) {
			abort(under);
			return;
		}

		under = way.exitCode;
		const stopWaiting = clock.after(grace, () => abort(way.exitCode));
		// Also a way out that throws before it gives a promise is caught here.
		Promise.resolve(way)
			.then(leave)
			.then(() => {
				release();
				host.exit(way.exitCode);
			}, crash)
			.finally(stopWaiting);
	};

	const crash = (error: unknown): void => {
		restore();

		try {
			report(error);
		} finally {
			abort(crashExitCode);
		}
	};

	const gone = (): void => {
		if (under === null) {
			end({kind: 'gone', exitCode: signalExitCodes.SIGHUP});
		}
	};

	const streamFailed = (error: unknown): void => {
		if (goneCodes.has((error as NodeJS.ErrnoException).code)) {
			gone();
		} else {
			crash(error);
		}
	};

	const listen = (emitter: Emitter, event: string, listener: Listener): void => {
		emitter.on(event, listener);
		listening.push([emitter, event, listener]);
	};

	for (const signal of Object.keys(signalExitCodes) as ExitSignal[]) {
		listen(host, signal, () => {
			if (!(isLent() && ofKeys.has(signal))) {
				end({kind: 'signal', signal, exitCode: signalExitCodes[signal]});
			}
		});
	}

	const signals = listening.length;
	listen(host, 'uncaughtException', crash);
	listen(host, 'unhandledRejection', crash);
	listen(host, 'exit', restore);
	listen(output, 'error', streamFailed);

	if (input !== null) {
		listen(input, 'error', streamFailed);
		listen(input, 'end', gone);
		listen(input, 'close', gone);
	}

	return {
		shutdownStarted(exitCode) {
			under ??= exitCode;
		},
		forceExit() {
			if (under !== null) {
				abort(under);
			}
		},
		keepOnlySignals() {
			stopListening(signals);
		},
		release,
		crash,
	};
}
