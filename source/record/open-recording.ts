import {closeSync, existsSync, openSync, readSync} from 'node:fs';
import {codeOf} from '../api/strip-cause.ts';
import {readNumber} from '../api/wire/readers.ts';
import type {Duration, Instant} from '../domain/clock.ts';
import type {RunOrderId} from '../domain/run.ts';
import {formatName, formatVersion} from './format.ts';
import type {RawLine} from './line-action.ts';
import {parseLine} from './parse-line.ts';
import {readLines} from './read-lines.ts';
import {Recording, type LinePlace, type RecordedStep} from './recording.ts';
import type {Place, ToldPlace} from './told-place.ts';
import {partPath} from './recording-file.ts';

/** Why a file cannot be played. */
export type CannotReplay =
	/** The system's code. */
	| {readonly kind: 'unreadable'; readonly why: string}
	| {readonly kind: 'no-recording'}
	/** It was written by a later program, in a format that this one does not know. */
	| {readonly kind: 'newer'; readonly version: number};

/** What every recording begins with, byte for byte. */
const beginning = `{"format":"${formatName}",`;

/** Kinds of lines whose answers can be the same again. */
const questions = ['execution', 'workflow', 'info'] as const;

/**
 * Opens a recording with all its parts. Of a file that was cut off anywhere everything before the cut is played, and
 * what this program does not know in it is passed over. With `ids`, of the runs just those.
 */
export function openRecording(
	path: string,
	ids: readonly RunOrderId[] = [],
): Recording | CannotReplay {
	const index = new Index();
	const files: number[] = [];
	let started: Instant = 0;
	let once = false;

	for (let part = 0; part === 0 || existsSync(partPath(path, part)); part++) {
		const opened = openPart(partPath(path, part));

		if (typeof opened !== 'number') {
			return opened;
		}

		files.push(opened);
		const [header = {text: ''}] = readLines(opened);
		const line = parseLine(header.text) ?? {};
		const version = readNumber(line['version']);

		if (version !== null && version > formatVersion) {
			return {kind: 'newer', version};
		}

		const begun = typeof line['started'] === 'string' ? Date.parse(line['started']) : 0;

		// A file of another recording that happens to have the name of a part.
		if (part > 0 && (begun !== started || line['part'] !== part)) {
			break;
		}

		started = Number.isFinite(begun) ? begun : 0;
		once = line['once'] === true;

		if (!index.read(opened)) {
			break;
		}
	}

	return new Recording({
		started,
		steps: index.steps(),
		ids: index.ids ?? [],
		once,
		only: ids.length === 0 ? null : new Set(ids),
		files,
	});
}

/** The open file, if it is a recording: also one that was cut off within its first line. */
function openPart(path: string): number | CannotReplay {
	try {
		const file = openSync(path, 'r');
		const bytes = Buffer.alloc(beginning.length);
		const read = readSync(file, bytes, 0, bytes.length, 0);

		if (beginning.startsWith(bytes.toString('latin1', 0, read))) {
			return file;
		}

		closeSync(file);
		return {kind: 'no-recording'};
	} catch (error) {
		const why = error instanceof Error ? codeOf(error) : null;

		if (why === null) {
			throw error;
		}

		return {kind: 'unreadable', why};
	}
}

/** Collects the steps of a recording while its lines are read. */
class Index {
	/** The runs that the first line names; null before it. */
	ids: readonly RunOrderId[] | null = null;
	readonly #steps: RecordedStep[] = [];
	readonly #told = new Map<string, ToldPlace>();
	/** Lines of the moment that is not over yet. */
	#moment: LinePlace[] = [];
	#at: Duration = 0;

	steps(): readonly RecordedStep[] {
		this.#endMoment();
		return this.#steps;
	}

	/** Reads the lines of a part. False where it ended early: nothing that follows is to be trusted. */
	read(file: number): boolean {
		let isHeader = true;

		for (const {text, offset, length} of readLines(file)) {
			const line = parseLine(text);
			const at = line === null ? null : readNumber(line['at']);

			if (isHeader) {
				isHeader = false;
			} else if (line === null || at === null) {
				return false;
			} else {
				this.#add(line, at, {file, offset, length});
			}
		}

		return true;
	}

	#add(line: RawLine, at: Duration, place: Place): void {
		const question = questionOf(line);

		if (question !== null && 'answer' in line) {
			this.#addTold(question, place, 'repeats' in line);
		}

		const isTold = question !== null && ('answer' in line || line['same'] === true);
		this.ids ??= idsOf(line['watch']);
		this.#at = Math.max(this.#at, at);
		this.#moment.push({
			...place,
			question,
			told: isTold ? (this.#told.get(question) ?? null) : null,
		});

		if (line['more'] !== true) {
			this.#endMoment();
		}
	}

	/** An answer that goes on from one that is not there is not there either. */
	#addTold(question: string, place: Place, goesOn: boolean): void {
		const base = goesOn ? (this.#told.get(question) ?? null) : null;

		if (goesOn && base === null) {
			this.#told.delete(question);
		} else {
			this.#told.set(question, {...place, base});
		}
	}

	#endMoment(): void {
		if (this.#moment.length > 0) {
			this.#steps.push({at: this.#at, lines: this.#moment});
			this.#moment = [];
		}
	}
}

function questionOf(line: RawLine): string | null {
	const kind = questions.find(name => typeof line[name] === 'string');
	return kind === undefined ? null : `${kind} ${String(line[kind])}`;
}

function idsOf(value: unknown): readonly RunOrderId[] {
	return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}
