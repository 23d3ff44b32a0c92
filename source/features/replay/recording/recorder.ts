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

/** Digest of the response without its log, and the log. */
type WrittenResponse = {readonly digest: string; readonly log: readonly LogEntry[]};

export type LineWriter = {write(line: RecordingLine): void};

/**
 * Records a watch. The client passes it the raw data of every response; when the response reaches the state, the
 * recorder writes that data with the scheduler's decision. So a recording has what changed the state, in that order,
 * as the service sent it.
 */
export class Recorder {
	readonly #sink: LineWriter;
	readonly #scrub: RedactRecording;
	readonly #started: Instant;
	/** Responses not written yet. */
	readonly #responses = new WeakMap<object, Data>();
	/** By request: the last written response. */
	readonly #written = new Map<string, WrittenResponse>();

	/** @param started What `at` counts from. */
	constructor(sink: LineWriter, scrub: RedactRecording, started: Instant) {
		this.#sink = sink;
		this.#scrub = scrub;
		this.#started = started;
	}

	readonly captureResponse = (response: object, data: Data): void => {
		this.#responses.set(response, data);
	};

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
				const {reason, exitCode} = action.result;
				return [{at, end: {reason, exit_code: exitCode}}];
			}

			case 'listFailed': {
				const {problem, nextAt} = action;
				const next = nextAt === null ? null : Math.round(nextAt - action.at);
				return [{at, list: 'failed', failure: writeProblem(problem), next}];
			}

			// User actions are recorded by their effect on the runs; a replay has its own user.
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
			// The run picker only displays its pages; an account is not switched while recording.
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

	/** Runs that the user added or removed, by any command. */
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

	/** Writes only what differs from the last response of the same request. `log` is the parsed log. */
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

function isEntry(item: unknown): boolean {
	return item !== null;
}

/** Runs that got their title in this action, as items of the run list. */
function newTitles(state: State, previous: State): readonly Data[] {
	return [...state.runs.values()]
		.filter(({id, title}) => title !== null && (previous.runs.get(id)?.title ?? null) === null)
		.map(({id, title}) => ({run_order_id: id, title: title?.exact ?? null}));
}

/** As an item of the run list. */
function orderItem({id, workflowId, title, status, createdAt}: RunOrder): Data {
	return {
		run_order_id: id.exact,
		workflow_id: workflowId?.exact ?? null,
		title: title?.exact ?? null,
		run_status: status?.exact ?? null,
		created_at: createdAt === null ? null : new Date(createdAt).toISOString(),
	};
}
