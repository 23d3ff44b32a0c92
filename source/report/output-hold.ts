import type {Run} from '../core/run.ts';
import type {State} from '../store/state.ts';
import type {StepEvent} from './events-between.ts';
import type {ReportEvent} from './event.ts';

type OutputEvent = Extract<ReportEvent, {event: 'output'}>;
type HeldEvent = Extract<
	ReportEvent,
	{event: 'output' | 'outputs-cut' | 'download' | 'download-failed'}
>;

/**
 * Holds outputs back until it is known what kinds their workflow names, since each is told once only. That matters to
 * a run that has outputs when it is first heard of.
 */
export class OutputHold {
	#held: HeldEvent[] = [];

	/** What of these events, and of those held back before, is to be told now. */
	pass(events: readonly StepEvent[], state: State): readonly StepEvent[] {
		const free = this.#held.filter(event => isDescribed(event.run, state));
		this.#held = this.#held.filter(event => !isDescribed(event.run, state));
		const told: StepEvent[] = free.map(event =>
			event.event === 'output' ? withCurrentKind(event, state) : event,
		);

		for (const event of events) {
			if (isAboutOutput(event) && !isDescribed(event.run, state)) {
				this.#held.push(event);
			} else {
				told.push(event);
			}
		}

		return told;
	}

	/** What is still held back, as it is known. */
	release(): readonly ReportEvent[] {
		const held = this.#held;
		this.#held = [];
		return held;
	}
}

/** That an output was saved, or was not, is not reported before the output itself. */
function isAboutOutput(event: StepEvent): event is HeldEvent {
	return ['output', 'outputs-cut', 'download', 'download-failed'].includes(event.event);
}

/** Whether nothing more is to be learnt of titles and kinds: every workflow was heard of, or could not be, and so was the list. */
export function allDescribed(state: State): boolean {
	return [...state.runs.values()].every(
		run => isDescribed(run, state) && (run.title !== null || state.titleSearch.page === null),
	);
}

function isDescribed({execution}: Run, {workflows}: State): boolean {
	const id = execution?.workflowId?.exact ?? '';
	return id === '' || workflows.has(id);
}

/** The event with the kind that its output has by now. */
function withCurrentKind(event: OutputEvent, {runs}: State): OutputEvent {
	const {key, value} = event.output;
	const outputs = runs.get(event.run.id)?.execution?.outputs ?? [];
	// A changed output may be of another kind.
	const known = outputs.find(
		output => output.key.exact === key.exact && output.value.exact === value.exact,
	);
	const kind = known?.kind ?? event.output.kind;
	return {...event, output: {...event.output, kind}};
}
