import type {PreviewContent, TextDocument} from '../../../core/output/output-view.ts';
import {moveRows} from '../../../core/scroll.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult, Transition} from '../../../store/transition.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {compileSearch, withWrapNotice} from '../../log/index.ts';
import {movementRows, type Movement} from '../../panes/index.ts';
import {textInput} from '../../prompt/index.ts';
import {openOutput, selectedOutput, shownPreview, warnOfMissingLink} from '../reduce.ts';
import {
	metadataOf,
	previewKind,
	type OpenPreview,
	type RunOutput,
	type Selection,
} from '../state.ts';
import {previewBox} from './box.ts';
import {clampTop, hitLines, scrollToLine, textRows} from './text-scroll.ts';

const start = {place: 0, row: 0};
/** Maximum number of cells by which a text can be scrolled to the side. */
const maxSideways = 4096;

export type ReadText = {readonly preview: OpenPreview; readonly document: TextDocument};

/** Ignores content that was requested for an earlier preview. */
export function updatePreview(state: State, requestId: number, content: PreviewContent): State {
	const {preview, previewCount} = state;

	if (preview === null || previewCount !== requestId) {
		return state;
	}

	return withPreview(state, {...preview, content});
}

/** Searches the text while the user types. Starts from the scroll position at which the user began to type. */
export function searchText(state: State, search: string): State {
	const text = textOfPreview(state.preview);

	if (text === null) {
		return state;
	}

	const {preview, document} = text;
	const hits = hitLines(document, search) ?? [];
	const hit = hits.find(line => line >= preview.searchStart.place) ?? hits[0] ?? null;
	const rows = textRows(document, preview.wrap, state.view.size);
	const top = hit === null ? preview.searchStart : scrollToLine(preview.searchStart, hit, rows);
	return withPreview(state, {...preview, search, hit, top});
}

/** Shows a notice if the user submits a valid search that has no hits. */
export function confirmTextSearch(state: State, at: Instant): State {
	const {search = '', hit = null} = textOfPreview(state.preview)?.preview ?? {};
	return typeof compileSearch(search) !== 'string' && hit === null
		? withNotice(state, {kind: 'not-in-text', text: cleanName(search)}, at)
		: state;
}

/** Opens a preview of an output. For `returnTo` see `OpenPreview`. */
export function openPreview(
	state: State,
	{run, output}: RunOutput,
	returnTo: Selection | null = null,
): Transition {
	const preview: OpenPreview = {
		run,
		output,
		returnTo,
		content: {kind: 'fetching', bytes: 0, total: null},
		top: start,
		sideways: 0,
		wrap: true,
		search: '',
		hit: null,
		searchStart: start,
	};
	const opened = {...state, preview, previewCount: state.previewCount + 1};
	return {
		state: withView(opened, {overlay: {kind: 'output', scrollTop: 0}}),
		effects: [loadPreviewEffect(opened, preview)],
	};
}

export function loadPreviewEffect(
	{view, previewCount}: Pick<State, 'view' | 'previewCount'>,
	{output, returnTo}: OpenPreview,
) {
	const {columns, rows} = previewBox(view.size, returnTo !== null);
	const box = {columns, rows};
	return {type: 'loadPreview', requestId: previewCount, output, box} as const;
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
		? (warnOfMissingLink(state, selected, at) ?? openPreview(state, selected))
		: openOutput(state, selected, at);
}

export function openText(state: State): ReadText | null {
	return textOfPreview(shownPreview(state));
}

export function scrollText(state: State, {preview, document}: ReadText, movement: Movement): State {
	const rows = textRows(document, preview.wrap, state.view.size);

	if (movement.type === 'jump') {
		const top = movement.to === 'start' ? start : clampTop({place: rows.count, row: 0}, rows);
		return withPreview(state, {...preview, top});
	}

	const moved = moveRows(preview.top, movementRows(movement, rows.height), rows);
	return withPreview(state, {...preview, top: clampTop(moved, rows)});
}

export function moveTextSideways(state: State, {preview}: ReadText, cells: number): State {
	const sideways = Math.max(0, Math.min(maxSideways, preview.sideways + cells));
	return preview.wrap ? state : withPreview(state, {...preview, sideways});
}

export function toggleTextWrap(state: State, {preview, document}: ReadText): State {
	const wrap = !preview.wrap;
	const rows = textRows(document, wrap, state.view.size);
	const top = clampTop({place: preview.top.place, row: 0}, rows);
	return withPreview(state, {...preview, wrap, sideways: 0, top});
}

export function openFind(state: State, {preview}: ReadText): State {
	const {search} = preview;
	const open = withPreview(state, {...preview, searchStart: preview.top});
	return withView(open, {prompt: {purpose: 'find', ...textInput(search), before: search}});
}

/**
 * Scrolls to the next (1) or previous (-1) line with a hit. After the last hit of the text, continues with the first
 * one, and vice versa.
 */
export function stepToTextHit(
	state: State,
	{preview, document}: ReadText,
	step: 1 | -1,
	at: Instant,
): State {
	const hits = hitLines(document, preview.search) ?? [];
	const from = preview.hit ?? (step === 1 ? preview.top.place - 1 : preview.top.place);
	const next = step === 1 ? hits.find(line => line > from) : hits.findLast(line => line < from);
	const hit = next ?? (step === 1 ? hits[0] : hits.at(-1));

	if (hit === undefined) {
		return confirmTextSearch(state, at);
	}

	const rows = textRows(document, preview.wrap, state.view.size);
	const there = withPreview(state, {...preview, hit, top: scrollToLine(preview.top, hit, rows)});
	return next === undefined ? withWrapNotice(there, step, at) : there;
}

function textOfPreview(preview: OpenPreview | null): ReadText | null {
	return preview?.content.kind === 'text' ? {preview, document: preview.content.document} : null;
}

function withPreview(state: State, preview: OpenPreview): State {
	return {...state, preview};
}
