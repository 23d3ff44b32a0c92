import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrder} from '../../../core/run-order.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {RecordedLog, RecordedResponse, RecordingLine} from './format.ts';
import {noEntries, numberEntries, type NumberedLog} from './numbered-log.ts';
import {writeProblem} from './problem-record.ts';
import type {RedactRecording} from './redact.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * The last recorded response to a request: `at` of its line, `text` with its JSON without log entries, and its
 * numbered log.
 */
type WrittenResponse = NumberedLog & {readonly at: Duration; readonly text: string};

export type LineWriter = {write(line: RecordingLine): void};

/**
 * Records a session. The client passes the raw data of each response to `captureResponse`. When an action applies the
 * response to the state, `observe` writes the raw data and the time of the next poll. So the lines are in the order
 * of the actions.
 */
export class Recorder {
	readonly #sink: LineWriter;
	readonly #redact: RedactRecording;
	readonly #started: Instant;
	/** The raw data of responses that are not written yet, by parsed response. */
	readonly #captured = new WeakMap<object, Data>();
	/** The last recorded response to each request. A key is, for example, `execution wfrun_…`. */
	readonly #written = new Map<string, WrittenResponse>();

	constructor(sink: LineWriter, redact: RedactRecording, started: Instant) {
		this.#sink = sink;
		this.#redact = redact;
		this.#started = started;
	}

	readonly captureResponse = (response: object, data: Data): void => {
		this.#captured.set(response, data);
	};

	readonly observe = (state: State, action: Action, previous: State): void => {
		for (const line of [
			...this.#reported(state, action, previous),
			...this.#changes(state, action, previous),
		]) {
			this.#sink.write('answer' in line ? line : this.#redact(line));
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
				const response = this.#response(`workflow ${workflowId}`, at, workflow);
				return [{at, workflow: workflowId, ...response}];
			}

			case 'workflowFailed': {
				return [{at, workflow: action.workflowId, untold: true}];
			}

			case 'orderLoaded': {
				return [{at, info: action.id, ...this.#response(`info ${action.id}`, at, action.info)}];
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
				const {reason, exitCode} = action.result;
				return [{at, end: {reason, exit_code: exitCode}}];
			}

			case 'listFailed': {
				const {problem, nextAt} = action;
				const next = nextAt === null ? null : Math.round(nextAt - action.at);
				return [{at, list: 'failed', failure: writeProblem(problem), next}];
			}

			// User actions are not recorded, except that `#changes` records which runs they add or remove.
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
			// `accountSwitched` does not occur while recording. List pages are not recorded because only the run picker
			// uses them.
			case 'pageLoaded':
			case 'pageFailed':
			case 'accountSwitched': {
				return [];
			}
		}
	}

	#polls(outcomes: readonly PollOutcome[]): readonly RecordingLine[] {
		return outcomes.map((outcome, index) => {
			const {id, nextPollAt} = outcome;
			const at = this.#since(outcome.at);
			const poll = {
				at,
				execution: id,
				next: nextPollAt === null ? null : Math.round(nextPollAt - outcome.at),
				...(index < outcomes.length - 1 ? {more: true as const} : {}),
			};

			if (outcome.kind === 'failure') {
				return {...poll, failure: writeProblem(outcome.problem), gave_up: outcome.gaveUp};
			}

			const {response} = outcome;
			return {...poll, ...this.#response(`execution ${id}`, at, response, response.logs)};
		});
	}

	/** Returns lines for the runs that a command has added or removed, and for the titles of added runs. */
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
	 * Returns the response with its new log entries, or a reference to an earlier line if its response is equal. `log`
	 * is null for responses without a log.
	 */
	#response(
		request: string,
		at: Duration,
		response: object,
		log: readonly LogEntry[] | null = null,
	): RecordedResponse & Partial<RecordedLog> {
		const data = this.#captured.get(response);
		const last = this.#written.get(request) ?? {at, text: '', ...noEntries};
		this.#captured.delete(response);

		if (data === undefined) {
			return {same: last.at};
		}

		const {logs, ...rest} = data;
		const numbered = numberEntries(log ?? [], last);
		const recorded = {
			answer: this.#redact(log === null ? data : rest),
			...(log !== null && {log: numbered.ranges}),
		};
		const text = JSON.stringify(recorded);

		if (text === last.text) {
			return {same: last.at};
		}

		this.#written.set(request, {...numbered, at, text});
		const entries = (Array.isArray(logs) ? logs : [logs])
			.filter(item => item !== null && item !== undefined)
			.filter((_, index) => (numbered.numbers[index] ?? 0) >= last.count);
		return numbered.count === last.count
			? recorded
			: {...recorded, first: last.count, entries: this.#redact(entries)};
	}

	#since(at: Instant): number {
		return at - this.#started;
	}
}

/** Returns the runs that have received a title in this action, in the format of the API's run list. */
function newTitles(state: State, previous: State): readonly Data[] {
	return [...state.runs.values()]
		.filter(({id, title}) => title !== null && (previous.runs.get(id)?.title ?? null) === null)
		.map(({id, title}) => ({run_order_id: id, title: title?.exact ?? null}));
}

/** Converts an order to the format of the API's run list. */
function orderItem({id, workflowId, title, status, createdAt}: RunOrder): Data {
	return {
		run_order_id: id.exact,
		workflow_id: workflowId?.exact ?? null,
		title: title?.exact ?? null,
		run_status: status?.exact ?? null,
		created_at: createdAt === null ? null : new Date(createdAt).toISOString(),
	};
}
