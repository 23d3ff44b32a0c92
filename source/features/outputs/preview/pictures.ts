import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult, Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {closeOverlay} from '../../panes/index.ts';
import {select} from '../../runs/index.ts';
import {saveThese} from '../download/reduce.ts';
import {selectOutput, shownPreview} from '../reduce.ts';
import {outputsOf, type OpenPreview, type RunOutput} from '../state.ts';
import {thumbnailGrid} from './box.ts';
import {choosablePictures, choosing, indexOf, pictureId} from './choices.ts';
import {openPreview} from './reduce.ts';

/** Shows the first picture to choose from. Closing the preview brings back the selection. */
export function choosePictures(state: State, at: Instant): HandlerResult {
	const {selected, topRun} = state.view;
	const [first] = choosablePictures(state);
	return first === undefined
		? withNotice(state, {kind: 'no-pictures'}, at)
		: showPicture(state, first, {returnTo: {selected, topRun}, thumbnails: null});
}

/** Shows the next (1) or previous (-1) picture to choose from, or else output of the run. Null without a preview. */
export function stepPreview(state: State, step: number): HandlerResult | null {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const run = state.runs.get(preview.run.id);
	const shown =
		preview.returnTo !== null ? choosablePictures(state) : run === undefined ? [] : outputsOf(run);
	const at = indexOf(shown, preview);
	const target = shown[at === -1 ? 0 : at + step];
	return target === undefined ? state : showPicture(state, target, preview);
}

/** Moves on a page of thumbnails by rows. Null if none is shown. */
export function stepThumbnailRow(state: State, rows: number): HandlerResult | null {
	return (choosing(state)?.thumbnails ?? null) === null
		? null
		: stepPreview(state, rows * thumbnailGrid(state.view.size).across);
}

/** Switches between one picture and a page of thumbnails, if the terminal draws pixels. Null if the user is not choosing. */
export function toggleThumbnails(state: State, at: Instant): HandlerResult | null {
	const preview = choosing(state);

	if (preview === null) {
		return null;
	}

	const {content, thumbnails} = preview;

	if (thumbnails === null && content.kind === 'image' && content.image.protocol === 'cells') {
		return withNotice(state, {kind: 'no-thumbnails'}, at);
	}

	return openPreview(state, preview, {
		...preview,
		thumbnails: thumbnails === null ? new Map() : null,
	});
}

/** Marks the shown picture, or removes its mark, and shows the next one. Null if the user is not choosing. */
export function markPicture(state: State): HandlerResult | null {
	const preview = choosing(state);

	if (preview === null) {
		return null;
	}

	const chosen = new Set(state.chosen);

	if (!chosen.delete(pictureId(preview))) {
		chosen.add(pictureId(preview));
	}

	return stepPreview({...state, chosen}, 1);
}

/** The marked pictures among those to choose from; without any, the shown one. Null if the user is not choosing. */
export function chosenPictures(state: State): readonly RunOutput[] | null {
	const preview = choosing(state);

	if (preview === null) {
		return null;
	}

	const marked = choosablePictures(state).filter(one => state.chosen.has(pictureId(one)));
	return marked.length > 0 ? marked : [preview];
}

export function saveChosen(state: State, at: Instant): HandlerResult | null {
	const chosen = chosenPictures(state);
	return chosen === null ? null : saveThese(state, chosen, false, at);
}

/**
 * Closes the thumbnails, or else the preview of the pictures of all runs, and selects what was selected before. Null if the
 * user is not choosing.
 */
export function closePictures(state: State, at: Instant): HandlerResult | null {
	const preview = choosing(state);

	if (preview === null) {
		return null;
	}

	return preview.thumbnails === null
		? withView(closeOverlay(state), preview.returnTo ?? {})
		: toggleThumbnails(state, at);
}

/** Selects the run and the output too, so that commands of the preview act on them. */
function showPicture(
	state: State,
	shown: RunOutput,
	how: Pick<OpenPreview, 'returnTo' | 'thumbnails'>,
): Transition {
	return openPreview(selectOutput(select(state, shown.run.id), shown), shown, how);
}
