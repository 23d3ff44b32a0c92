import {isFile, outputName} from '../../core/output/output.ts';
import {isFromHistory} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {removedQuery} from '../../core/text/without-secrets.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {contentHeight, scrollTopShowing} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {isInput} from './input-pictures.ts';
import {outputsOf, type OpenPreview, type RunOutput} from './state.ts';

/** Returns the selected output of the selected run, or its first output if none was selected; null without outputs. */
export function selectedOutput(state: State): RunOutput | null {
	const run = selectedRun(state);

	if (run === null) {
		return null;
	}

	const outputs = outputsOf(run);
	const key = state.view.selectedOutputs.get(run.id);
	return outputs.find(({output}) => output.key.exact === key) ?? outputs[0] ?? null;
}

export function selectOutput(state: State, {run, output}: RunOutput): State {
	const selectedOutputs = new Map(state.view.selectedOutputs).set(run.id, output.key.exact);
	return withView(state, {selectedOutputs});
}

/** Returns the preview that is on the screen; null if none is, or while the help overlay is in front of it. */
export function shownPreview({view, preview}: Pick<State, 'view' | 'preview'>): OpenPreview | null {
	return view.overlay?.kind === 'output' ? preview : null;
}

export function moveOutput(state: State, rows: number): State {
	const current = selectedOutput(state);

	if (current === null) {
		return state;
	}

	const outputs = outputsOf(current.run);
	const at = outputs.indexOf(current);
	const target = outputs[Math.max(0, Math.min(at + rows, outputs.length - 1))] ?? current;
	return target === current ? state : selectOutput(state, target);
}

/** Whether an output has no link that works: the history and recordings contain no signatures. */
export function isLinkMissing({replay}: Pick<State, 'replay'>, {run, output}: RunOutput): boolean {
	const isRemoved = replay !== null && output.address?.search === removedQuery;
	const isKept = isFromHistory(run) && !isInput({run, output});
	return isFile(output) && (output.address === null || isRemoved || isKept);
}

/** Shows the notice that an output has no link. */
export function withoutLink(state: State, {output}: RunOutput, at: Instant): State {
	return withNotice(state, {kind: 'link-not-kept', what: outputName(output)}, at);
}

/** Opens the file of an output in a desktop program. A text has no file. */
export function openOutput(state: State, chosen: RunOutput | null, at: Instant): HandlerResult {
	const {address = null} = chosen?.output ?? {};

	if (chosen === null || !isFile(chosen.output) || (address === null && isInput(chosen))) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	return address === null || isLinkMissing(state, chosen)
		? withoutLink(state, chosen, at)
		: {state, effects: [{type: 'open', address, what: outputName(chosen.output)}]};
}

/** Copies `text`: that of an output, its address, or the addresses of several outputs, one a line. */
export function copyOutputs(
	state: State,
	outputs: readonly RunOutput[],
	text = outputs.map(({output}) => output.value.exact).join('\n'),
): HandlerResult {
	const [first] = outputs;
	const more = outputs.length === 1 ? '' : ` +${outputs.length - 1}`;
	return first === undefined
		? state
		: {state, effects: [{type: 'copy', text, what: cleanName(outputName(first.output) + more)}]};
}

/** Returns the outputs of the selected run that fit into the pane. The selected output is always among them. */
export function outputsWindow(state: State) {
	const height = contentHeight(state, 'outputs');
	const selected = selectedOutput(state);
	const outputs = selected === null ? [] : outputsOf(selected.run);
	const at = selected === null ? -1 : outputs.indexOf(selected);
	const scrollTop = scrollTopShowing(at, 0, outputs.length, height);
	return {
		outputs: outputs.slice(scrollTop, scrollTop + height),
		scrollTop,
		total: outputs.length,
		selected,
	};
}
