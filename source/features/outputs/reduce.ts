import type {Output} from '../../core/output/output.ts';
import {isFromHistory} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {contentHeight, scrollTopShowing} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {localExpiry, outputsOf, type OpenPreview, type RunOutput} from './state.ts';

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

/**
 * Whether the link of an output cannot be opened, because the output comes from the history, which keeps no signatures.
 */
export function isLinkMissing({run, output}: RunOutput): boolean {
	return output.address !== null && isFromHistory(run);
}

/** Shows a notice if the link of an output is missing; null if it is not. */
export function warnOfMissingLink(state: State, chosen: RunOutput, at: Instant): State | null {
	if (!isLinkMissing(chosen)) {
		return null;
	}

	const {run, output} = chosen;
	const isForgotten = run.polling.problem?.kind === 'not-found';
	return withNotice(state, {kind: 'link-not-kept', what: output.key.safe, isForgotten}, at);
}

/**
 * Opens the file of an output in a desktop program. Shows a notice instead if `chosen` is null, or if the output is a
 * text, which has no file.
 */
export function openOutput(state: State, chosen: RunOutput | null, at: Instant): HandlerResult {
	if (chosen === null || chosen.output.address === null) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	const {address, key} = chosen.output;
	return (
		warnOfMissingLink(state, chosen, at) ?? {
			state,
			effects: [{type: 'open', address, what: key.safe}],
		}
	);
}

export function copyOutput(state: State, {value, key}: Output, text = value.exact): HandlerResult {
	return {state, effects: [{type: 'copy', text, what: key.safe}]};
}

/** Copies the addresses of pictures, one a line. */
export function copyAddresses(state: State, pictures: readonly RunOutput[]): HandlerResult {
	const [first] = pictures;

	if (first === undefined) {
		return state;
	}

	const {safe} = first.output.key;
	const what = pictures.length === 1 ? safe : cleanName(`${safe} +${pictures.length - 1}`);
	const text = pictures.map(({output}) => output.value.exact).join('\n');
	return {state, effects: [{type: 'copy', text, what}]};
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

/**
 * The time until or since an expiry is shown in days if it is at least this long. The screen then need not be updated
 * every second.
 */
const countdownLimitMs: Duration = 2 * dayMs;

export function hasVisibleExpiry(state: State): boolean {
	return (
		state.view.overlay === null &&
		outputsWindow(state).outputs.some(({output}) => {
			const expiresAt = localExpiry(state, output);
			return expiresAt !== null && Math.abs(expiresAt - state.now) < countdownLimitMs;
		})
	);
}
