import type {Writable} from 'node:stream';

type ReportWriter = {
	/** Returns false if the program that reads the stream is slow; the caller should then await `flush`. */
	write(text: string): boolean;
	/** Resolves to null after everything is written. If the stream is closed earlier, resolves as `gone` does. */
	flush(): Promise<Error | null>;
	/**
	 * Resolves when the stream can no longer be written to. The value is null if the program that reads the stream has
	 * closed it; otherwise it is the error of the stream.
	 */
	readonly gone: Promise<Error | null>;
};

/** The error codes of a pipe whose reader closed it, as `head` does. EIO is not here: for a file it is a disk error. */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);
const terminalClosedCodes = new Set([...closedCodes, 'EIO']);

/** Writes to a stream, until its reader closes it. The process must not exit before `flush` resolves. */
export function reportWriter(stream: Writable): ReportWriter {
	const departure = Promise.withResolvers<Error | null>();
	const isTerminal = (stream as {isTTY?: boolean}).isTTY === true;
	let isGone = false;
	let failure: Error | null = null;

	function leave(error: NodeJS.ErrnoException): void {
		if (!isGone) {
			const isDeparture = (isTerminal ? terminalClosedCodes : closedCodes).has(error.code ?? '');
			isGone = true;
			failure = isDeparture ? null : error;
			departure.resolve(failure);
		}
	}

	stream.on('error', leave);

	return {
		write: text => isGone || stream.write(text),
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
