import type {Run} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult, Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {closeOverlay} from '../../panes/index.ts';
import {listedRuns, select} from '../../runs/index.ts';
import {isLinkMissing, selectOutput, shownPreview} from '../reduce.ts';
import {
	effectiveKind,
	localExpiry,
	metadataOf,
	outputsOf,
	type RunOutput,
	type Selection,
} from '../state.ts';
import {openPreview} from './reduce.ts';

const maxPictures = 100;

/** Returns the newest pictures of the listed runs whose links have not expired, the newest first, at most 100. */
export function newestPictures(state: State): readonly RunOutput[] {
	const endOf = ({execution}: Run): Instant => execution?.terminalAt ?? state.now;
	return listedRuns(state)
		.toSorted((a, b) => endOf(b) - endOf(a))
		.flatMap(run => outputsOf(run))
		.filter(
			({run, output}) =>
				output.address !== null &&
				effectiveKind(output, metadataOf(state, output)) === 'image' &&
				!isLinkMissing({run, output}) &&
				(localExpiry(state, output) ?? Infinity) > state.now,
		)
		.slice(0, maxPictures);
}

/** Previews the newest picture of all listed runs. Closing the preview brings back the selection. */
export function lookThroughPictures(state: State, at: Instant): HandlerResult {
	const {selected, topRun} = state.view;
	const [newest] = newestPictures(state);
	return newest === undefined
		? withNotice(state, {kind: 'no-pictures'}, at)
		: previewAndSelect(state, newest, {selected, topRun});
}

/** Previews the next (1) or previous (-1) picture of all listed runs, or else output of the run. Null without a preview. */
export function stepPreview(state: State, step: 1 | -1): HandlerResult | null {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const {run, returnTo} = preview;
	const ofRun = state.runs.get(run.id);
	const shown =
		returnTo !== null ? newestPictures(state) : ofRun === undefined ? [] : outputsOf(ofRun);
	const at = indexOf(shown, preview);
	const target = shown[at === -1 ? 0 : at + step];
	return target === undefined ? state : previewAndSelect(state, target, returnTo);
}

/** Returns the index of an output; -1 if it is not among `shown`. */
export function indexOf(shown: readonly RunOutput[], {run, output}: RunOutput): number {
	return shown.findIndex(one => one.run.id === run.id && one.output.key.exact === output.key.exact);
}

/** Closes the preview of the pictures of all runs, and selects what was selected before. Null without that preview. */
export function closePictures(state: State): State | null {
	const returnTo = shownPreview(state)?.returnTo ?? null;
	return returnTo === null ? null : withView(closeOverlay(state), returnTo);
}

/** Selects the run and the output too, so that commands of the preview act on them. */
function previewAndSelect(state: State, shown: RunOutput, returnTo: Selection | null): Transition {
	return openPreview(selectOutput(select(state, shown.run.id), shown), shown, returnTo);
}
