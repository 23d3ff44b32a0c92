import {memoizeByObject} from '../../../core/memoize.ts';
import type {TextDocument} from '../../../core/output/output-view.ts';
import {
	endTop,
	isAfter,
	keepInView,
	moveRows,
	type RowLayout,
	type RowPlace,
} from '../../../core/scroll.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {compileSearch} from '../../../core/text/text-search.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import {withNotice, withView} from '../../../store/with-view.ts';
import {wrapText, type TextRange} from '../../../terminal/wrap-text.ts';
import {withWrapNotice} from '../../log/index.ts';
import {movementRows, type Movement, type Size} from '../../panes/index.ts';
import {textInput} from '../../prompt/index.ts';
import {shownPreview} from '../reduce.ts';
import type {OpenPreview} from '../state.ts';
import {previewBox} from './box.ts';

const start = {place: 0, row: 0};
/** Maximum number of cells by which a text can be scrolled to the side. */
const maxSideways = 4096;
/**
 * `wrapText` requires a maximum number of rows on the screen for one line of the text.
 * This one is never reached, because a line has at most 4096 characters.
 */
const maxRows = 10_000;
const searchTimeoutMs = 200;

export type ReadText = {readonly preview: OpenPreview; readonly document: TextDocument};

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

export function textRows(document: TextDocument, wrap: boolean, size: Size): RowLayout {
	const {columns, rows} = previewBox(size);
	return {
		count: document.lines.length,
		height: rows,
		rowsAt: place => (wrap ? wrapLine(document, place, columns).length : 1),
	};
}

/**
 * Caches the wrapped lines of a document at a given width. Otherwise, handling one key press would wrap the same line
 * several times. The key of the map is the index of the line.
 */
const wrappedLines = memoizeByObject(
	(_document: TextDocument, _width: number) => new Map<number, readonly TextRange[]>(),
);

/** Wraps the line with the index `place`. Returns the range of characters of each row on the screen. */
export function wrapLine(
	document: TextDocument,
	place: number,
	width: number,
): readonly TextRange[] {
	const wrapped = wrappedLines(document, width);
	const parts = wrapped.get(place) ?? wrapText(document.lines[place] ?? '', width, maxRows);
	wrapped.set(place, parts);
	return parts;
}

/** Returns the scroll position `top`, or an earlier one if `top` would leave empty rows below the end of the text. */
export function clampTop(top: RowPlace, rows: RowLayout): RowPlace {
	const end = endTop(rows);
	const last = Math.max(0, rows.count - 1);
	const place = Math.min(top.place, last);
	const there = {place, row: Math.min(top.row, rows.rowsAt(place) - 1)};
	return isAfter(there, end) ? end : there;
}

/** Keeps `top` if the line is visible already; otherwise shows the line at one third of the height. */
export function scrollToLine(top: RowPlace, line: number, rows: RowLayout): RowPlace {
	const kept = keepInView(top, line, rows);
	return kept.place === top.place && kept.row === top.row
		? top
		: clampTop(moveRows({place: line, row: 0}, -Math.floor(rows.height / 3), rows), rows);
}

/**
 * Returns the indexes of the lines that match the search; none if the search is empty or an invalid regular
 * expression. Returns null if searching takes longer than `searchTimeoutMs`.
 */
export const hitLines = memoizeByObject(
	({lines}: TextDocument, search: string): readonly number[] | null => {
		const matcher = compileSearch(search);

		if (typeof matcher === 'string') {
			return [];
		}

		const find = (): readonly number[] =>
			lines.flatMap((line, index) => (matcher.test(line) ? [index] : []));
		return matcher.kind === 'plain' ? find() : callWithTimeLimit(searchTimeoutMs, find);
	},
);
