import type {RecordedLine, RecordedStep} from './recording-index.ts';
import {closeSync} from 'node:fs';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Action} from '../../../store/action.ts';
import {lineAction, lineOutcome, type LineWithResponse} from './line-action.ts';
import type {BrokenLines} from './recording-index.ts';
import {RecordedExecutions} from './executions.ts';
import {readLineAt, type LinePosition} from './lines.ts';

export type RecordingOptions = {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	readonly ids: readonly RunOrderId[];
	/** As with `--once`. */
	readonly once: boolean;
	/** Null plays all runs. */
	readonly only: ReadonlySet<RunOrderId> | null;
	readonly files: readonly number[];
	readonly broken: readonly BrokenLines[];
};

/** An open recording: an index of steps. Responses are read from the file on demand. */
export class Recording {
	readonly started: Instant;
	readonly steps: readonly RecordedStep[];
	/** Runs named at the start of the watch. */
	readonly ids: readonly RunOrderId[];
	/** As with `--once`. */
	readonly once: boolean;
	readonly broken: readonly BrokenLines[];
	readonly #only: ReadonlySet<RunOrderId> | null;
	readonly #files: readonly number[];
	/** By request: the last read response, the likely next one too. */
	readonly #responses = new Map<
		string,
		{readonly position: LinePosition; readonly response: unknown}
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

	/** Time of the first step, where the replay starts. */
	get beginning(): Duration {
		return this.steps[0]?.at ?? 0;
	}

	/** Time of the last step. */
	get length(): Duration {
		return this.steps.at(-1)?.at ?? 0;
	}

	/** Null for a step that this version does not know. */
	action(index: number): Action | null {
		const action = this.#fullAction(index);
		const only = this.#only;
		return action === null || only === null ? action : narrow(action, only);
	}

	#fullAction(index: number): Action | null {
		const lines = (this.steps[index]?.lines ?? []).map(line => this.#read(line));
		const [first] = lines;

		if (first === undefined) {
			return null;
		}

		if (first.line['execution'] === undefined) {
			return lineAction(first, this.started);
		}

		const outcomes = lines.flatMap(line => lineOutcome(line, this.started) ?? []);
		const last = outcomes.at(-1);
		return last === undefined ? null : {type: 'polled', at: last.at, outcomes};
	}

	/** Number of steps up to that time. */
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
		const {request, response: position} = place;

		if (request === null || position === null) {
			return {line, response: undefined, execution: null};
		}

		return typeof line['execution'] === 'string'
			? {line, response: undefined, execution: this.#executions.response(request, position)}
			: {line, response: this.#response(request, position), execution: null};
	}

	#response(request: string, position: LinePosition): unknown {
		const previous = this.#responses.get(request);

		if (previous !== undefined && previous.position === position) {
			return previous.response;
		}

		const {answer: response} = readLineAt(position);
		this.#responses.set(request, {position, response});
		return response;
	}
}

/** Restricts the action to the wanted runs. */
function narrow(action: Action, only: ReadonlySet<RunOrderId>): Action | null {
	if (action.type === 'runsAdded') {
		return {...action, ids: action.ids.filter(id => only.has(id.exact))};
	}

	if (action.type === 'runsFound') {
		return {...action, orders: action.orders.filter(({id}) => only.has(id.exact))};
	}

	// The recorded end concerns all runs; the narrowed watch ends by its own.
	if (action.type === 'watchEnded') {
		return null;
	}

	return action.type === 'polled'
		? {...action, outcomes: action.outcomes.filter(({id}) => only.has(id))}
		: action;
}
