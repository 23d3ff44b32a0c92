import type {Run} from '../core/run.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';

type HeldEvent = Extract<
	ReportEvent,
	{event: 'output' | 'outputs-cut' | 'download' | 'download-failed'}
>;

/** Delays the outputs of a run until its workflow, which declares their kinds, is loaded. Each output is reported once. */
export class OutputHold {
	#held: HeldEvent[] = [];

	/** Yields those of the delayed and the new events that can be reported now. */
	*pass(events: Iterable<ReportEvent>, state: State): Generator<ReportEvent> {
		yield* this.#passNow(this.#held.splice(0), state);
		yield* this.#passNow(events, state);
	}

	*release(): Generator<ReportEvent> {
		yield* this.#held.splice(0);
	}

	*#passNow(events: Iterable<ReportEvent>, state: State): Generator<ReportEvent> {
		for (const event of events) {
			if (!isAboutOutput(event)) {
				yield event;
			} else if (isDescribed(event.run, state)) {
				yield withCurrentKind(event, state);
			} else {
				this.#held.push(event);
			}
		}
	}
}

/** Includes downloads, since they are not reported before their output. */
function isAboutOutput(event: ReportEvent): event is HeldEvent {
	return ['output', 'outputs-cut', 'download', 'download-failed'].includes(event.event);
}

/** Returns whether titles and kinds are final: each workflow and the run list were read or failed to load. */
export function allDescribed(state: State): boolean {
	return [...state.runs.values()].every(
		run => isDescribed(run, state) && (run.title !== null || state.titleSearch.page === null),
	);
}

function isDescribed({execution}: Run, {workflows}: State): boolean {
	const id = execution?.workflowId?.exact ?? '';
	return id === '' || workflows.has(id);
}

function withCurrentKind(event: HeldEvent, {runs}: State): HeldEvent {
	if (event.event !== 'output') {
		return event;
	}

	const {key, value} = event.output;
	// A changed output may have another kind.
	const current = runs
		.get(event.run.id)
		?.execution?.outputs.find(
			output => output.key.exact === key.exact && output.value.exact === value.exact,
		);
	return {...event, output: {...event.output, kind: current?.kind ?? event.output.kind}};
}
