import {hasEnded, type Run, type RunOrderId} from '../core/run.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';

type HeldEvent = Extract<
	ReportEvent,
	{event: 'output' | 'outputs-cut' | 'download' | 'download-failed'}
>;

/**
 * Delays `output` and download events until the workflow of the run is loaded, or a request for it has failed. The
 * workflow declares the kinds of the outputs. With `pollOnce` there is one `run` event for each run, at the end, since
 * other responses have the title of a run.
 */
export class OutputHold {
	readonly #pollOnce: boolean;
	readonly #held: HeldEvent[] = [];
	readonly #runs = new Map<RunOrderId, ReportEvent>();

	constructor(pollOnce: boolean) {
		this.#pollOnce = pollOnce;
	}

	/** Yields the delayed events, then the new `events`. Delays those that must still wait for a workflow. */
	*pass(events: Iterable<ReportEvent>, state: State): Generator<ReportEvent> {
		for (const group of [this.#held.splice(0), events]) {
			for (const event of group) {
				if (event.event === 'run' && this.#pollOnce) {
					this.#runs.set(event.run.id, {...event, before: null});
				} else if (!isAboutOutput(event)) {
					yield event;
				} else if (isDescribed(event.run, state)) {
					yield withCurrentKind(event, state);
				} else {
					this.#held.push(event);
				}
			}
		}
	}

	/** Yields all delayed events, even if their workflows are not loaded. */
	*release(): Generator<ReportEvent> {
		yield* this.#held;
		yield* this.#runs.values();
	}
}

/**
 * Returns whether an event must wait until the workflow is loaded. Events of downloads wait too, so that they stay
 * behind the events of the outputs that were downloaded.
 */
function isAboutOutput(event: ReportEvent): event is HeldEvent {
	return ['output', 'outputs-cut', 'download', 'download-failed'].includes(event.event);
}

/**
 * Returns whether waiting for titles, output kinds, orders and the balance can end: each workflow, the
 * order of each run that has ended (with `polledOnce`, of each run) and, with `lowBalance` of the config, the balance was loaded,
 * or a request for it has failed. With a budget for each day, also what other sessions have spent today.
 */
export function allDescribed(state: State, polledOnce: boolean): boolean {
	const isBalanceKnown = state.lowBalance === null || state.balance.isAnswered;
	const isDayKnown = state.daySpending === null || state.daySpending.from !== null;
	return (
		isBalanceKnown &&
		isDayKnown &&
		[...state.runs.values()].every(
			run =>
				isDescribed(run, state) &&
				!((polledOnce || hasEnded(run)) && state.orders.get(run.id)?.reading?.isWaiting === true),
		)
	);
}

/** Returns whether the workflow of the run was loaded, which has its title, or a request for it has failed. */
export function isDescribed({execution}: Run, {workflows}: State): boolean {
	const id = execution?.workflowId?.exact ?? '';
	return id === '' || workflows.has(id);
}

function withCurrentKind(event: HeldEvent, {runs}: State): HeldEvent {
	if (event.event !== 'output') {
		return event;
	}

	const {key, value} = event.output;
	// The kind of an unchanged output can have changed since the event was delayed, because the workflow was loaded.
	const current = runs
		.get(event.run.id)
		?.execution?.outputs.find(
			output => output.key.exact === key.exact && output.value.exact === value.exact,
		);
	return {...event, output: {...event.output, kind: current?.kind ?? event.output.kind}};
}
