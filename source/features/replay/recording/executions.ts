import {ApiError} from '../../../api/errors.ts';
import {readExecution} from '../../../api/wire/execution.ts';
import {isRecord} from '../../../api/wire/readers.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {ExecutionResponse} from '../../../core/execution.ts';
import type {RawLine} from './line-action.ts';
import {isPossible, isWithin, type Repeats} from './log-repeats.ts';
import {readLineAt, readRepeats, type ResponsePosition} from './lines.ts';

/** A line's own log entries, with the range of entries repeated from the response before. */
type RecordedPart = ExecutionResponse & {
	readonly repeats: Repeats | null;
	readonly followsGap: boolean;
};

/** Null is an entry lost with a broken line. */
type LogWithGaps = ReadonlyArray<LogEntry | null>;

/** `response` is null if the line cannot be read. */
type AssembledResponse = {
	readonly position: ResponsePosition;
	readonly response: ExecutionResponse | null;
	/** `response` has the part after the last gap. */
	readonly log: LogWithGaps;
};

/**
 * Assembles poll responses. A log is assembled from the last line that holds all of it. Parsed lines are
 * cached, so that seeking back reads nothing again.
 */
export class RecordedExecutions {
	/** The last returned response of each request. The next one probably extends it. */
	readonly #last = new Map<string, AssembledResponse>();
	readonly #parts = new WeakMap<ResponsePosition, RecordedPart>();

	/** The response at a position; the identical object if it was returned last. Null if the line cannot be read. */
	response(request: string, position: ResponsePosition): ExecutionResponse | null {
		const last = this.#last.get(request) ?? null;
		const previous = last?.position === position ? last : this.#assemble(position, last);
		this.#last.set(request, previous);
		return previous.response;
	}

	#assemble(position: ResponsePosition, last: AssembledResponse | null): AssembledResponse {
		const places: ResponsePosition[] = [];
		let at: ResponsePosition | null = position;

		// Back to the last returned response or to a whole one.
		for (; at !== null && at !== last?.position; at = at.base) {
			places.push(at);
		}

		const before = last?.response?.logs ?? [];
		const parts = places.toReversed().map(place => this.#part(place, before));
		const begun = at === null ? [] : (last?.log ?? []);
		const end = parts.at(-1) ?? null;
		const log = applyParts(begun, parts);
		return end === null || log === null
			? {position, response: null, log: []}
			: {position, response: {execution: end.execution, logs: afterLastGap(log)}, log};
	}

	#part(position: ResponsePosition, previous: readonly LogEntry[]): RecordedPart | null {
		const kept = this.#parts.get(position);

		if (kept !== undefined) {
			return kept;
		}

		const part = readPart(readLineAt(position), position, previous);

		// Whole logs are not cached: every response may have one.
		if (part !== null && position.base !== null) {
			this.#parts.set(position, part);
		}

		return part;
	}
}

function readPart(
	{answer: response, repeats}: RawLine,
	{followsGap}: ResponsePosition,
	previous: readonly LogEntry[],
): RecordedPart | null {
	if (!isRecord(response)) {
		return null;
	}

	try {
		return {...readExecution(response, previous), repeats: readRepeats(repeats), followsGap};
	} catch (error) {
		// Only a line edited by hand reads so.
		if (error instanceof ApiError) {
			return null;
		}

		throw error;
	}
}

/** Applies the parts in order; null if a part is missing or its range is impossible. */
function applyParts(
	begun: LogWithGaps,
	parts: ReadonlyArray<RecordedPart | null>,
): LogWithGaps | null {
	let log: Array<LogEntry | null> = [...begun];

	for (const part of parts) {
		const {repeats, logs, followsGap} = part ?? {repeats: null, logs: null, followsGap: false};

		if (logs === null || (repeats !== null && !isPossible(repeats))) {
			return null;
		}

		log = repeats === null ? [] : repeatEntries(log, repeats, followsGap);

		for (const entry of logs) {
			log.push(entry);
		}
	}

	// Keep the identity of an unchanged log.
	return log.length === begun.length && log.every((entry, index) => entry === begun[index])
		? begun
		: log;
}

/**
 * The entries of `log` that a line repeats; null for each that is unknown. The broken line before may have held newer entries: after
 * it, a range is known only if it ends where `log` does.
 */
function repeatEntries(
	log: LogWithGaps,
	{from, count}: Repeats,
	followsGap: boolean,
): Array<LogEntry | null> {
	const isKnown = isWithin({from, count}, log.length);

	if (isKnown && (!followsGap || from + count === log.length)) {
		return log.slice(from, from + count);
	}

	const known = from === 0 && count > log.length ? log : [];
	return [...known, ...Array.from({length: count - known.length}, () => null)];
}

/** The end of a log is what the service last sent. */
function afterLastGap(log: LogWithGaps): readonly LogEntry[] {
	return hasNoGap(log) ? log : log.slice(log.lastIndexOf(null) + 1).filter(entry => entry !== null);
}

function hasNoGap(log: LogWithGaps): log is readonly LogEntry[] {
	return !log.includes(null);
}
