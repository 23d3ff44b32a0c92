import type {Writable} from 'node:stream';

/** Where a report goes, line by line. */
export type LineWriter = {
	/** Writes a line and its end. False when the reader is slow: then it is wise to wait for `flush` before the next. */
	write(line: string): boolean;
	/** Resolves when everything so far has been taken, or will never be because the reader is gone. */
	flush(): Promise<void>;
	/** Resolves when the reader is gone; with null where it simply stopped reading, else with what went wrong. */
	readonly gone: Promise<Error | null>;
};

/** Codes of a reader that went away, like `head` does: no failure of ours. */
const departures = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Writes lines to a stream that this program does not own, like its standard output. Nothing is thrown when the reader
 * goes away: what comes after is dropped. The process must not be left before `flush` has resolved, since a pipe takes
 * only so much at once.
 */
export function lineWriter(stream: Writable): LineWriter {
	const departure = Promise.withResolvers<Error | null>();
	let isGone = false;
	let isCorked = false;

	stream.on('error', (error: NodeJS.ErrnoException) => {
		isGone = true;
		departure.resolve(departures.has(error.code ?? '') ? null : error);
	});

	/**
	 * What is told in one go is handed over in one go: a call of the system costs more than the line. Not so on a terminal,
	 * where others write in between.
	 */
	function cork(): void {
		if (!isCorked && (stream as {isTTY?: boolean}).isTTY !== true) {
			isCorked = true;
			stream.cork();
			queueMicrotask(() => {
				isCorked = false;
				stream.uncork();
			});
		}
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
			if (isGone) {
				return;
			}

			const taken = Promise.withResolvers<void>();
			stream.write('', () => {
				taken.resolve();
			});
			await Promise.race([taken.promise, departure.promise]);
		},
		gone: departure.promise,
	};
}
