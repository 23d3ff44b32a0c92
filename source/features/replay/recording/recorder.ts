import type {ExecutionResponse} from '../../../core/execution.ts';
import {isSameEntry, type LogEntry} from '../../../core/log/log-entry.ts';
import type {RunOrder} from '../../../core/run-order.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {Data, KeptEntries} from './lines.ts';
import {writeProblem} from './problem-record.ts';
import type {RedactRecording} from './redact.ts';

type LineWriter = {write(line: Data): void};

type LinesOfActions = {
	readonly [Type in Action['type']]?: (
		action: Extract<Action, {type: Type}>,
		at: Duration,
		state: State,
		previous: State,
	) => readonly Data[];
};

/**
 * Writes a recording. The client passes the raw JSON of each response to `captureResponse`, which keeps it. `observe`
 * writes it later, when an action applies the response to the state. So the lines are in the order of the actions.
 */
export class Recorder {
	readonly #sink: LineWriter;
	readonly #redact: RedactRecording;
	readonly #started: Instant;
	/** The raw JSON of responses that are not written yet. The key is the parsed response. */
	readonly #captured = new WeakMap<object, Data>();
	/** For each run, the log of its last response and the time of the line with this response. */
	readonly #written = new Map<
		RunOrderId,
		{readonly at: Duration; readonly logs: readonly LogEntry[]}
	>();

	constructor(sink: LineWriter, redact: RedactRecording, started: Instant) {
		this.#sink = sink;
		this.#redact = redact;
		this.#started = started;
	}

	readonly captureResponse = (response: object, data: Data): void => {
		this.#captured.set(response, data);
	};

	readonly observe = (state: State, action: Action, previous: State): void => {
		const linesOf = this.#lines[action.type];

		for (const line of linesOf?.(action as never, this.#since(action.at), state, previous) ?? []) {
			this.#sink.write(this.#redact(line));
		}
	};

	/**
	 * For each kind of action that is recorded, a function that returns its lines. Of the user's commands, only adding
	 * and removing runs is recorded.
	 */
	readonly #lines: LinesOfActions = {
		runsAdded: ({ids}, at) => [{at, watch: ids.map(id => id.exact)}],
		commandInvoked: (_, at, state, previous) => changedRuns(at, state, previous),
		polled: ({outcomes}) => this.#polls(outcomes),
		denied: ({problem}, at) => [{at, denied: writeProblem(problem)}],
		workflowLoaded: ({workflowId, workflow}, at) => [
			{at, workflow: workflowId, answer: this.#take(workflow)},
		],
		workflowFailed: ({workflowId}, at) => [{at, workflow: workflowId}],
		orderLoaded: ({id, info}, at) => [{at, info: id, answer: this.#take(info) ?? {}}],
		orderRead: ({id, info}, at) =>
			info === null ? [] : [{at, info: id, answer: this.#take(info) ?? {}}],
		orderFailed: ({id, problem}, at) => [{at, info: id, failure: writeProblem(problem)}],
		balanceLoaded: ({balance}, at) => (balance === null ? [] : [{at, balance}]),
		runsFound: ({orders}, at) => [{at, found: orders.map(orderItem)}],
		listLoaded: ({since}, at) => [{at, list: 'read', since: this.#since(since)}],
		listFailed: ({at: time, problem, nextAt}, at) => [
			{at, list: 'failed', failure: writeProblem(problem), next: waitUntil(nextAt, time)},
		],
		watchEnded: ({result: {reason, exitCode}}, at) => [{at, end: {reason, exit_code: exitCode}}],
	};

	#polls(outcomes: readonly PollOutcome[]): readonly Data[] {
		return outcomes.map((outcome, index) => {
			const {id, nextPollAt} = outcome;
			const at = this.#since(outcome.at);
			const poll = {
				at,
				execution: id,
				next: waitUntil(nextPollAt, outcome.at),
				...(index < outcomes.length - 1 ? {more: true as const} : {}),
			};

			if (outcome.kind === 'failure') {
				return {...poll, failure: writeProblem(outcome.problem), gave_up: outcome.gaveUp};
			}

			return {...poll, ...this.#answer(id, at, outcome.response)};
		});
	}

	/**
	 * Returns the fields for a response, without the log entries that the previous response of the run contained too.
	 * If the service repeats the previous response, the client does not parse it again and passes no raw JSON. Then
	 * returns only `same`, the time of the line with the previous response.
	 */
	#answer(
		id: RunOrderId,
		at: Duration,
		response: ExecutionResponse,
	): {readonly same: Duration} | {readonly answer: Data; readonly kept?: KeptEntries} {
		const data = this.#take(response);
		const previous = this.#written.get(id) ?? {at, logs: []};

		if (data === undefined) {
			return {same: previous.at};
		}

		const {first, count} = keptEntries(response.logs, previous.logs);
		const logs = (Array.isArray(data['logs']) ? data['logs'] : [data['logs']])
			.filter(item => item !== null && item !== undefined)
			.slice(count);
		this.#written.set(id, {at, logs: response.logs});
		return {
			answer: {...data, logs},
			...(count === 0 ? {} : {kept: {at: previous.at, first, count}}),
		};
	}

	/** Returns the raw JSON of a response and forgets it; undefined if it is not known or already forgotten. */
	#take(response: object): Data | undefined {
		const data = this.#captured.get(response);
		this.#captured.delete(response);
		return data;
	}

	#since(at: Instant): number {
		return at - this.#started;
	}
}

function waitUntil(next: Instant | null, now: Instant): Duration | null {
	return next === null ? null : Math.round(next - now);
}

function changedRuns(at: Duration, state: State, previous: State): readonly Data[] {
	if (state.runs === previous.runs) {
		return [];
	}

	const added = [...state.runs.keys()].filter(id => !previous.runs.has(id));
	const dropped = [...previous.runs.keys()].filter(id => !state.runs.has(id));
	const titled = newTitles(state, previous);
	return [
		...(added.length === 0 ? [] : [{at, watch: added}]),
		...(titled.length === 0 ? [] : [{at, found: titled}]),
		...(dropped.length === 0 ? [] : [{at, drop: dropped}]),
	];
}

/**
 * Finds the entries at the start of `log` that the log `previous` contains in the same order. Returns their number
 * (`count`), and the index of the first of them in `previous` (`first`).
 */
function keptEntries(log: readonly LogEntry[], previous: readonly LogEntry[]) {
	const found = previous.findIndex(entry => isSameEntry(entry, log[0]));
	const first = Math.max(0, found);
	const count = log.findIndex((entry, index) => !isSameEntry(entry, previous[first + index]));
	return {first, count: count === -1 ? log.length : count};
}

/** Returns the runs that have received a title in this action, in the format of the API's run list, with their quotes. */
function newTitles(state: State, previous: State): readonly Data[] {
	return [...state.runs.values()]
		.filter(({id, title}) => title !== null && (previous.runs.get(id)?.title ?? null) === null)
		.map(({id, title}) => ({
			run_order_id: id,
			title: title?.exact ?? null,
			quote_amount: state.quotes.get(id) ?? null,
		}));
}

/** Converts a run order (a run in the account's list of runs) to the format of that list in the API. */
function orderItem({id, workflowId, title, status, quoteAmount, createdAt}: RunOrder): Data {
	return {
		run_order_id: id.exact,
		workflow_id: workflowId?.exact ?? null,
		title: title?.exact ?? null,
		run_status: status?.exact ?? null,
		quote_amount: quoteAmount,
		created_at: createdAt === null ? null : new Date(createdAt).toISOString(),
	};
}
