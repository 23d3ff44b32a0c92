import {digestOf} from '../../../api/digest.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrder} from '../../../core/run-order.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {RecordingLine, RecordedResponse} from './format.ts';
import {findRepeats} from './log-repeats.ts';
import {writeProblem} from './problem-record.ts';
import type {RedactRecording} from './redact.ts';

type Data = Readonly<Record<string, unknown>>;

/** An answer that was written: what tells the rest of it apart from another's, and its log. */
type WrittenResponse = {readonly digest: string; readonly log: readonly LogEntry[]};

/** What takes the lines of a recording. */
export type LineWriter = {write(line: RecordingLine): void};

/**
 * Writes down what a watch learns. It looks on at two places: where the client makes a value of an answer it keeps what
 * the service said, and where the value is taken into the state it writes that down, with what the poller decided on
 * it. So a recording holds what counted, in the order in which it counted, in the service's own words.
 */
export class Recorder {
	readonly #sink: LineWriter;
	readonly #scrub: RedactRecording;
	readonly #started: Instant;
	/** What has been answered and not yet been written. */
	readonly #responses = new WeakMap<object, Data>();
	/** By question: the answer that was written last. */
	readonly #written = new Map<string, WrittenResponse>();

	/** @param started What `at` counts from. */
	constructor(sink: LineWriter, scrub: RedactRecording, started: Instant) {
		this.#sink = sink;
		this.#scrub = scrub;
		this.#started = started;
	}

	/** Takes an answer as the client shaped it, and the `data` that it was shaped from. */
	readonly captureResponse = (response: object, data: Data): void => {
		this.#responses.set(response, data);
	};

	/** Observes the store. */
	readonly observe = (state: State, action: Action, previous: State): void => {
		for (const line of [
			...this.#reported(state, action, previous),
			...this.#changes(state, action, previous),
		]) {
			this.#sink.write('answer' in line ? line : this.#scrub(line));
		}
	};

	#reported(state: State, action: Action, previous: State): readonly RecordingLine[] {
		const at = this.#since(action.at);

		switch (action.type) {
			case 'runsAdded': {
				return [{at, watch: action.ids.map(id => id.exact)}];
			}

			case 'polled': {
				return this.#polls(action.outcomes);
			}

			case 'denied': {
				return [{at, denied: writeProblem(action.problem)}];
			}

			case 'workflowLoaded': {
				const {workflowId, workflow} = action;
				return [{at, workflow: workflowId, ...this.#response(`workflow ${workflowId}`, workflow)}];
			}

			case 'workflowFailed': {
				return [{at, workflow: action.workflowId, untold: true}];
			}

			case 'orderLoaded': {
				return [{at, info: action.id, ...this.#response(`info ${action.id}`, action.info)}];
			}

			case 'orderFailed': {
				return [{at, info: action.id, failure: writeProblem(action.problem)}];
			}

			case 'runsFound': {
				return [{at, found: action.orders.map(orderItem)}];
			}

			case 'titlesLoaded': {
				return [{at, titles: newTitles(state, previous)}];
			}

			case 'listLoaded': {
				return [{at, list: 'read', since: this.#since(action.since)}];
			}

			case 'watchEnded': {
				const {reason, exitCode} = action.ending;
				return [{at, end: {reason, exit_code: exitCode}}];
			}

			case 'listFailed': {
				const {problem, nextAt} = action;
				const next = nextAt === null ? null : Math.round(nextAt - action.at);
				return [{at, list: 'failed', failure: writeProblem(problem), next}];
			}

			// What the reader did shows in the runs, and a replay has readers of its own.
			case 'fileMetadataLoaded':
			case 'previewUpdated':
			case 'commandInvoked':
			case 'clicked':
			case 'wheeled':
			case 'typed':
			case 'noticeShown':
			case 'ticked':
			case 'windowFocusChanged':
			case 'resized':
			case 'logContinued':
			case 'downloadsUpdated':
			case 'runsRemoved':
			case 'rewound':
			case 'replayChanged':
			// What is read to be added from is only looked at; while an account is recorded it is not left.
			case 'pageLoaded':
			case 'pageFailed':
			case 'accountSwitched': {
				return [];
			}
		}
	}

	#polls(outcomes: readonly PollOutcome[]): readonly RecordingLine[] {
		return outcomes.map((outcome, index) => {
			const {id, at, nextPollAt} = outcome;
			const poll = {
				at: this.#since(at),
				execution: id,
				next: nextPollAt === null ? null : Math.round(nextPollAt - at),
				...(index < outcomes.length - 1 ? {more: true as const} : {}),
			};
			return outcome.kind === 'response'
				? {...poll, ...this.#response(`execution ${id}`, outcome.response, outcome.response.logs)}
				: {...poll, failure: writeProblem(outcome.problem), gave_up: outcome.gaveUp};
		});
	}

	/** Runs that the reader added or dropped, however that was asked for. */
	#changes(state: State, action: Action, previous: State): readonly RecordingLine[] {
		if (state.runs === previous.runs || action.type !== 'commandInvoked') {
			return [];
		}

		const at = this.#since(action.at);
		const added = [...state.runs.keys()].filter(id => !previous.runs.has(id));
		const dropped = [...previous.runs.keys()].filter(id => !state.runs.has(id));
		const titles = newTitles(state, previous);
		return [
			...(added.length === 0 ? [] : [{at, watch: added}]),
			...(titles.length === 0 ? [] : [{at, titles}]),
			...(dropped.length === 0 ? [] : [{at, drop: dropped}]),
		];
	}

	/**
	 * An answer that was written already, or reads like the one before, is not written again; nor is what a log repeats of
	 * the one before. `log` is how the answer's log was read.
	 */
	#response(request: string, response: object, log: readonly LogEntry[] = []): RecordedResponse {
		const captured = this.#responses.get(response);
		this.#responses.delete(response);

		if (captured === undefined) {
			return {same: true};
		}

		const {logs, ...rest} = captured;
		const data = this.#scrub(rest);
		const digest = digestOf(Buffer.from(JSON.stringify(data)));
		const before = this.#written.get(request) ?? {digest: null, log: []};
		const repeats = findRepeats(before.log, log);
		this.#written.set(request, {digest, log});

		const isWhole = repeats.count === log.length && repeats.count === before.log.length;

		if (isWhole && digest === before.digest) {
			return {same: true};
		}

		return repeats.count > 0 && Array.isArray(logs)
			? {
					repeats,
					answer: {...data, logs: this.#scrub(logs.filter(isEntry).slice(repeats.count))},
				}
			: {answer: {...data, logs: this.#scrub(logs)}};
	}

	#since(at: Instant): number {
		return at - this.#started;
	}
}

/** Whether an element of a log is read as an entry. */
function isEntry(item: unknown): boolean {
	return item !== null;
}

/** The watched runs that got a title by a step, as items of the list that it was read from. */
function newTitles(state: State, previous: State): readonly Data[] {
	return [...state.runs.values()]
		.filter(({id, title}) => title !== null && (previous.runs.get(id)?.title ?? null) === null)
		.map(({id, title}) => ({run_order_id: id, title: title?.exact ?? null}));
}

/** The order as an item of the list that it was read from. */
function orderItem({id, workflowId, title, status, createdAt}: RunOrder): Data {
	return {
		run_order_id: id.exact,
		workflow_id: workflowId?.exact ?? null,
		title: title?.exact ?? null,
		run_status: status?.exact ?? null,
		created_at: createdAt === null ? null : new Date(createdAt).toISOString(),
	};
}
