import {closeSync, existsSync, openSync, readSync, statSync} from 'node:fs';
import {errorCode} from '../../../core/error-code.ts';
import {readNumber} from '../../../api/wire/readers.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {formatName, formatVersion} from './format.ts';
import type {RawLine} from './line-action.ts';
import {parseLine} from './parse-line.ts';
import {readLines} from './read-lines.ts';
import {RecordingIndex} from './recording-index.ts';
import {Recording} from './recording.ts';
import {partPath} from './recording-file.ts';

/** Why a file, the recording's first or a further part, cannot be played. */
export type CannotReplay = {readonly path: string} &
	/** The system's code. */
	(
		| {readonly kind: 'unreadable'; readonly why: string}
		/** A folder, a device, a pipe: to read it could take for ever. */
		| {readonly kind: 'no-file'}
		| {readonly kind: 'no-recording'}
		/** It begins like a recording, and its first line does not say when it was recorded. */
		| {readonly kind: 'broken-header'}
		/** It was written by a later program, in a format that this one does not know. */
		| {readonly kind: 'newer'; readonly version: number}
	);

/** What every recording begins with, byte for byte. */
const beginning = `{"format":"${formatName}",`;

/**
 * Opens a recording with all its parts. A broken line is named (`Recording.broken`), everything else is played, and
 * what this program does not know in it is passed over. With `ids`, of the runs just those.
 */
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
		const header = headerOf(file);
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
			// A file of another recording that happens to have the name of a part.
			break;
		}

		if (part === 0) {
			started = begun;
			once = header['once'] === true;
		}

		index.read(file, ownPath, started);
	}

	return new Recording({
		started,
		steps: index.steps(),
		ids: index.ids ?? [],
		once,
		only: ids.length === 0 ? null : new Set(ids),
		files,
		broken: index.broken,
	});
}

function headerOf(file: number): RawLine {
	const [line] = readLines(file);
	return parseLine(line?.text ?? '') ?? {};
}

/** The open file, if it begins as a recording does. */
function openPart(path: string): number | CannotReplay {
	try {
		// Before it is opened: to open a pipe already waits for who writes into it.
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
		const why = errorCode(error);

		if (why === null) {
			throw error;
		}

		return {path, kind: 'unreadable', why};
	}
}
