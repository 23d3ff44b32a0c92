import type {Writable} from 'node:stream';

export type ReportWriter = {
	/** Writes a line and a newline. Returns false if the consumer is slow; the caller should then wait for `flush`. */
	write(line: string): boolean;
	/**
	 * Resolves when all lines are read or the stream is closed. Resolves to null without an error, or if the consumer
	 * closed the stream.
	 */
	flush(): Promise<Error | null>;
	/** Resolves when the stream is closed: to null if the consumer closed it, else to the error. */
	readonly gone: Promise<Error | null>;
};

/**
 * Codes of a closed pipe, which is not an error: `head` closes it early. A closed terminal fails with EIO, but so does
 * a broken disk.
 */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);
const terminalClosedCodes = new Set([...closedCodes, 'EIO']);

const largeWrite = 1_048_576;

/**
 * Writes lines to a stream that this program does not own, such as stdout. If the consumer closes it, later lines are
 * dropped. Do not exit before `flush` resolves, since a pipe buffers little.
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
	 * Joins the lines of one turn of the event loop into one write, since a system call costs more than a line. Excludes
	 * terminals, to which other streams write too.
	 */
	function cork(): void {
		if (!isCorked && !isTerminal) {
			isCorked = true;
			stream.cork();
			queueMicrotask(() => {
				// Writing 60 MB takes as long as formatting them. Let timers run in between.
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
					// The callback gets the error of the first failure, and runs before the `error` event.
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
