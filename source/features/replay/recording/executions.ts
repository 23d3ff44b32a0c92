import {ApiError} from '../../../api/errors/api-error.ts';
import {readExecution} from '../../../api/wire/execution.ts';
import {isRecord} from '../../../api/wire/readers.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {ExecutionResponse} from '../../../core/execution.ts';
import type {RawLine} from './line-action.ts';
import {isPossible, isWithin, type Repeats} from './log-repeats.ts';
import {readLineAt, readRepeats, type ResponsePosition} from './place.ts';

/** What one line says of an answer: its own entries, and those of the answer before that come before them. */
type RecordedPart = ExecutionResponse & {
	readonly repeats: Repeats | null;
	readonly afterBreak: boolean;
};

/** A log as its lines tell it: null is an entry that a broken line held. */
type LogWithGaps = ReadonlyArray<LogEntry | null>;

/** The answer that a place holds; null where it cannot be understood. */
type AssembledResponse = {
	readonly place: ResponsePosition;
	readonly response: ExecutionResponse | null;
	/** The log whose part after the last gap is in the response. */
	readonly log: LogWithGaps;
};

/**
 * The answers to polls that a recording holds. A log is put together from where it was last told whole; what was read for
 * that is kept, entry by entry once, so that going back costs no reading.
 */
export class RecordedExecutions {
	/** By question: the answer that was asked for last, from which the next one most likely goes on. */
	readonly #last = new Map<string, AssembledResponse>();
	readonly #parts = new WeakMap<ResponsePosition, RecordedPart>();

	/**
	 * The answer that is written there, the identical one where it is the one that was asked for last; null where it is
	 * none that the program could have recorded.
	 */
	response(request: string, report: ResponsePosition): ExecutionResponse | null {
		const last = this.#last.get(request) ?? null;
		const known = last?.place === report ? last : this.#putTogether(report, last);
		this.#last.set(request, known);
		return known.response;
	}

	#putTogether(report: ResponsePosition, last: AssembledResponse | null): AssembledResponse {
		const places: ResponsePosition[] = [];
		let place: ResponsePosition | null = report;

		// Back to what is known, or to an answer that is whole.
		for (; place !== null && place !== last?.place; place = place.base) {
			places.push(place);
		}

		const before = last?.response?.logs ?? [];
		const parts = places.toReversed().map(at => this.#part(at, before));
		const begun = place === null ? [] : (last?.log ?? []);
		const end = parts.at(-1) ?? null;
		const log = applyParts(begun, parts);
		return end === null || log === null
			? {place: report, response: null, log: []}
			: {place: report, response: {execution: end.execution, logs: afterLastGap(log)}, log};
	}

	#part(place: ResponsePosition, known: readonly LogEntry[]): RecordedPart | null {
		const kept = this.#parts.get(place);

		if (kept !== undefined) {
			return kept;
		}

		const part = readPart(readLineAt(place), place, known);

		// A whole log is kept only while it is the last: there may be one with each answer.
		if (part !== null && place.base !== null) {
			this.#parts.set(place, part);
		}

		return part;
	}
}

function readPart(
	{answer: response, repeats}: RawLine,
	{followsGap: afterBreak}: ResponsePosition,
	known: readonly LogEntry[],
): RecordedPart | null {
	if (!isRecord(response)) {
		return null;
	}

	try {
		return {...readExecution(response, known), repeats: readRepeats(repeats), afterBreak};
	} catch (error) {
		// Nothing that was recorded reads so; somebody wrote it by hand.
		if (error instanceof ApiError) {
			return null;
		}

		throw error;
	}
}

/** The log that the parts lead to, one after the other; null where one is missing, or repeats what no log can hold. */
function applyParts(
	begun: LogWithGaps,
	parts: ReadonlyArray<RecordedPart | null>,
): LogWithGaps | null {
	let log: Array<LogEntry | null> = [...begun];

	for (const part of parts) {
		const {repeats, logs, afterBreak} = part ?? {repeats: null, logs: null, afterBreak: false};

		if (logs === null || (repeats !== null && !isPossible(repeats))) {
			return null;
		}

		log = repeats === null ? [] : repeatEntries(log, repeats, afterBreak);

		for (const entry of logs) {
			log.push(entry);
		}
	}

	// The identical log, where nothing has come to it, needs no second look.
	return log.length === begun.length && log.every((entry, index) => entry === begun[index])
		? begun
		: log;
}

/**
 * The entries of a log that the next one begins with. Where a line between them is missing they are taken for these
 * only if they reach to the end of the log, as they do where nothing came in between; what is not known is a hole.
 */
function repeatEntries(
	log: LogWithGaps,
	{from, count}: Repeats,
	afterBreak: boolean,
): Array<LogEntry | null> {
	const isKnown = isWithin({from, count}, log.length);

	if (isKnown && (!afterBreak || from + count === log.length)) {
		return log.slice(from, from + count);
	}

	const known = from === 0 && count > log.length ? log : [];
	return [...known, ...Array.from({length: count - known.length}, () => null)];
}

/** What of a log comes after its last hole: the log's end is what the service sent anew. */
function afterLastGap(log: LogWithGaps): readonly LogEntry[] {
	return hasNoGap(log) ? log : log.slice(log.lastIndexOf(null) + 1).filter(entry => entry !== null);
}

function hasNoGap(log: LogWithGaps): log is readonly LogEntry[] {
	return !log.includes(null);
}
