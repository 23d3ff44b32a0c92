import type {Run} from '../core/run.ts';
import type {State} from '../store/state.ts';
import type {StepEvent} from './events-between.ts';
import type {ReportEvent} from './event.ts';

type OutputEvent = Extract<ReportEvent, {event: 'output'}>;
type HeldEvent = Extract<
	ReportEvent,
	{event: 'output' | 'outputs-cut' | 'download' | 'download-failed'}
>;

/** Delays the outputs of a run until its workflow, which declares their kinds, is loaded. Each output is reported once. */
export class OutputHold {
	#held: HeldEvent[] = [];

	/** Returns those of the new and the delayed events that can be reported now. */
	pass(events: readonly StepEvent[], state: State): readonly StepEvent[] {
		const free = this.#held.filter(event => isDescribed(event.run, state));
		this.#held = this.#held.filter(event => !isDescribed(event.run, state));
		const ready: StepEvent[] = free.map(event =>
			event.event === 'output' ? withCurrentKind(event, state) : event,
		);

		for (const event of events) {
			if (isAboutOutput(event) && !isDescribed(event.run, state)) {
				this.#held.push(event);
			} else {
				ready.push(event);
			}
		}

		return ready;
	}

	release(): readonly ReportEvent[] {
		const held = this.#held;
		this.#held = [];
		return held;
	}
}

/** A download is not reported before its output. */
function isAboutOutput(event: StepEvent): event is HeldEvent {
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

function withCurrentKind(event: OutputEvent, {runs}: State): OutputEvent {
	const {key, value} = event.output;
	const outputs = runs.get(event.run.id)?.execution?.outputs ?? [];
	// A changed output may have another kind.
	const known = outputs.find(
		output => output.key.exact === key.exact && output.value.exact === value.exact,
	);
	const kind = known?.kind ?? event.output.kind;
	return {...event, output: {...event.output, kind}};
}
