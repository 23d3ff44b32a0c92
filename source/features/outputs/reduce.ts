import type {Output} from '../../core/output/output.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {selectedRun} from '../runs/index.ts';

/** Returns the first output if none was selected. */
export function selectedOutput(state: State): Output | null {
	const run = selectedRun(state);
	const outputs = run?.execution?.outputs ?? [];
	const key = run === null ? undefined : state.view.selectedOutputs.get(run.id);
	return outputs.find(output => output.key.exact === key) ?? outputs[0] ?? null;
}

export function moveOutput(state: State, rows: number): State {
	const run = selectedRun(state);
	const outputs = run?.execution?.outputs ?? [];
	const current = selectedOutput(state);

	if (run === null || current === null) {
		return state;
	}

	const at = outputs.indexOf(current);
	const target = outputs[Math.max(0, Math.min(at + rows, outputs.length - 1))] ?? current;
	const selectedOutputs = new Map(state.view.selectedOutputs).set(run.id, target.key.exact);
	return target === current ? state : withView(state, {selectedOutputs});
}

/** Text has no address and cannot be opened. */
export function openOutput(state: State, output: Output | null, at: Instant): HandlerResult {
	return output?.address
		? {state, effects: [{type: 'open', address: output.address, what: output.key.safe}]}
		: withNotice(state, {kind: 'nothing-to-open'}, at);
}

export function copyOutput(state: State, {value, key}: Output): HandlerResult {
	return {state, effects: [{type: 'copy', text: value.exact, what: key.safe}]};
}
