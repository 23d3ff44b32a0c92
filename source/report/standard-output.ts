import {fstatSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import {cleanName} from '../core/text/sanitize.ts';
import type {Messages} from '../i18n/index.ts';
import {reportWriter} from './report-writer.ts';

const notWritten = 3;

/**
 * Returns Node's stream for stdout, or a `FileOutput` if stdout is a file or a device. For a file, Node's stream would
 * treat a partial write as complete, and would continue to write after an error.
 */
export function standardOutput(): Writable {
	const {stdout} = process;
	return stdout.isTTY || !isFileOrDevice(stdout.fd) ? stdout : new FileOutput(stdout.fd);
}

/** Prints a text and a newline to stdout. If that fails, prints the error to stderr. Resolves to the exit code. */
export async function print(text: string, {usage}: Pick<Messages, 'usage'>): Promise<0 | 3> {
	const writer = reportWriter(standardOutput());
	writer.write(`${text}\n`);
	const failure = await writer.flush();

	if (failure === null) {
		return 0;
	}

	process.stderr.write(`chenyu-top: ${usage.stdoutFailed(cleanName(failureCode(failure)))}\n`);
	return notWritten;
}

export function failureCode({code, name}: NodeJS.ErrnoException): string {
	return code ?? name;
}

/** Writes nothing after the first error, so that no part is missing in the middle of the file. */
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
