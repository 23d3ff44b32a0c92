import type {Writable} from 'node:stream';

/** Where a report goes, line by line. */
export type LineWriter = {
	/** Writes a line and its end. False when the reader is slow: then it is wise to wait for `flush` before the next. */
	write(line: string): boolean;
	/**
	 * Resolves when everything so far has been taken, or will never be because the reader is gone. Gives what went wrong,
	 * null where nothing did or the reader simply stopped reading.
	 */
	flush(): Promise<Error | null>;
	/** Resolves when the reader is gone; with null where it simply stopped reading, else with what went wrong. */
	readonly gone: Promise<Error | null>;
};

/** Codes of a reader that went away, like `head` does: no failure of ours. A terminal that is gone says EIO, as a broken disk does. */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);
const terminalClosedCodes = new Set([...closedCodes, 'EIO']);

const largeWrite = 1_048_576;

/**
 * Writes lines to a stream that this program does not own, like its standard output. Nothing is thrown when the reader
 * goes away: what comes after is dropped. The process must not be left before `flush` has resolved, since a pipe takes
 * only so much at once.
 */
export function lineWriter(stream: Writable): LineWriter {
	const departure = Promise.withResolvers<Error | null>();
	const isTerminal = (stream as {isTTY?: boolean}).isTTY === true;
	let isGone = false;
	let failure: Error | null = null;
	let isCorked = false;

	function leave(error: NodeJS.ErrnoException): void {
		if (!isGone) {
			const isDeparture = (isTerminal ? terminalClosedCodes : closedCodes).has(error.code ?? '');
			isGone = true;
			failure = isDeparture ? null : error;
			departure.resolve(failure);
		}
	}

	stream.on('error', leave);

	/**
	 * What is told in one go is handed over in one go: a call of the system costs more than the line. Not so on a terminal,
	 * where others write in between.
	 */
	function cork(): void {
		if (!isCorked && !isTerminal) {
			isCorked = true;
			stream.cork();
			queueMicrotask(() => {
				// To hand over 60 MB takes as long as to make the line; timers run in between.
				if (stream.writableLength > largeWrite) {
					setImmediate(() => setImmediate(uncork));
				} else {
					uncork();
				}
			});
		}
	}

	function uncork(): void {
		isCorked = false;
		stream.uncork();
	}

	return {
		write(line) {
			if (isGone) {
				return true;
			}

			cork();
			return stream.write(`${line}\n`);
		},
		async flush() {
			if (!isGone) {
				const taken = Promise.withResolvers<void>();
				stream.write('', error => {
					// The callback of a later write names the first failure only here, and the event comes after it.
					if (error !== null && error !== undefined) {
						leave(stream.errored ?? error);
					}

					taken.resolve();
				});
				await Promise.race([taken.promise, departure.promise]);
			}

			return failure;
		},
		gone: departure.promise,
	};
}
