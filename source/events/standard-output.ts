import {fstatSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import {cleanName} from '../core/text/sanitize.ts';
import type {Messages} from '../i18n/messages.ts';

const notWritten = 3;

/** The error codes of a pipe whose reader closed it, as `head` does. A closed terminal has EIO, a disk error for files. */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Returns Node's stream for stdout, or a `fileOutput` if stdout is a file or a device. For a file, Node's stream would
 * treat a partial write as complete, and would continue to write after an error.
 */
export function standardOutput(): Writable {
	const {stdout} = process;
	return stdout.isTTY || !isFileOrDevice(stdout.fd) ? stdout : fileOutput(stdout.fd);
}

/** Prints a text and a newline to stdout. Resolves to the exit code, see `printer`. */
export async function print(text: string, messages: Pick<Messages, 'usage'>): Promise<0 | 3> {
	const out = printer(messages);
	out.line(text);
	return out.end();
}

/** Prints lines to stdout. */
export function printer({usage}: Pick<Messages, 'usage'>) {
	const writer = outputWriter(standardOutput());
	return {
		line: (text: string): void => void writer.write(`${text}\n`),
		/** If a line could not be printed, prints the error to stderr. Resolves to the exit code. */
		async end(): Promise<0 | 3> {
			const failure = await writer.flush();

			if (failure === null) {
				return 0;
			}

			process.stderr.write(`chenyu-top: ${usage.stdoutFailed(cleanName(failureCode(failure)))}\n`);
			return notWritten;
		},
	};
}

export function failureCode({code, name}: NodeJS.ErrnoException): string {
	return code ?? name;
}

/** Writes to a stream, until its reader closes it. The process must not exit before `flush` resolves. */
export function outputWriter(stream: Writable) {
	const departure = Promise.withResolvers<Error | null>();
	const isTerminal = (stream as {isTTY?: boolean}).isTTY === true;
	let isGone = false;

	function leave(error: NodeJS.ErrnoException): void {
		const code = error.code ?? '';
		isGone = true;
		// Only the first call counts.
		departure.resolve(closedCodes.has(code) || (isTerminal && code === 'EIO') ? null : error);
	}

	stream.on('error', leave);

	return {
		/** Returns false if the program that reads the stream is slow; the caller should then await `flush`. */
		write: (text: string): boolean => isGone || stream.write(text),
		/** Resolves to null after everything is written. If the stream is closed earlier, resolves as `gone` does. */
		async flush(): Promise<Error | null> {
			if (isGone) {
				return departure.promise;
			}

			const taken = Promise.withResolvers<null>();
			stream.write('', error => {
				if (error === null || error === undefined) {
					taken.resolve(null);
				} else {
					// Called before the `error` event. `stream.errored` is the first error of the stream.
					leave(stream.errored ?? error);
				}
			});
			return Promise.race([taken.promise, departure.promise]);
		},
		/**
		 * Resolves when the stream can no longer be written to. The value is null if the program that reads the stream has
		 * closed it; otherwise it is the error of the stream.
		 */
		gone: departure.promise,
	};
}

/** A `Writable` writes nothing after the first error, so that no part is missing in the middle of the file. */
function fileOutput(descriptor: number): Writable {
	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			try {
				for (let written = 0; written < chunk.length;) {
					written += writeSync(descriptor, chunk, written);
				}

				done();
			} catch (error) {
				done(error as Error);
			}
		},
	});
}

function isFileOrDevice(descriptor: number): boolean {
	const status = fstatSync(descriptor);
	return status.isFile() || status.isCharacterDevice() || status.isBlockDevice();
}
