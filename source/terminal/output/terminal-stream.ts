import {closeSync, constants, fstatSync, openSync, readdirSync, statSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import type {Cancel, Clock, Duration} from '../../core/time/clock.ts';
import {writeAllSync} from '../modes.ts';
import {platform} from '../platform.ts';

type Terminal = {readonly fd: number; readonly isTTY: boolean};

/** When a write that the terminal did not take is tried again, in milliseconds. Doubles after each try. */
const firstRetryMs: Duration = 1;
const maxRetryMs: Duration = 64;
/** How long the end of the program, and a stop, wait for a terminal that takes nothing, in milliseconds. */
const maxEndMs: Duration = 500;
/** The length in characters of what may wait for the terminal, before more is dropped. */
const maxWaiting = 1_000_000;

/**
 * Makes those of the streams that write to a terminal, such as stdout and stderr, write without blocking the process.
 * Node itself blocks in a write until the terminal takes it, and a terminal whose connection hangs never does. What
 * the terminal does not take waits in the stream; the callback of a write is called when it is taken.
 */
export function writeWithoutBlocking(
	streams: readonly (NodeJS.WriteStream & Terminal)[],
	clock: Clock,
): void {
	const opened = new Map<number, TerminalStream>();

	for (const stream of streams) {
		const descriptor = openTerminal(stream);

		if (descriptor === null) {
			continue;
		}

		// Streams on the same terminal share a queue, which keeps their order.
		const {rdev} = fstatSync(descriptor);
		let own = opened.get(rdev);

		if (own === undefined) {
			own = new TerminalStream(descriptor, clock);
			opened.set(rdev, own);
		} else {
			closeSync(descriptor);
		}

		stream.write = own.write.bind(own) as typeof stream.write;
		own.on('error', error => stream.destroy(error));
	}
}

/** Returns a function that writes what is no frame. Drops it if too much waits already. */
export function sequenceWriter(stream: NodeJS.WriteStream): (sequence: string) => void {
	let waiting = 0;

	return sequence => {
		if (waiting < maxWaiting) {
			waiting += sequence.length;
			stream.write(sequence, () => {
				waiting -= sequence.length;
			});
		}
	};
}

/** Resolves when the terminal has taken all that was written, or after 500 ms. */
export async function allTaken(stream: NodeJS.WriteStream, clock: Clock): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const cancel = clock.after(maxEndMs, resolve);
	stream.write('', () => resolve());
	await promise;
	cancel();
}

/** Writes a text to a stream before anything that waits there. Gives up if the terminal takes nothing for 500 ms. */
export function writeNow(stream: Terminal, text: string): void {
	writeAllSync(openTerminal(stream) ?? stream.fd, text);
}

/**
 * Opens a terminal once more, because `O_NONBLOCK` would also concern the programs that share its descriptor. Returns
 * null if the stream is no terminal, on Windows, and if the terminal belongs to another user.
 */
function openTerminal({fd, isTTY}: Terminal): number | null {
	const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = constants;

	try {
		const path = isTTY && platform !== 'win32' ? terminalPath(fd) : null;
		return path === null ? null : openSync(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
	} catch {
		return null;
	}
}

/** Returns the path of the terminal of a descriptor. It need not be `/dev/tty`, the terminal that controls the process. */
function terminalPath(descriptor: number): string | null {
	if (platform === 'linux') {
		return `/proc/self/fd/${descriptor}`;
	}

	const {rdev} = fstatSync(descriptor);
	const paths = readdirSync('/dev')
		.filter(name => /^tty.*\d/.test(name))
		.map(name => `/dev/${name}`);
	return paths.find(path => statSync(path).rdev === rdev) ?? null;
}

class TerminalStream extends Writable {
	readonly #descriptor: number;
	readonly #clock: Clock;
	#cancelRetry: Cancel = () => {};

	constructor(descriptor: number, clock: Clock) {
		super();
		this.#descriptor = descriptor;
		this.#clock = clock;
	}

	override _write(
		chunk: Buffer,
		_encoding: BufferEncoding,
		done: (error?: Error) => void,
		retryMs = firstRetryMs,
	): void {
		let written = 0;

		try {
			while (written < chunk.length) {
				written += writeSync(this.#descriptor, chunk, written);
			}
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				done(error as Error);
				return;
			}

			const next = written > 0 ? firstRetryMs : Math.min(2 * retryMs, maxRetryMs);
			const rest = chunk.subarray(written);
			this.#cancelRetry = this.#clock.after(retryMs, () => this._write(rest, 'utf8', done, next));
			return;
		}

		done();
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		this.#cancelRetry();
		closeSync(this.#descriptor);
		done(error);
	}
}
