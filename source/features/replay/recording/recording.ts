import {closeSync} from 'node:fs';
import {isRecord} from '../../../api/wire/readers.ts';
import {readExecution} from '../../../api/wire/execution.ts';
import type {ExecutionResponse} from '../../../core/execution.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Action} from '../../../store/action.ts';
import {lineAction, lineOutcome} from './line-action.ts';
import {readLineAt, type LinePosition, type RawLine} from './lines.ts';
import {
	isPlayable,
	readRanges,
	type BrokenLines,
	type RecordedLine,
	type RecordedStep,
	type RecordingIndex,
} from './recording-index.ts';

export type RecordingOptions = {
	readonly started: Instant;
	readonly index: RecordingIndex;
	/** Whether the recorded program ran with `--once`. */
	readonly once: boolean;
	/** The runs to replay; null for all runs. */
	readonly only: ReadonlySet<RunOrderId> | null;
	/** The file descriptors of the open files. */
	readonly files: readonly number[];
};

/** An open recording. Reads responses from its files when they are needed. */
export class Recording {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	/** The ids of the runs that were watched at the start of the recording. */
	readonly ids: readonly RunOrderId[];
	/** Whether the recorded program ran with `--once`. */
	readonly once: boolean;
	readonly broken: readonly BrokenLines[];
	readonly #only: ReadonlySet<RunOrderId> | null;
	readonly #files: readonly number[];
	readonly #entries: RecordingIndex['entries'];
	/** The last response of each run. A step with `same` returns the same object. */
	readonly #last = new Map<
		unknown,
		{readonly answer: LinePosition; readonly response: ExecutionResponse | null}
	>();

	constructor({started, index, once, only, files}: RecordingOptions) {
		this.broken = index.broken;
		this.started = started;
		this.steps = index.steps();
		this.once = once;
		this.ids = (index.ids ?? []).filter(id => only?.has(id) ?? true);
		this.#only = only;
		this.#files = files;
		this.#entries = index.entries;
	}

	/** The time of the first step, at which the replay starts. */
	get beginning(): Duration {
		return this.steps[0]?.at ?? 0;
	}

	/** The time of the last step. */
	get length(): Duration {
		return this.steps.at(-1)?.at ?? 0;
	}

	/** Returns the action of a step; null if this version of the program does not know the step. */
	action(index: number): Action | null {
		const action = this.#fullAction(this.steps[index]?.lines ?? []);
		const only = this.#only;
		return action === null || only === null ? action : narrow(action, only);
	}

	#fullAction(places: readonly RecordedLine[]): Action | null {
		const lines = places.map(place => ({place, line: readLineAt(place)}));
		const [first] = lines;

		if (first === undefined) {
			return null;
		}

		if (first.line['execution'] === undefined) {
			const {answer} = first.place.answer === null ? {} : readLineAt(first.place.answer);
			return lineAction(first.line, answer, this.started);
		}

		const outcomes = lines.flatMap(
			({place, line}) => lineOutcome(line, this.#response(line, place), this.started) ?? [],
		);
		const last = outcomes.at(-1);
		return last === undefined ? null : {type: 'polled', at: last.at, outcomes};
	}

	/** Returns the number of steps up to and including a time. */
	stepsUntil(position: Duration): number {
		return this.steps.findLastIndex(({at}) => at <= position) + 1;
	}

	close(): void {
		for (const file of this.#files) {
			closeSync(file);
		}
	}

	#response({execution: id}: RawLine, {answer}: RecordedLine): ExecutionResponse | null {
		if (answer === null) {
			return null;
		}

		const last = this.#last.get(id);

		if (last?.answer === answer) {
			return last.response;
		}

		const response = this.#readResponse(readLineAt(answer));
		this.#last.set(id, {answer, response});
		return response;
	}

	/** Reads the response of a line. Returns null if the file has changed since the recording was opened. */
	#readResponse(line: RawLine): ExecutionResponse | null {
		const {execution: id, answer, log} = line;

		if (!isRecord(answer) || !isPlayable(line)) {
			return null;
		}

		const response = readExecution(answer);
		const entries = this.#entries.get(String(id)) ?? [];
		const logs = readRanges(log)?.flatMap(([first, count]) => entries.slice(first, first + count));
		return logs === undefined ? response : {...response, logs: afterLastGap(logs)};
	}
}

/**
 * Returns only the entries after the last lost entry, like a log whose start the service has deleted. The log store
 * then reports the gap.
 */
function afterLastGap(log: ReadonlyArray<LogEntry | null>): readonly LogEntry[] {
	return log.slice(log.lastIndexOf(null) + 1).filter(entry => entry !== null);
}

/** Restricts an action to the runs in `only`. Returns null if the action is the end of the recording. */
function narrow(action: Action, only: ReadonlySet<RunOrderId>): Action | null {
	if (action.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	// Ignore the recorded end, which depended on all runs.
	if (action.type === 'watchEnded') {
		return null;
	}

	return action.type === 'polled'
		? {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))}
		: action;
}
