import {closeSync, openSync, unlinkSync, writeFileSync} from 'node:fs';
import type {Redact} from '../../api/redact.ts';
import {systemErrorCode} from '../../core/error-code.ts';
import type {ExecutionResponse} from '../../core/execution.ts';
import {isSameEntry, type LogEntry} from '../../core/log/log-entry.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../polling/actions.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {formatName, formatVersion, writeProblem, type RecordingLine} from './format.ts';

type RecorderOptions = {
	/** A new file, which only its owner can read. */
	readonly path: string;
	readonly started: Instant;
	/** The version of this program. */
	readonly program: string;
	/** Whether the program runs with `--once`. */
	readonly once: boolean;
	/** Takes the API key out of a text. The query of each address is taken out too: a signature gives access to a file. */
	readonly redact: Redact;
	/** Called with the error code of the operating system when writing fails. The recording then ends. */
	readonly onStopped: (why: string) => void;
};

export type Recorder = Readonly<ReturnType<typeof startRecorder>>;

/**
 * Starts a recording (`--record`). The client passes the raw JSON of each response to `captureResponse`; `observe` writes
 * it when an action applies the response to the state, so that the lines are in the order of the actions. Each line is
 * written at once: a crash loses none. Throws an error of the file system if the file exists or cannot be written.
 */
export function startRecorder(options: RecorderOptions) {
	const {path, started, program, once, redact, onStopped} = options;
	/** The raw JSON of responses that are not written yet, by the parsed response. */
	const captured = new WeakMap<object, RecordingLine>();
	const lastLogs = new Map<RunOrderId, readonly LogEntry[]>();
	/** Null after a failed write. */
	let file: number | null = openSync(path, 'wx', 0o600);

	function write(line: RecordingLine): void {
		if (file !== null) {
			const json = JSON.stringify(line, (_, value: unknown) =>
				typeof value === 'string' ? withoutQueries(redact(value)) : value,
			);
			writeFileSync(file, Buffer.from(`${json}\n`));
		}
	}

	function since(at: Instant): Duration {
		return at - started;
	}

	function pollLine(outcome: PollOutcome): RecordingLine {
		const {id, at, nextPollAt} = outcome;
		const poll = {execution: id, at: since(at), next: waitUntil(nextPollAt, at)};

		return outcome.kind === 'failure'
			? {...poll, failure: writeProblem(outcome.problem), gave_up: outcome.gaveUp}
			: {...poll, ...answerOf(id, outcome.response)};
	}

	/** Returns the response to write. Leaves out the log entries that the previous response of the run already had. */
	function answerOf(id: RunOrderId, response: ExecutionResponse): RecordingLine {
		const data = captured.get(response);

		// The client reads the same bytes only once.
		if (data === undefined) {
			return {same: true};
		}

		captured.delete(response);
		const [first, count] = keptEntries(response.logs, lastLogs.get(id) ?? []);
		lastLogs.set(id, response.logs);
		const logs = (Array.isArray(data['logs']) ? data['logs'] : [data['logs']]).filter(
			item => item !== null && item !== undefined,
		);
		return {answer: {...data, logs: logs.slice(count)}, kept: [first, count]};
	}

	/** Returns the line of an action, by its type; null for no line. */
	const lineOf: {
		readonly [Type in Action['type']]?: (
			action: Extract<Action, {type: Type}>,
		) => RecordingLine | null;
	} = {
		polled: ({outcomes}) => ({polls: outcomes.map(pollLine)}),
		runsAdded: ({ids}) => ({watch: ids.map(({exact}) => exact)}),
		denied: ({problem}) => ({denied: writeProblem(problem)}),
		workflowLoaded: ({workflowId, workflow}) => ({
			workflow: workflowId,
			answer: captured.get(workflow),
		}),
		orderLoaded: ({id, info}) => ({info: id, answer: captured.get(info) ?? {}}),
		balanceLoaded: ({balance}) => balance && {balance},
		runsFound: ({orders}) => ({found: orders.map(orderItem)}),
		listLoaded: action => ({list: 'read', since: since(action.since)}),
		listFailed: ({problem, nextAt, at}) => ({
			list: 'failed',
			failure: writeProblem(problem),
			next: waitUntil(nextAt, at),
		}),
		watchEnded: ({result: {reason, exitCode}}) => ({end: {reason, exit_code: exitCode}}),
	};

	/** Returns the lines for runs that the user has added or removed. */
	function changedRuns(state: State, previous: State): readonly RecordingLine[] {
		if (state.runs === previous.runs) {
			return [];
		}

		const watch = [...state.runs.keys()].filter(id => !previous.runs.has(id));
		const drop = [...previous.runs.keys()].filter(id => !state.runs.has(id));
		return [...(watch.length === 0 ? [] : [{watch}]), ...(drop.length === 0 ? [] : [{drop}])];
	}

	try {
		write({
			format: formatName,
			version: formatVersion,
			program,
			started: new Date(started).toISOString(),
			...(once && {once}),
		});
	} catch (error) {
		close();
		// Without a header it is no recording, and would only block the next try.
		unlinkSync(path);
		throw error;
	}

	function captureResponse(response: object, data: RecordingLine): void {
		captured.set(response, data);
	}

	function observe(state: State, action: Action, previous: State): void {
		const line = lineOf[action.type]?.(action as never);
		const lines = line === undefined ? changedRuns(state, previous) : [line];

		try {
			for (const fields of lines.filter(each => each !== null)) {
				write({at: since(action.at), ...fields});
			}
		} catch (error) {
			// Values that are nested too deep for `JSON.stringify` are no response of the real service.
			const why = error instanceof RangeError ? 'RangeError' : systemErrorCode(error);
			close();
			onStopped(why);
		}
	}

	function close(): void {
		if (file !== null) {
			closeSync(file);
			file = null;
		}
	}

	return {captureResponse, observe, close};
}

function waitUntil(next: Instant | null, now: Instant): Duration | null {
	return next === null ? null : Math.round(next - now);
}

/** Returns where `previous` has the first entry of a log, and how many entries are the same from there on. */
function keptEntries(log: readonly LogEntry[], previous: readonly LogEntry[]) {
	const first = Math.max(
		0,
		previous.findIndex(entry => isSameEntry(entry, log[0])),
	);
	const count = log.findIndex((entry, index) => !isSameEntry(entry, previous[first + index]));
	return [first, count === -1 ? log.length : count] as const;
}

/** Returns a run in the format of the API's run list. */
function orderItem({
	id,
	workflowId,
	title,
	status,
	quoteAmount,
	createdAt,
}: RunOrder): RecordingLine {
	return {
		run_order_id: id.exact,
		workflow_id: workflowId?.exact ?? null,
		title: title?.exact ?? null,
		run_status: status?.exact ?? null,
		quote_amount: quoteAmount,
		created_at: createdAt === null ? null : new Date(createdAt).toISOString(),
	};
}
