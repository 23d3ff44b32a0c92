import {closeSync, constants, openSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import {errorCode} from '../../core/error-code.ts';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {platform} from '../platform.ts';

type Output = {readonly fd: number; readonly isTTY: boolean};

/** When a write that the terminal did not take is tried again, in milliseconds. Doubles after each try. */
const firstRetryMs: Duration = 1;
const maxRetryMs: Duration = 64;
/** How long the end of the program, and a stop, wait for a terminal that takes nothing, in milliseconds. */
const maxEndMs: Duration = 500;
const syncRetryMs = 5;

/**
 * Makes streams of the terminal, such as stdout and stderr, write without blocking the process. Node itself blocks until
 * the terminal takes a write, and a terminal whose connection hangs never does. What it does not take waits in a queue.
 */
export function writeWithoutBlocking(
	streams: readonly (NodeJS.WriteStream & Output)[],
	clock: Clock,
): void {
	const outputs = streams.filter(({isTTY}) => isTTY);
	const descriptor = openTerminal(outputs[0]);

	if (descriptor === null) {
		return;
	}

	// One queue keeps the order of the streams.
	const queue = terminalStream(descriptor, clock);

	for (const stream of outputs) {
		stream.write = queue.write.bind(queue) as typeof stream.write;
		queue.on('error', error => stream.destroy(error));
	}
}

/** Resolves when the terminal has taken all that was written, or after 500 ms. */
export async function allTaken(stream: NodeJS.WriteStream, clock: Clock): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const cancel = clock.after(maxEndMs, resolve);
	stream.write('', () => resolve());
	await promise;
	cancel();
}

/**
 * Writes a text to a stream before anything that waits there, synchronously. Gives up silently if the terminal takes
 * nothing for 500 ms. Throws other errors (EIO, EPIPE, EBADF).
 */
export function writeNow(stream: Output, text: string, write: typeof writeSync = writeSync): void {
	const descriptor = openTerminal(stream) ?? stream.fd;
	let rest = Buffer.from(text);

	for (let waited = 0; rest.length > 0 && waited < maxEndMs;) {
		try {
			rest = rest.subarray(write(descriptor, rest));
		} catch (error) {
			if (errorCode(error) !== 'EAGAIN') {
				throw error;
			}

			// Nobody notifies this cell, so that the wait takes the whole timeout.
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, syncRetryMs);
			waited += syncRetryMs;
		}
	}
}

/**
 * Opens a terminal once more, because `O_NONBLOCK` would also concern the programs that share its descriptor. Returns
 * null if the stream is no terminal, on Windows, and if the terminal belongs to another user.
 */
function openTerminal(output: Output | undefined): number | null {
	if (output?.isTTY !== true || platform === 'win32') {
		return null;
	}

	const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = constants;
	const path = platform === 'linux' ? `/proc/self/fd/${output.fd}` : '/dev/tty';

	try {
		return openSync(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
	} catch {
		return null;
	}
}

function terminalStream(descriptor: number, clock: Clock): Writable {
	let cancelRetry: Cancel = () => {};

	function write(chunk: Buffer, done: (error?: Error) => void, retryMs = firstRetryMs): void {
		let written = 0;

		try {
			while (written < chunk.length) {
				written += writeSync(descriptor, chunk, written);
			}
		} catch (error) {
			if (errorCode(error) !== 'EAGAIN') {
				done(error as Error);
				return;
			}

			const next = written > 0 ? firstRetryMs : Math.min(2 * retryMs, maxRetryMs);
			const rest = chunk.subarray(written);
			cancelRetry = clock.after(retryMs, () => write(rest, done, next));
			return;
		}

		done();
	}

	return new Writable({
		write: (chunk: Buffer, _encoding, done) => write(chunk, done),
		destroy(error, done) {
			cancelRetry();
			closeSync(descriptor);
			done(error);
		},
	});
}
