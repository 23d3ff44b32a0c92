import {readExecution} from '../../../api/wire/execution.ts';
import type {Execution} from '../../../core/execution.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import {parseLine, type RecordingLine} from './format.ts';
import {lineAction} from './line-action.ts';
import {readProblem} from './problem-record.ts';
import {continueLog, entriesOf, type RecordedLog} from './recorded-log.ts';

/** One recorded action. A poll of several runs has one line for each run. */
export type RecordedStep = {
	/** The time since the start of the recording. It never decreases from one step to the next. */
	readonly at: Duration;
	/** Returns null for a line of a kind that this version does not know, and for a poll whose responses are missing. */
	readonly action: () => Action | null;
};

/** `at`: the time of the line with the response. */
type RecordedResponse = {
	readonly at: Duration;
	readonly execution: Execution;
	readonly log: RecordedLog;
};

type PollLine = Extract<RecordingLine, {readonly execution: string}>;

/** The latest time that `Date` supports. */
const maxInstant: Instant = 8.64e15;

/** Reads all lines of a recording but the header. Skips unreadable lines. */
export function readLines(lines: readonly Buffer[], started: Instant) {
	const steps: RecordedStep[] = [];
	const broken: number[] = [];
	const responses = new Map<RunOrderId, RecordedResponse>();
	const watched = new Set<RunOrderId>();
	let ids: readonly RunOrderId[] | null = null;
	let polls: Array<() => PollOutcome | null> = [];
	let at: Duration = 0;

	function endPoll(): void {
		if (polls.length > 0) {
			const ended = polls;
			steps.push({at, action: () => pollAction(ended)});
			polls = [];
		}
	}

	for (const [index, bytes] of lines.entries()) {
		const number = index + 2;
		const line = parseLine(bytes);

		if (line === null || Math.abs(started + line.at) > maxInstant) {
			broken.push(number);
		} else if ('execution' in line) {
			const id = line.execution;
			const response = readResponse(line, responses.get(id));

			// After a broken line, lost entries are expected and not counted as another broken line.
			if (response !== undefined && response.log.start < 0 && broken.length === 0) {
				broken.push(number);
			}

			if (response !== undefined) {
				responses.set(id, response);
			}

			at = Math.max(at, line.at);
			watched.add(id);
			polls.push(readPoll(line, response, started + line.at));

			if (line.more !== true) {
				endPoll();
			}
		} else {
			endPoll();
			at = Math.max(at, line.at);
			const action = lineAction(line, started);
			steps.push({at, action: () => action});

			if ('watch' in line) {
				ids ??= line.watch;
				line.watch.forEach(id => watched.add(id));
			}
		}
	}

	endPoll();
	return {
		/** The ids of the runs that were watched at the start. */
		ids: ids ?? [],
		/** All runs that were watched, also those that were added or found later. */
		watched,
		steps,
		/** The numbers of the unreadable lines, counted from 1. */
		broken,
	};
}

/**
 * Returns the response of a poll. `last`: the last one of the run, to which a line with `same` refers. Undefined if the
 * poll failed, or if the line with its response is missing.
 */
function readResponse(
	line: PollLine,
	last: RecordedResponse | undefined,
): RecordedResponse | undefined {
	if ('same' in line) {
		return last?.at === line.same ? last : undefined;
	}

	if ('failure' in line) {
		return undefined;
	}

	const {at, kept, answer} = line;
	const {execution, logs} = readExecution(answer);
	const log =
		kept === undefined
			? {entries: [...logs], start: 0, end: logs.length}
			: continueLog(last?.at === kept.at ? last.log : null, kept, logs);
	return {at, execution, log};
}

function readPoll(
	line: PollLine,
	response: RecordedResponse | undefined,
	at: Instant,
): () => PollOutcome | null {
	const nextPollAt = line.next === null ? null : at + line.next;
	const poll = {id: line.execution, at, nextPollAt};

	if ('failure' in line) {
		const problem = readProblem(line.failure, at);
		const failed = {...poll, kind: 'failure', problem, gaveUp: line.gave_up} as const;
		return () => failed;
	}

	// The entries are copied when they are needed, since each response has all entries of its log.
	return () =>
		response === undefined
			? null
			: {
					...poll,
					kind: 'response',
					response: {execution: response.execution, logs: entriesOf(response.log)},
				};
}

function pollAction(polls: ReadonlyArray<() => PollOutcome | null>): Action | null {
	const outcomes = polls.flatMap(read => read() ?? []);
	const last = outcomes.at(-1);
	return last === undefined ? null : {type: 'polled', at: last.at, outcomes};
}
