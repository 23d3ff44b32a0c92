import {closeSync, openSync, writeSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {newFileFlags} from '../../../storage/file-flags.ts';
import {formatName, formatVersion, type Header, type RecordingLine} from './format.ts';

/** Operations of the file system. Tests replace them, for example to simulate a full disk. */
export type RecordingFiles = {
	/** Creates a file that only its owner can read. Throws `EEXIST` if the file exists. */
	open(path: string): number;
	/** Returns the number of bytes written. */
	write(file: number, bytes: Uint8Array): number;
	close(file: number): void;
};

const realFiles: RecordingFiles = {
	open: path => openSync(path, newFileFlags, 0o600),
	write: (file, bytes) => writeSync(file, bytes),
	close: closeSync,
};

/** `why`: the error code of the operating system. */
type CannotRecord = {readonly kind: 'exists'} | {readonly kind: 'unwritable'; readonly why: string};

export type RecordingFileOptions = {
	readonly path: string;
	readonly started: Instant;
	readonly program: string;
	readonly once?: boolean;
	/** Called with an error code when writing fails. The recording then ends. */
	readonly onStopped: (why: string) => void;
	readonly files?: RecordingFiles;
};

/** Writes to a new file. `write` returns when the line is written: a crash loses no line. */
export class RecordingFile {
	readonly #files: RecordingFiles;
	readonly #onStopped: (why: string) => void;
	/** The descriptor of the open file; null after `close` and after a failed write. */
	#file: number | null;

	/** Creates the file and writes its header. Throws errors of the file system. */
	constructor({path, started, program, once, onStopped, files = realFiles}: RecordingFileOptions) {
		const header: Header = {
			format: formatName,
			version: formatVersion,
			program,
			started: new Date(started).toISOString(),
			...(once === true && {once}),
		};
		this.#files = files;
		this.#onStopped = onStopped;
		this.#file = files.open(path);
		this.#put(header, this.#file);
	}

	/** Does nothing after a failed write. */
	write(line: RecordingLine): void {
		if (this.#file === null) {
			return;
		}

		try {
			this.#put(line, this.#file);
		} catch (error) {
			this.close();
			this.#onStopped(systemErrorCode(error));
		}
	}

	close(): void {
		const file = this.#file;
		this.#file = null;

		if (file !== null) {
			this.#files.close(file);
		}
	}

	#put(line: Header | RecordingLine, file: number): void {
		const bytes = Buffer.from(`${JSON.stringify(line)}\n`);

		for (let written = 0; written < bytes.length;) {
			written += this.#files.write(file, bytes.subarray(written));
		}
	}
}

/** Starts a recording. Returns the reason if this fails, for example because the file already exists. */
export function beginRecording(options: RecordingFileOptions): RecordingFile | CannotRecord {
	try {
		return new RecordingFile(options);
	} catch (error) {
		const why = systemErrorCode(error);
		return why === 'EEXIST' ? {kind: 'exists'} : {kind: 'unwritable', why};
	}
}

/** Returns the error code of the operating system. Rethrows an error without a code, since it is a bug in the program. */
export function systemErrorCode(error: unknown): string {
	const code = errorCode(error);

	if (code === null) {
		throw error;
	}

	return code;
}
