import {closeSync, existsSync, openSync, readSync, statSync} from 'node:fs';
import {readNumber} from '../../../api/wire/readers.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {formatName, formatVersion} from './format.ts';
import {parseLine, readLines} from './lines.ts';
import {RecordingIndex} from './recording-index.ts';
import {Recording} from './recording.ts';
import {partPath, systemErrorCode} from './recording-file.ts';

export type CannotReplay = {readonly path: string} &
	/** `why` is the error code of the operating system. */
	(
		| {readonly kind: 'unreadable'; readonly why: string}
		/** The path is a folder, a device or a pipe, and reading could block. */
		| {readonly kind: 'no-file'}
		| {readonly kind: 'no-recording'}
		/** The first line of the file has no start time. */
		| {readonly kind: 'broken-header'}
		/** A later version of the program wrote the file. */
		| {readonly kind: 'newer'; readonly version: number}
	);

const beginning = `{"format":"${formatName}",`;

/** Opens all files of a recording. If `ids` is not empty, only these runs are replayed. */
export function openRecording(
	path: string,
	ids: readonly RunOrderId[] = [],
): Recording | CannotReplay {
	const index = new RecordingIndex();
	const files: number[] = [];
	let started: Instant = 0;
	let once = false;

	function refuse(cannot: CannotReplay): CannotReplay {
		files.forEach(file => {
			closeSync(file);
		});
		return cannot;
	}

	for (let part = 0; part === 0 || existsSync(partPath(path, part)); part++) {
		const ownPath = partPath(path, part);
		const file = openPart(ownPath);

		if (typeof file !== 'number') {
			return refuse(file);
		}

		files.push(file);
		const lines = readLines(file);
		const first = lines.next();
		const header = parseLine((first.done === true ? null : first.value.text) ?? '') ?? {};
		const version = readNumber(header['version']);

		if (version !== null && version > formatVersion) {
			return refuse({path: ownPath, kind: 'newer', version});
		}

		const begun = typeof header['started'] === 'string' ? Date.parse(header['started']) : NaN;

		if (Number.isNaN(begun)) {
			if (part === 0) {
				return refuse({path, kind: 'broken-header'});
			}

			index.addBroken(ownPath, 1);
		} else if (part > 0 && (begun !== started || header['part'] !== part)) {
			// Ignore this file, which belongs to a different recording, and all later files.
			break;
		}

		if (part === 0) {
			started = begun;
			once = header['once'] === true;
		}

		index.addLines(lines, ownPath, started);
	}

	return new Recording({
		started,
		index,
		once,
		only: ids.length === 0 ? null : new Set(ids),
		files,
	});
}

/** Opens one file of a recording. Returns its file descriptor, or the reason why the file cannot be replayed. */
function openPart(path: string): number | CannotReplay {
	try {
		// Opening a pipe would block until it has a writer.
		if (!statSync(path).isFile()) {
			return {path, kind: 'no-file'};
		}

		const file = openSync(path, 'r');
		const bytes = Buffer.alloc(beginning.length);
		const read = readSync(file, bytes, 0, bytes.length, 0);

		if (bytes.toString('latin1', 0, read) === beginning) {
			return file;
		}

		closeSync(file);
		return {path, kind: 'no-recording'};
	} catch (error) {
		return {path, kind: 'unreadable', why: systemErrorCode(error)};
	}
}
