import {fstatSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import type {Messages} from '../i18n/index.ts';
import {lineWriter} from './line-writer.ts';

/** The exit code when standard output could not be written. */
const notWritten = 3;

/**
 * Returns stdout. For a file, Node's own stream treats a partial write as complete and continues after a failed one,
 * so files get a stream that does neither.
 */
export function standardOutput(): Writable {
	const {stdout} = process;
	return stdout.isTTY || !isFileOrDevice(stdout.fd) ? stdout : new FileOutput(stdout.fd);
}

/** Prints a line to stdout, or an error to stderr. Resolves to the exit code. */
export async function print(text: string, {usage}: Pick<Messages, 'usage'>): Promise<0 | 3> {
	const writer = lineWriter(standardOutput());
	writer.write(text);
	const failure = await writer.flush();

	if (failure === null) {
		return 0;
	}

	// Loaded late for a faster `--version`.
	const {cleanName} = await import('../core/text/sanitize.ts');
	process.stderr.write(`chenyu-top: ${usage.stdoutFailed(cleanName(failureCode(failure)))}\n`);
	return notWritten;
}

/** Returns the error code, such as `ENOSPC`. */
export function failureCode({code, name}: NodeJS.ErrnoException): string {
	return code ?? name;
}

/** Writes complete chunks, and nothing after the first failure: the last line must not follow a gap. */
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
