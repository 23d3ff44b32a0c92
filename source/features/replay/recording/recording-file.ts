import {closeSync, constants, existsSync, openSync, writeSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import type {Instant} from '../../../core/time/clock.ts';
import {formatName, formatVersion, type Header, type RecordingLine} from './format.ts';

/** Bytes of a part. The line that would go beyond begins the next one. */
const maxPartBytes = 64 * 1024 * 1024;

/** The calls that write a file; passed in, so that tests have disks that are full. */
export type RecordingFiles = {
	/** Opens a file that does not exist yet, readable by its owner alone. Throws `EEXIST` where it does. */
	open(path: string): number;
	/** Writes as much as it can; gives the bytes written. */
	write(file: number, bytes: Uint8Array): number;
	close(file: number): void;
};

const realFiles: RecordingFiles = {
	open: path => openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600),
	write: (file, bytes) => writeSync(file, bytes),
	close: closeSync,
};

/** Why a recording cannot be begun: the file (or a part that would follow it) exists, or the system says no, by its code. */
export type CannotRecord = {readonly kind: 'exists' | 'unwritable'; readonly why: string};

/** What a recording file is made of. */
export type RecordingFileOptions = {
	readonly path: string;
	readonly started: Instant;
	/** The version of this program. */
	readonly program: string;
	/** Whether each run is asked once only. */
	readonly once?: boolean;
	/** Told once, by the code, when writing fails. Nothing is written after that. */
	readonly onStopped: (why: string) => void;
	readonly partSize?: number;
	readonly files?: RecordingFiles;
};

/**
 * The file that a recording is written to, a line at a time. Each line is with the system when `write` returns, so
 * nothing is lost however the program ends. A part that is full is followed by `FILE.1`, `FILE.2` and so on; no file that
 * exists is touched.
 */
export class RecordingFile {
	readonly #options: RecordingFileOptions;
	readonly #files: RecordingFiles;
	#file: number | null = null;
	#part = 0;
	#size = 0;

	/** Creates the file with its first line. Throws what the system throws; `beginRecording` makes data of it. */
	constructor(options: RecordingFileOptions) {
		this.#options = options;
		this.#files = options.files ?? realFiles;
		this.#begin();
	}

	/** Writes the line; after a failure does nothing. */
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

/** Begins a recording in a file that must not exist yet, nor the part that would follow it. */
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

/** The name of a part of the recording. */
export function partPath(path: string, part: number): string {
	return part === 0 ? path : `${path}.${part}`;
}

/** The system's code. What has none is no failure of the disk but a bug, and is thrown on. */
function systemErrorCode(error: unknown): string {
	const code = errorCode(error);

	if (code === null) {
		throw error;
	}

	return code;
}
