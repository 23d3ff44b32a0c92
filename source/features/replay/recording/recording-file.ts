import {closeSync, constants, existsSync, openSync, writeSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {formatName, formatVersion, type Header, type RecordingLine} from './format.ts';

/** Maximum size of one file of a recording. A line that would exceed the size is written to the next file. */
const maxPartBytes = 64 * 1024 * 1024;

/** Operations of the file system. Tests replace them, for example to simulate a full disk. */
export type RecordingFiles = {
	/** Creates a file that only its owner can read. Throws `EEXIST` if the file exists. */
	open(path: string): number;
	/** Returns the number of bytes written. */
	write(file: number, bytes: Uint8Array): number;
	close(file: number): void;
};

const realFiles: RecordingFiles = {
	open: path => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600),
	write: (file, bytes) => writeSync(file, bytes),
	close: closeSync,
};

/** `why`: the path of the existing file, or the error code of the operating system. */
export type CannotRecord = {readonly kind: 'exists' | 'unwritable'; readonly why: string};

export type RecordingFileOptions = {
	readonly path: string;
	readonly started: Instant;
	readonly program: string;
	readonly once?: boolean;
	/** Called with an error code when writing fails. The recording then ends. */
	readonly onStopped: (why: string) => void;
	/** Maximum size of one file in bytes. Default: `maxPartBytes`. */
	readonly partSize?: number;
	readonly files?: RecordingFiles;
};

/** Writes to new files `FILE`, `FILE.1` and so on. `write` returns when the line is written: a crash loses no line. */
export class RecordingFile {
	readonly #options: RecordingFileOptions;
	readonly #files: RecordingFiles;
	/** The descriptor of the open file; null after `close` and after a failed write. */
	#file: number | null = null;
	#part = 0;
	#size = 0;

	/** Creates the first file and writes its header. Throws errors of the file system. */
	constructor(options: RecordingFileOptions) {
		this.#options = options;
		this.#files = options.files ?? realFiles;
		this.#begin();
	}

	/** Does nothing after a failed write. */
	write(line: RecordingLine): void {
		if (this.#file === null) {
			return;
		}

		const bytes = Buffer.from(`${JSON.stringify(line)}\n`);

		try {
			if (this.#size + bytes.length > (this.#options.partSize ?? maxPartBytes)) {
				this.close();
				this.#part++;
				this.#begin();
			}

			this.#put(bytes, this.#file);
		} catch (error) {
			this.close();
			this.#options.onStopped(systemErrorCode(error));
		}
	}

	close(): void {
		const file = this.#file;
		this.#file = null;

		if (file !== null) {
			this.#files.close(file);
		}
	}

	#begin(): void {
		const {path, started, program, once = false} = this.#options;
		const header: Header = {
			format: formatName,
			version: formatVersion,
			program,
			started: new Date(started).toISOString(),
			part: this.#part,
			...(once ? {once} : {}),
		};
		this.#file = this.#files.open(partPath(path, this.#part));
		this.#size = 0;
		this.#put(Buffer.from(`${JSON.stringify(header)}\n`), this.#file);
	}

	#put(bytes: Uint8Array, file: number): void {
		this.#size += bytes.length;

		for (let written = 0; written < bytes.length;) {
			written += this.#files.write(file, bytes.subarray(written));
		}
	}
}

/** Starts a recording. Returns the reason if this fails, for example because `FILE` or `FILE.1` already exists. */
export function beginRecording(options: RecordingFileOptions): RecordingFile | CannotRecord {
	if (existsSync(partPath(options.path, 1))) {
		return {kind: 'exists', why: partPath(options.path, 1)};
	}

	try {
		return new RecordingFile(options);
	} catch (error) {
		const why = systemErrorCode(error);
		return why === 'EEXIST' ? {kind: 'exists', why: options.path} : {kind: 'unwritable', why};
	}
}

export function partPath(path: string, part: number): string {
	return part === 0 ? path : `${path}.${part}`;
}

/** Returns the error code of the operating system. Rethrows an error without a code, since it is a bug in the program. */
export function systemErrorCode(error: unknown): string {
	const code = errorCode(error);

	if (code === null) {
		throw error;
	}

	return code;
}
