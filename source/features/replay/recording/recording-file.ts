import {closeSync, constants, existsSync, openSync, writeSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {formatName, formatVersion, type Header, type RecordingLine} from './format.ts';

/** A line that would make a part larger starts the next part. */
const maxPartBytes = 64 * 1024 * 1024;

/** The file system, so that tests can fill the disk. */
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

/** `why` is the path that exists, or an error code. */
export type CannotRecord = {readonly kind: 'exists' | 'unwritable'; readonly why: string};

export type RecordingFileOptions = {
	readonly path: string;
	readonly started: Instant;
	/** The version of this program. */
	readonly program: string;
	/** Whether the watch has `--once`. */
	readonly once?: boolean;
	/** Called once with an error code if writing fails. Nothing is written after that. */
	readonly onStopped: (why: string) => void;
	readonly partSize?: number;
	readonly files?: RecordingFiles;
};

/**
 * Writes a recording to `FILE`, `FILE.1` and so on. A line is in the file when `write` returns, so a crash loses no line. Existing
 * files are never changed.
 */
export class RecordingFile {
	readonly #options: RecordingFileOptions;
	readonly #files: RecordingFiles;
	#file: number | null = null;
	#part = 0;
	#size = 0;

	/** Creates the file with its header. Throws errors of the file system. */
	constructor(options: RecordingFileOptions) {
		this.#options = options;
		this.#files = options.files ?? realFiles;
		this.#begin();
	}

	/** Does nothing after a failure. */
	write(line: RecordingLine): void {
		const bytes = Buffer.from(`${JSON.stringify(line)}\n`);

		try {
			if (
				this.#file !== null &&
				this.#size + bytes.length > (this.#options.partSize ?? maxPartBytes)
			) {
				this.#endPart();
				this.#part++;
				this.#begin();
			}

			this.#put(bytes);
		} catch (error) {
			this.#endPart();
			this.#options.onStopped(systemErrorCode(error));
		}
	}

	close(): void {
		this.#endPart();
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
		this.#put(Buffer.from(`${JSON.stringify(header)}\n`));
	}

	#put(bytes: Uint8Array): void {
		if (this.#file === null) {
			return;
		}

		this.#size += bytes.length;

		for (let written = 0; written < bytes.length;) {
			written += this.#files.write(this.#file, bytes.subarray(written));
		}
	}

	#endPart(): void {
		const file = this.#file;
		this.#file = null;

		if (file !== null) {
			this.#files.close(file);
		}
	}
}

/** Creates a recording, unless its file or its second part exists. */
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

/** Rethrows an error without a code, which is a bug. */
export function systemErrorCode(error: unknown): string {
	const code = errorCode(error);

	if (code === null) {
		throw error;
	}

	return code;
}
