import {closeSync} from 'node:fs';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Action} from '../../../store/action.ts';
import {lineAction, lineOutcome, type ToldLine} from './line-action.ts';
import type {BrokenLines} from './recording-index.ts';
import {RecordedExecutions} from './executions.ts';
import {readPlace, type Place, type RecordedPlace} from './place.ts';

/** Where a line stands, and where the answer does that it means. */
export type LinePlace = Place & {
	/** What the line is about, like `execution wfrun_…`; null for what has no answer. */
	readonly request: string | null;
	/** The line that the answer is written in, perhaps the line itself. Null where there is none. */
	readonly told: RecordedPlace | null;
};

/** What happened at one moment of a recording. */
export type RecordedStep = {
	/** Since the start; never less than that of the step before. */
	readonly at: Duration;
	readonly lines: readonly LinePlace[];
};

export type RecordingParts = {
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
	readonly #responses = new Map<string, {readonly place: Place; readonly response: unknown}>();
	readonly #executions = new RecordedExecutions();

	constructor({started, steps, ids, once, only, files, broken}: RecordingParts) {
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
		const told = (this.steps[index]?.lines ?? []).map(place => this.#read(place));
		const [first] = told;

		if (first === undefined) {
			return null;
		}

		if (first.line['execution'] === undefined) {
			return lineAction(first, this.started);
		}

		const outcomes = told.flatMap(line => lineOutcome(line, this.started) ?? []);
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

	#read(place: LinePlace): ToldLine {
		const line = readPlace(place);
		const {request, told} = place;

		if (request === null || told === null) {
			return {line, response: undefined, execution: null};
		}

		return typeof line['execution'] === 'string'
			? {line, response: undefined, execution: this.#executions.response(request, told)}
			: {line, response: this.#response(request, told), execution: null};
	}

	#response(request: string, told: Place): unknown {
		const known = this.#responses.get(request);

		if (known !== undefined && known.place === told) {
			return known.response;
		}

		const {answer: response} = readPlace(told);
		this.#responses.set(request, {place: told, response});
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
