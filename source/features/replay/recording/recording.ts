import {closeSync} from 'node:fs';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Action} from '../../../store/action.ts';
import {lineAction, lineOutcome, type LineWithResponse} from './line-action.ts';
import type {BrokenLines} from './recording-index.ts';
import {RecordedExecutions} from './executions.ts';
import {readLineAt, type LinePosition, type ResponsePosition} from './place.ts';

/** Where a line stands, and where the answer does that it means. */
export type RecordedLine = LinePosition & {
	/** What the line is about, like `execution wfrun_…`; null for what has no answer. */
	readonly request: string | null;
	/** The line that the answer is written in, perhaps the line itself. Null where there is none. */
	readonly response: ResponsePosition | null;
};

/** What happened at one moment of a recording. */
export type RecordedStep = {
	/** Since the start; never less than that of the step before. */
	readonly at: Duration;
	readonly lines: readonly RecordedLine[];
};

export type RecordingOptions = {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	readonly ids: readonly RunOrderId[];
	/** Whether each run was asked once only. */
	readonly once: boolean;
	/** The runs to which it is narrowed; null is all. */
	readonly only: ReadonlySet<RunOrderId> | null;
	readonly files: readonly number[];
	readonly broken: readonly BrokenLines[];
};

/** A recording that was opened: when what happened. The answers themselves stay in the file until they are asked for. */
export class Recording {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	/** The runs that were named when the watch began. */
	readonly ids: readonly RunOrderId[];
	/** Whether each run was asked once only. */
	readonly once: boolean;
	/** The lines that cannot be played. */
	readonly broken: readonly BrokenLines[];
	readonly #only: ReadonlySet<RunOrderId> | null;
	readonly #files: readonly number[];
	/** By question: the answer that was read last, which most likely comes again. */
	readonly #responses = new Map<
		string,
		{readonly place: LinePosition; readonly response: unknown}
	>();
	readonly #executions = new RecordedExecutions();

	constructor({started, steps, ids, once, only, files, broken}: RecordingOptions) {
		this.broken = broken;
		this.started = started;
		this.steps = steps;
		this.once = once;
		this.ids = only === null ? ids : ids.filter(id => only.has(id));
		this.#only = only;
		this.#files = files;
	}

	/** When the first thing happened, which is where it is played from. */
	get beginning(): Duration {
		return this.steps[0]?.at ?? 0;
	}

	/** How long it is: until the last thing that happened. */
	get length(): Duration {
		return this.steps.at(-1)?.at ?? 0;
	}

	/** What the step does to the state; null where it does nothing that this program understands. */
	action(index: number): Action | null {
		const action = this.#whole(index);
		const only = this.#only;
		return action === null || only === null ? action : narrow(action, only);
	}

	#whole(index: number): Action | null {
		const report = (this.steps[index]?.lines ?? []).map(place => this.#read(place));
		const [first] = report;

		if (first === undefined) {
			return null;
		}

		if (first.line['execution'] === undefined) {
			return lineAction(first, this.started);
		}

		const outcomes = report.flatMap(line => lineOutcome(line, this.started) ?? []);
		const last = outcomes.at(-1);
		return last === undefined ? null : {type: 'polled', at: last.at, outcomes};
	}

	/** How many steps are over at that moment since the start. */
	stepsUntil(position: Duration): number {
		let low = 0;
		let high = this.steps.length;

		while (low < high) {
			const middle = (low + high) >>> 1;

			if ((this.steps[middle]?.at ?? Infinity) <= position) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	}

	close(): void {
		for (const file of this.#files) {
			closeSync(file);
		}
	}

	#read(place: RecordedLine): LineWithResponse {
		const line = readLineAt(place);
		const {request, response: report} = place;

		if (request === null || report === null) {
			return {line, response: undefined, execution: null};
		}

		return typeof line['execution'] === 'string'
			? {line, response: undefined, execution: this.#executions.response(request, report)}
			: {line, response: this.#response(request, report), execution: null};
	}

	#response(request: string, report: LinePosition): unknown {
		const known = this.#responses.get(request);

		if (known !== undefined && known.place === report) {
			return known.response;
		}

		const {answer: response} = readLineAt(report);
		this.#responses.set(request, {place: report, response});
		return response;
	}
}

/** The action without the runs that are not wanted. */
function narrow(action: Action, only: ReadonlySet<RunOrderId>): Action | null {
	if (action.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	// It tells of all runs. What became of these ones tells how their watch would have ended.
	if (action.type === 'watchEnded') {
		return null;
	}

	return action.type === 'polled'
		? {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))}
		: action;
}
