import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type HandlerResult, type Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {openOutput, selectedOutput, warnOfMissingLink} from '../reduce.ts';
import {metadataOf, previewKind, type OpenPreview, type RunOutput} from '../state.ts';
import {previewBox, thumbnailArea, thumbnailGrid} from './box.ts';
import {choosablePictures, indexOf, pictureId, picturePage} from './choices.ts';

/** Ignores content that was requested for an earlier preview. */
export function updatePreview(
	state: State,
	{requestId, id, content}: Extract<Action, {type: 'previewUpdated'}>,
): State {
	const {preview, previewCount} = state;

	if (preview === null || previewCount !== requestId) {
		return state;
	}

	const {thumbnails} = preview;
	return {
		...state,
		preview:
			thumbnails === null
				? {...preview, content}
				: {...preview, thumbnails: new Map(thumbnails).set(id, content)},
	};
}

const fetching: PreviewContent = {kind: 'fetching', bytes: 0, total: null};

/** Opens a preview of an output, or with `thumbnails` a page of thumbnails on which it is. */
export function openPreview(
	state: State,
	{run, output}: RunOutput,
	{returnTo, thumbnails}: Pick<OpenPreview, 'returnTo' | 'thumbnails'>,
): Transition {
	return loadPreview(withView(state, {overlay: {kind: 'output', scrollTop: 0}}), {
		run,
		output,
		returnTo,
		content: fetching,
		thumbnails,
		top: 0,
		sideways: 0,
		wrap: true,
		search: '',
		hit: null,
		searchStart: 0,
	});
}

/** Requests what the preview shows. Of a page of thumbnails that is shown already, keeps what is loaded. */
export function loadPreview(state: State, preview: OpenPreview): Transition {
	const {output, returnTo, thumbnails} = preview;
	const requestId = state.previewCount + 1;
	const pictures = returnTo === null ? [] : choosablePictures(state);
	const index = indexOf(pictures, preview);

	if (thumbnails === null) {
		const {columns, rows} = previewBox(state.view.size, returnTo !== null);
		return {
			state: {...state, preview, previewCount: requestId},
			effects: [
				{
					type: 'loadPreview',
					requestId,
					pictures: [{id: pictureId(preview), output}],
					next: (index === -1 ? null : pictures[index + 1]?.output) ?? null,
					box: {columns, rows},
				},
			],
		};
	}

	const page = picturePage(state, Math.max(0, index)).map(one => ({
		id: pictureId(one),
		output: one.output,
	}));

	if (page.length === thumbnails.size && page.every(({id}) => thumbnails.has(id))) {
		return noEffects({...state, preview});
	}

	const empty = new Map(page.map(({id}) => [id, fetching] as const));
	return {
		state: {...state, preview: {...preview, thumbnails: empty}, previewCount: requestId},
		effects: [
			{
				type: 'loadPreview',
				requestId,
				pictures: page,
				next: null,
				box: thumbnailArea(thumbnailGrid(state.view.size).tile),
			},
		],
	};
}

/**
 * Shows the selected output. `how` is `preview`: always in the preview. `how` is `show`: in the preview if the output
 * is a text; otherwise in a program of the desktop.
 */
export function showOutput(state: State, how: 'show' | 'preview', at: Instant): HandlerResult {
	const selected = selectedOutput(state);

	if (selected === null) {
		return withNotice(state, {kind: 'nothing-to-open'}, at);
	}

	const {output} = selected;
	return how === 'preview' || previewKind(output, metadataOf(state, output)) === 'text'
		? (warnOfMissingLink(state, selected, at) ??
				openPreview(state, selected, {returnTo: null, thumbnails: null}))
		: openOutput(state, selected, at);
}
