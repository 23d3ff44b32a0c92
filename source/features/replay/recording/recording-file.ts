import {closeSync, openSync, unlinkSync, writeSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Data} from './lines.ts';

export const formatName = 'chenyu-top-recording';

/** New kinds of lines and new fields need no new version: older programs ignore those that they do not know. */
export const formatVersion = 1;

/** The first line of a recording. */
type Header = {
	readonly format: typeof formatName;
	readonly version: number;
	/** The version of the program that wrote the recording. */
	readonly program: string;
	/** The start of the recording in RFC 3339. The times `at` of all lines are relative to this time. */
	readonly started: string;
	/** Set if the program ran with `--once`. */
	readonly once?: true;
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
};

export type RecordingFile = {
	/** Returns when the line is written: a crash loses no line. Does nothing after a failed write. */
	write(line: Data): void;
	close(): void;
};

/** Creates a file that only its owner can read. Returns the reason if this fails, for example because it exists. */
export function beginRecording({
	path,
	started,
	program,
	once,
	onStopped,
}: RecordingFileOptions): RecordingFile | CannotRecord {
	/** The descriptor of the open file; null after `close` and after a failed write. */
	let file: number | null = null;

	function close(): void {
		if (file !== null) {
			closeSync(file);
			file = null;
		}
	}

	try {
		file = openSync(path, 'wx', 0o600);
		writeLine(file, {
			format: formatName,
			version: formatVersion,
			program,
			started: new Date(started).toISOString(),
			...(once === true && {once}),
		});
	} catch (error) {
		if (file !== null) {
			close();
			// Without a header it is no recording, and would only block the next try.
			unlinkSync(path);
		}

		const why = systemErrorCode(error);
		return why === 'EEXIST' ? {kind: 'exists'} : {kind: 'unwritable', why};
	}

	return {
		write(line) {
			try {
				if (file !== null) {
					writeLine(file, line);
				}
			} catch (error) {
				close();
				onStopped(systemErrorCode(error));
			}
		},
		close,
	};
}

function writeLine(file: number, line: Header | Data): void {
	const bytes = Buffer.from(`${JSON.stringify(line)}\n`);

	for (let written = 0; written < bytes.length;) {
		written += writeSync(file, bytes, written);
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
