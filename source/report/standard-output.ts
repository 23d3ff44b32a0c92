import {fstatSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import type {Messages} from '../i18n/index.ts';
import {lineWriter} from './line-writer.ts';

/** The exit code when standard output could not be written. */
const notWritten = 3;

/**
 * Standard output. Node's own stream for a file takes a write that the system took only in part for a whole one, and
 * writes what follows a failed write; a file gets a stream that does neither.
 */
export function standardOutput(): Writable {
	const {stdout} = process;
	return stdout.isTTY || !isFileOrDevice(stdout.fd) ? stdout : new FileOutput(stdout.fd);
}

/** Prints a text and a line end, reports on stderr when that fails, and gives the exit code. */
export async function print(text: string, {usage}: Pick<Messages, 'usage'>): Promise<0 | 3> {
	const writer = lineWriter(standardOutput());
	writer.write(text);
	const failure = await writer.flush();

	if (failure === null) {
		return 0;
	}

	// `--version` prints by this too, and starts sooner without it.
	const {cleanName} = await import('../core/text/sanitize.ts');
	process.stderr.write(`chenyu-top: ${usage.stdoutFailed(cleanName(failureCode(failure)))}\n`);
	return notWritten;
}

/** The system's code of a failed write, like `ENOSPC`. */
export function failureCode({code, name}: NodeJS.ErrnoException): string {
	return code ?? name;
}

/** Writes whole chunks, and nothing after the first failure: a last line must not stand behind a gap. */
class FileOutput extends Writable {
	readonly #descriptor: number;
	#failure: Error | null = null;

	constructor(descriptor: number) {
		super();
		this.#descriptor = descriptor;
	}

	override _write(chunk: Buffer, _encoding: string, done: (error: Error | null) => void): void {
		try {
			for (let written = 0; this.#failure === null && written < chunk.length;) {
				written += writeSync(this.#descriptor, chunk, written);
			}
		} catch (error) {
			this.#failure = error as Error;
		}

		done(this.#failure);
	}
}

function isFileOrDevice(descriptor: number): boolean {
	const status = fstatSync(descriptor);
	return status.isFile() || status.isCharacterDevice() || status.isBlockDevice();
}
