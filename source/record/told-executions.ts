import {ApiError} from '../api/errors/api-error.ts';
import {readExecution} from '../api/wire/execution.ts';
import {isRecord, readNumber} from '../api/wire/readers.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import type {ExecutionAnswer} from '../domain/run.ts';
import type {RawLine} from './line-action.ts';
import {isWithin, type Repeats} from './log-repeats.ts';
import {readPlace, type ToldPlace} from './told-place.ts';

/** What one line says of an answer: its own entries, and those of the answer before that come before them. */
type Part = ExecutionAnswer & {readonly repeats: Repeats | null};

/** The answer that a place holds; null where it cannot be understood. */
type Known = {readonly place: ToldPlace; readonly answer: ExecutionAnswer | null};

/**
 * The answers to polls that a recording holds. A log is put together from where it was last told whole; what was read for
 * that is kept, entry by entry once, so that going back costs no reading.
 */
export class ToldExecutions {
	/** By question: the answer that was asked for last, from which the next one most likely goes on. */
	readonly #last = new Map<string, Known>();
	readonly #parts = new WeakMap<ToldPlace, Part>();

	/**
	 * The answer that is written there, the identical one where it is the one that was asked for last; null where it is
	 * none that the program could have recorded.
	 */
	answer(question: string, told: ToldPlace): ExecutionAnswer | null {
		const last = this.#last.get(question) ?? null;
		const answer = last?.place === told ? last.answer : this.#putTogether(told, last);
		this.#last.set(question, {place: told, answer});
		return answer;
	}

	#putTogether(told: ToldPlace, last: Known | null): ExecutionAnswer | null {
		const places: ToldPlace[] = [];
		let place: ToldPlace | null = told;

		// Back to what is known, or to an answer that is whole.
		for (; place !== null && place !== last?.place; place = place.base) {
			places.push(place);
		}

		const before = last?.answer?.logs ?? [];
		const parts = places.toReversed().map(at => this.#part(at, before));
		const begun = place === null ? [] : (last?.answer?.logs ?? null);
		const end = parts.at(-1) ?? null;
		const logs = begun === null ? null : continued(begun, parts);
		return end === null || logs === null ? null : {execution: end.execution, logs};
	}

	#part(place: ToldPlace, known: readonly LogEntry[]): Part | null {
		const kept = this.#parts.get(place);

		if (kept !== undefined) {
			return kept;
		}

		const part = readPart(readPlace(place), known);

		// A whole log is kept only while it is the last: there may be one with each answer.
		if (part !== null && place.base !== null) {
			this.#parts.set(place, part);
		}

		return part;
	}
}

function readPart({answer, repeats}: RawLine, known: readonly LogEntry[]): Part | null {
	if (!isRecord(answer)) {
		return null;
	}

	try {
		return {...readExecution(answer, known), repeats: readRepeats(repeats)};
	} catch (error) {
		// Nothing that was recorded reads so; somebody wrote it by hand.
		if (error instanceof ApiError) {
			return null;
		}

		throw error;
	}
}

function readRepeats(value: unknown): Repeats | null {
	return isRecord(value)
		? {from: readNumber(value['from']) ?? 0, count: readNumber(value['count']) ?? 0}
		: null;
}

/** The log that the parts lead to, one after the other; null where one is missing, or repeats what is not there. */
function continued(
	begun: readonly LogEntry[],
	parts: ReadonlyArray<Part | null>,
): readonly LogEntry[] | null {
	const log = [...begun];

	for (const part of parts) {
		const {repeats, logs} = part ?? {repeats: null, logs: null};

		if (logs === null || (repeats !== null && !isWithin(repeats, log))) {
			return null;
		}

		log.splice(0, repeats?.from ?? log.length);
		log.length = repeats?.count ?? 0;

		for (const entry of logs) {
			log.push(entry);
		}
	}

	// The identical log, where nothing has come to it, needs no second look.
	return log.length === begun.length && log.every((entry, index) => entry === begun[index])
		? begun
		: log;
}
