import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {Run} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type HandlerResult, type Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {closeOverlay} from '../../panes/index.ts';
import {listedRuns, markedInSight, selectRun} from '../../runs/index.ts';
import {
	isLinkMissing,
	openOutput,
	selectedOutput,
	selectOutput,
	shownPreview,
	withoutLink,
} from '../reduce.ts';
import {
	localExpiry,
	outputId,
	outputsOf,
	previewKind,
	type OpenPreview,
	type RunOutput,
} from '../state.ts';
import {pictureDetailRows, previewBox, thumbnailGrid} from './box.ts';

const loading: PreviewContent = {kind: 'loading'};

/** Stores the content of the preview. Ignores content that was requested for an earlier preview. */
export function updatePreview(
	state: State,
	{requestId, id, content}: Extract<Action, {type: 'previewUpdated'}>,
): State {
	const {preview, previewCount} = state;

	if (preview === null || previewCount !== requestId) {
		return state;
	}

	const {thumbnails} = preview;
	const change =
		thumbnails === null ? {content} : {thumbnails: new Map(thumbnails).set(id, content)};
	return {...state, preview: {...preview, ...change}};
}

/** Opens a preview of an output; with `thumbnails`, the page of thumbnails that contains it. */
function openPreview(
	state: State,
	{run, output}: RunOutput,
	{returnTo, thumbnails}: Pick<OpenPreview, 'returnTo' | 'thumbnails'>,
): Transition {
	return loadPreview(withView(state, {overlay: {kind: 'output', scrollTop: 0}}), {
		run,
		output,
		returnTo,
		content: loading,
		thumbnails,
		text: {top: 0, sideways: 0, wrap: true, search: '', hit: null},
	});
}

/** Requests the content of the preview. If the same page of thumbnails is shown already, keeps what is loaded. */
function loadPreview(state: State, preview: OpenPreview): Transition {
	const {returnTo, thumbnails} = preview;
	const {size} = state.view;
	const {across, down, picture} = thumbnailGrid(preview, size);
	const pictures = returnTo === null ? [] : choosablePictures(state);
	const index = outputIndex(pictures, preview);
	const first = Math.max(0, index - (index % (across * down)));
	const shown = thumbnails === null ? [preview] : pictures.slice(first, first + across * down);
	const ids = shown.map(outputId);

	if (ids.length === thumbnails?.size && ids.every(id => thumbnails.has(id))) {
		return noEffects({...state, preview});
	}

	const {columns, rows} = previewBox(size, pictureDetailRows(preview, size));
	const requestId = state.previewCount + 1;
	const empty = thumbnails === null ? null : new Map(ids.map(id => [id, loading] as const));
	return {
		state: {...state, preview: {...preview, thumbnails: empty}, previewCount: requestId},
		effects: [
			{
				type: 'loadPreview',
				requestId,
				outputs: shown.map(one => ({id: outputId(one), output: one.output})),
				next: (thumbnails === null && index !== -1 ? pictures[index + 1]?.output : null) ?? null,
				box: thumbnails === null ? {columns, rows} : picture,
			},
		],
	};
}

/** Requests pictures again for another size of the screen. */
export function reloadPreview(state: State, preview: OpenPreview): Transition {
	const thumbnails = preview.thumbnails && new Map();
	return loadPreview(state, {...preview, content: loading, thumbnails});
}

/** Previews the selected output. With `show`, opens it in a program of the desktop unless it is a text. */
export function showOutput(state: State, how: 'show' | 'preview', at: Instant): HandlerResult {
	const selected = selectedOutput(state);

	if (selected === null) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	const {output} = selected;

	if (how === 'show' && previewKind(output) !== 'text') {
		return openOutput(state, selected, at);
	}

	return isLinkMissing(state, selected)
		? withoutLink(state, selected, at)
		: openPreview(state, selected, {returnTo: null, thumbnails: null});
}

/** The pictures of all marked runs, or else of all that the filter shows, the newest first, if their links still work. */
export function choosablePictures(state: State): readonly RunOutput[] {
	const marked = markedInSight(state);
	const endOf = ({execution}: Run): Instant => execution?.terminalAt ?? state.now;
	return (marked.length > 0 ? marked : listedRuns(state))
		.toSorted((a, b) => endOf(b) - endOf(a))
		.flatMap(run => outputsOf(run))
		.filter(
			one =>
				one.output.address !== null &&
				one.output.kind === 'image' &&
				!isLinkMissing(state, one) &&
				(localExpiry(state, one.output) ?? Infinity) > state.now,
		);
}

/** Returns the preview while the user chooses among the pictures of several runs; null otherwise. */
export function pictureChoice(state: Pick<State, 'view' | 'preview'>): OpenPreview | null {
	const preview = shownPreview(state);
	return (preview?.returnTo ?? null) === null ? null : preview;
}

/** Returns the index of an output; -1 if `shown` does not contain it. */
export function outputIndex(shown: readonly RunOutput[], wanted: RunOutput): number {
	const id = outputId(wanted);
	return shown.findIndex(one => outputId(one) === id);
}

/** Shows the first picture to choose from. Closing the preview brings back the selection. */
export function choosePictures(state: State, at: Instant): HandlerResult {
	const {selected, topRun} = state.view;
	const [first] = choosablePictures(state);
	return first === undefined
		? withNotice(state, {kind: 'no-pictures'}, at)
		: showPicture(state, first, {returnTo: {selected, topRun}, thumbnails: null});
}

/** Shows the next (1) or previous (-1) output of the run, or while the user chooses pictures, the next or previous one. */
export function stepPreview(state: State, step: number): HandlerResult | null {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const run = state.runs.get(preview.run.id);
	const shown =
		preview.returnTo !== null ? choosablePictures(state) : run === undefined ? [] : outputsOf(run);
	const at = outputIndex(shown, preview);
	const target = shown[at === -1 ? 0 : at + step];
	return target === undefined ? state : showPicture(state, target, preview);
}

/** Switches between one picture and a page of thumbnails, if the terminal draws pixels. */
export function toggleThumbnails(state: State, preview: OpenPreview, at: Instant): HandlerResult {
	const {content, thumbnails, returnTo} = preview;
	const hasPixels = content.kind !== 'image' || content.image.protocol !== 'cells';
	return thumbnails !== null || hasPixels
		? openPreview(state, preview, {returnTo, thumbnails: thumbnails === null ? new Map() : null})
		: withNotice(state, {kind: 'no-thumbnails'}, at);
}

/** Marks the shown picture, or removes its mark, and shows the next one. */
export function markPicture(state: State, preview: OpenPreview): HandlerResult {
	const chosen = new Set(state.chosen);

	if (!chosen.delete(outputId(preview))) {
		chosen.add(outputId(preview));
	}

	return stepPreview({...state, chosen}, 1) ?? state;
}

/** The marked pictures among those to choose from; without any, the shown one. None if the user is not choosing. */
export function chosenPictures(state: State): readonly RunOutput[] {
	const preview = pictureChoice(state);
	const all = preview === null ? [] : choosablePictures(state);
	const marked = all.filter(one => state.chosen.has(outputId(one)));
	return preview === null || marked.length > 0 ? marked : [preview];
}

/** Closes the thumbnails, or else the preview, and brings back the selection. Null if the user is not choosing. */
export function closePictures(state: State, at: Instant): HandlerResult | null {
	const preview = pictureChoice(state);

	if (preview === null) {
		return null;
	}

	return preview.thumbnails === null
		? withView(closeOverlay(state), preview.returnTo ?? {})
		: toggleThumbnails(state, preview, at);
}

/** Selects the run and the output too, so that commands of the preview act on them. */
function showPicture(
	state: State,
	shown: RunOutput,
	how: Pick<OpenPreview, 'returnTo' | 'thumbnails'>,
): Transition {
	return openPreview(selectOutput(selectRun(state, shown.run.id), shown), shown, how);
}
