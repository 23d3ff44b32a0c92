import {memoizeByObject} from '../../../core/memoize.ts';
import type {TextDocument} from '../../../core/output/output-view.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {compileSearch, findRanges} from '../../../core/text/text-search.ts';
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

/** Maximum number of cells by which a text can be scrolled to the side. */
const maxSideways = 4096;
/** The time limits in milliseconds for a regular expression: in all lines of a text, and for the hits in a shown row. */
const searchTimeoutMs = 200;
const highlightTimeoutMs = 4;

export type ReadText = {readonly preview: OpenPreview; readonly document: TextDocument};

/** A row on the screen: a range of the line with the index `line`. */
type TextRow = TextRange & {readonly line: number};

export function openText(state: State): ReadText | null {
	return textOf(shownPreview(state));
}

function textOf(preview: OpenPreview | null): ReadText | null {
	return preview?.content.kind === 'text' ? {preview, document: preview.content.document} : null;
}

/** Wraps all lines; if `columns` is null, none. Computed once for a text and a width: for a long one it takes 0.1 s. */
const wrapLines = memoizeByObject(
	({lines}: TextDocument, columns: number | null): readonly TextRow[] =>
		lines.flatMap((text, line) => {
			const rows =
				columns === null ? [{from: 0, to: text.length}] : wrapText(text, columns, Infinity);
			return rows.map(({from, to}) => ({line, from, to}));
		}),
);

function rowsOf({preview, document}: ReadText, size: Size): readonly TextRow[] {
	return wrapLines(document, preview.wrap ? previewBox(size).columns : null);
}

/** Shows the text from the row `top` on, or from an earlier row that leaves none empty below its end. */
function scrollTo(state: State, {preview, document}: ReadText, top: number): State {
	const {size} = state.view;
	const last = rowsOf({preview, document}, size).length - previewBox(size).rows;
	return {...state, preview: {...preview, top: Math.max(0, Math.min(top, last))}};
}

export function scrollText(state: State, text: ReadText, movement: Movement): State {
	const {rows} = previewBox(state.view.size);
	return scrollTo(state, text, text.preview.top + movementRows(movement, rows));
}

export function moveTextSideways(state: State, {preview}: ReadText, cells: number): State {
	const sideways = Math.max(0, Math.min(maxSideways, preview.sideways + cells));
	return preview.wrap ? state : {...state, preview: {...preview, sideways}};
}

export function toggleTextWrap(state: State, text: ReadText): State {
	const preview = {...text.preview, wrap: !text.preview.wrap, sideways: 0};
	return keepTopLine(state, {...text, preview}, rowsOf(text, state.view.size));
}

/** Keeps the line at the top after the rows of a text have changed. */
function keepTopLine(state: State, text: ReadText, before: readonly TextRow[]): State {
	const line = before[text.preview.top]?.line;
	const top = rowsOf(text, state.view.size).findIndex(row => row.line === line);
	return scrollTo(state, text, top);
}

/** Fits a text to the size of the screen, which was another one in `previous`. */
export function resizeText(state: State, text: ReadText, previous: State): State {
	return keepTopLine(state, text, rowsOf(text, previous.view.size));
}

export function openFind(state: State, {preview}: ReadText): State {
	const {search} = preview;
	const open = {...state, preview: {...preview, searchStart: preview.top}};
	return withView(open, {prompt: {purpose: 'find', ...textInput(search), before: search}});
}

/** Searches the text while the user types. Starts from the scroll position at which the user began to type. */
export function searchText(state: State, search: string): State {
	const text = textOf(state.preview);

	if (text === null) {
		return state;
	}

	const {document} = text;
	const {searchStart: top} = text.preview;
	const first = rowsOf(text, state.view.size)[top]?.line ?? 0;
	const hits = hitLines(document, search) ?? [];
	const hit = hits.find(line => line >= first) ?? hits[0] ?? null;
	return showHit(state, {document, preview: {...text.preview, search, hit, top}});
}

/** Shows a notice if the user submits a valid search that has no hits. */
export function confirmTextSearch(state: State, at: Instant): State {
	const {search = '', hit = null} = textOf(state.preview)?.preview ?? {};
	return typeof compileSearch(search) !== 'string' && hit === null
		? withNotice(state, {kind: 'not-in-text', text: cleanName(search)}, at)
		: state;
}

/**
 * Scrolls to the next (1) or previous (-1) line with a hit. After the last hit of the text, continues with the first
 * one, and vice versa.
 */
export function stepToTextHit(state: State, text: ReadText, step: 1 | -1, at: Instant): State {
	const {preview, document} = text;
	const hits = hitLines(document, preview.search) ?? [];
	const first = rowsOf(text, state.view.size)[preview.top]?.line ?? 0;
	const from = preview.hit ?? (step === 1 ? first - 1 : first);
	const next = step === 1 ? hits.find(line => line > from) : hits.findLast(line => line < from);
	const hit = next ?? (step === 1 ? hits[0] : hits.at(-1));

	if (hit === undefined) {
		return confirmTextSearch(state, at);
	}

	const there = showHit(state, {document, preview: {...preview, hit}});
	return next === undefined ? withWrapNotice(there, step, at) : there;
}

/** Scrolls to the line of the current hit, to a third of the height, unless it is visible. */
function showHit(state: State, text: ReadText): State {
	const {hit, top} = text.preview;
	const {rows: height} = previewBox(state.view.size);
	const rows = rowsOf(text, state.view.size);
	const first = rows.findIndex(({line}) => line === hit);
	const last = rows.findLastIndex(({line}) => line === hit);
	const isVisible = hit === null || (first >= top && last < top + height);
	return scrollTo(state, text, isVisible ? top : first - Math.floor(height / 3));
}

/**
 * Returns the indexes of the lines that match the search; none if the search is empty or an invalid regular
 * expression. Returns null if searching takes longer than `searchTimeoutMs`.
 */
const hitLines = memoizeByObject(
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

export type TextModel = Readonly<NonNullable<ReturnType<typeof textModel>>>;

/** The rows of a text on a screen of this size, with the hits of the search; null for other previews. */
export function textModel(preview: OpenPreview, size: Size) {
	const text = textOf(preview);

	if (text === null) {
		return null;
	}

	const {search, hit, top, sideways} = preview;
	const {lines} = text.document;
	const {rows: height} = previewBox(size);
	const all = rowsOf(text, size);
	const hits = hitLines(text.document, search);
	return {
		rows: all.slice(top, top + height).map(({line, from: start, to}) => {
			const whole = lines[line] ?? '';
			const from = Math.min(start + sideways, to);
			return {
				text: whole.slice(from, to),
				hits: marksIn(whole, search)
					.filter(mark => mark.to > from && mark.from < to)
					.map(mark => ({from: Math.max(0, mark.from - from), to: Math.min(to, mark.to) - from})),
				/** Whether this row belongs to the current search hit: the line to which the search has scrolled. */
				current: line === hit,
			};
		}),
		/** `above` and `below`: whether the text has more rows before and after `rows`. */
		above: top > 0,
		below: top + height < all.length,
		search,
		searchState:
			hits === null
				? ('too-slow' as const)
				: compileSearch(search) === 'invalid'
					? ('invalid' as const)
					: ('fine' as const),
		hits: hits?.length ?? 0,
		/** The number of the current hit among all hits, from 1; null without one. */
		hitNumber: hit === null || hits === null ? null : hits.indexOf(hit) + 1 || null,
	};
}

/** A line in which a regular expression takes too long is shown without its hits. */
function marksIn(line: string, search: string): readonly TextRange[] {
	const matcher = compileSearch(search);

	if (typeof matcher === 'string') {
		return [];
	}

	const find = (): readonly TextRange[] => findRanges(line, matcher.pattern);
	return matcher.kind === 'plain' ? find() : (callWithTimeLimit(highlightTimeoutMs, find) ?? []);
}
