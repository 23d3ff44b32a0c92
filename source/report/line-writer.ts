import type {Writable} from 'node:stream';

export type ReportWriter = {
	/**
	 * Writes a line and a newline. Returns false if the program that reads the stream is slow; the caller should then
	 * await `flush`.
	 */
	write(line: string): boolean;
	/**
	 * Resolves when all lines have been read or the stream is closed. Resolves to the error of the stream; to null if
	 * there was none, or if the program that reads the stream closed it.
	 */
	flush(): Promise<Error | null>;
	/** Resolves when the stream is closed: to null if the program that reads it closed it, otherwise to the error. */
	readonly gone: Promise<Error | null>;
};

/**
 * The error codes of a pipe whose reader has closed it, as `head` does. A closed terminal can also cause EIO. For a
 * file, EIO is an error of the disk, so it is not in this set.
 */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);
const terminalClosedCodes = new Set([...closedCodes, 'EIO']);

const largeWrite = 1_048_576;

/**
 * Creates a writer of lines to a stream such as stdout. If the program that reads the stream closes it, the writer
 * drops all further lines. Await `flush` before the process exits; otherwise unread lines are lost.
 */
export function lineWriter(stream: Writable): ReportWriter {
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
	 * Joins all lines of one turn of the event loop into one write, because a system call costs more than a line. Does
	 * not do so for a terminal, because other streams also write to it and the order would change.
	 */
	function cork(): void {
		if (!isCorked && !isTerminal) {
			isCorked = true;
			stream.cork();
			queueMicrotask(() => {
				// Delays a large write, so that timers can run: writing 60 MB takes as long as formatting 60 MB.
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
					// Called before the `error` event. `stream.errored` is the first error of the stream.
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
