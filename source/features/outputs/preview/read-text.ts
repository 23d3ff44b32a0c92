import {memoizeByObject} from '../../../core/memoize.ts';
import type {TextDocument} from '../../../core/output/output-view.ts';
import {findRanges, plainMatcher} from '../../../core/text/text-search.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import {withView} from '../../../store/with-view.ts';
import {wrapText, type TextRange} from '../../../terminal/wrap-text.ts';
import {withWrapNotice} from '../../log/index.ts';
import {movementRows, type Movement, type Size} from '../../panes/index.ts';
import {textInput} from '../../prompt/index.ts';
import {shownContent, type OpenPreview, type TextPosition} from '../state.ts';
import {previewBox} from './box.ts';

export type ReadText = {readonly preview: OpenPreview; readonly document: TextDocument};

/** A row on the screen: a range of the line with the index `line`. */
type TextRow = TextRange & {readonly line: number};

export function shownText({preview}: Pick<State, 'preview'>): ReadText | null {
	if (preview === null) {
		return null;
	}

	const content = shownContent(preview);
	return content.kind === 'text' ? {preview, document: content.document} : null;
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

function rowsOf({document, preview: {text}}: ReadText, size: Size): readonly TextRow[] {
	return wrapLines(document, text.wrap ? previewBox(size).columns : null);
}

/** Changes the position in a text. Starts at an earlier row if empty rows would be below the end of the text. */
function show(state: State, {preview, document}: ReadText, change: Partial<TextPosition>): State {
	const {size} = state.view;
	const text = {...preview.text, ...change};
	const last = rowsOf({document, preview: {...preview, text}}, size).length - previewBox(size).rows;
	const top = Math.max(0, Math.min(text.top, last));
	return {...state, preview: {...preview, text: {...text, top}}};
}

export function scrollText(state: State, text: ReadText, movement: Movement): State {
	const {rows} = previewBox(state.view.size);
	return show(state, text, {top: text.preview.text.top + movementRows(movement, rows)});
}

export function moveTextSideways(state: State, text: ReadText, cells: number): State {
	const {wrap, sideways} = text.preview.text;
	return wrap ? state : show(state, text, {sideways: Math.max(0, sideways + cells)});
}

export function toggleTextWrap(state: State, text: ReadText): State {
	const toggled = show(state, text, {wrap: !text.preview.text.wrap, sideways: 0});
	return keepTopLine(toggled, text, state.view.size);
}

/** Keeps the top line in place after the rows of a text have changed. `text` and `size` are from before the change. */
export function keepTopLine(state: State, text: ReadText, size: Size): State {
	const line = rowsOf(text, size)[text.preview.text.top]?.line;
	const now = shownText(state) ?? text;
	const top = rowsOf(now, state.view.size).findIndex(row => row.line === line);
	return show(state, now, {top});
}

export function openFind(state: State, {preview}: ReadText): State {
	const {search} = preview.text;
	return withView(state, {prompt: {purpose: 'find', ...textInput(search), before: search}});
}

/** Searches the text while the user types, starting with the line at the top. */
export function searchText(state: State, search: string): State {
	const text = shownText(state);

	if (text === null) {
		return state;
	}

	const first = rowsOf(text, state.view.size)[text.preview.text.top]?.line ?? 0;
	const hits = hitLines(text.document, search);
	return showHit(state, text, search, hits.find(line => line >= first) ?? hits[0] ?? null);
}

/** Scrolls to the next (1) or previous (-1) line with a hit; after the last one to the first, and vice versa. */
export function stepToTextHit(state: State, text: ReadText, step: 1 | -1, at: Instant): State {
	const {search, hit} = text.preview.text;
	const hits = hitLines(text.document, search);
	const target = hit === null ? 0 : hits.indexOf(hit) + step;
	const there = showHit(state, text, search, hits.at(target % hits.length) ?? null);
	return hits[target] !== undefined || hits.length === 0 ? there : withWrapNotice(there, step, at);
}

/** Scrolls the line of the hit to a third of the height, unless it is visible already. */
function showHit(state: State, text: ReadText, search: string, hit: number | null): State {
	const {top} = text.preview.text;
	const {rows: height} = previewBox(state.view.size);
	const rows = rowsOf(text, state.view.size);
	const first = rows.findIndex(({line}) => line === hit);
	const last = rows.findLastIndex(({line}) => line === hit);
	const isVisible = hit === null || (first >= top && last < top + height);
	return show(state, text, {search, hit, top: isVisible ? top : first - Math.floor(height / 3)});
}

/** The indexes of the lines that contain the search; none if it is empty. */
const hitLines = memoizeByObject(({lines}: TextDocument, search: string): readonly number[] => {
	const {test} = plainMatcher(search);
	return search === '' ? [] : lines.flatMap((line, index) => (test(line) ? [index] : []));
});

export type TextModel = Readonly<NonNullable<ReturnType<typeof textModel>>>;

/** The rows of a text on a screen of this size, with the hits of the search; null for other previews. */
export function textModel(preview: OpenPreview, size: Size) {
	const text = shownText({preview});

	if (text === null) {
		return null;
	}

	const {lines} = text.document;
	const {search, hit, top, sideways} = preview.text;
	const {rows: height} = previewBox(size);
	const all = rowsOf(text, size);
	const hits = hitLines(text.document, search);
	const {pattern} = plainMatcher(search);
	return {
		rows: all.slice(top, top + height).map(({line, from: start, to}) => {
			const whole = lines[line] ?? '';
			const from = Math.min(start + sideways, to);
			return {
				text: whole.slice(from, to),
				hits: (search === '' ? [] : findRanges(whole, pattern))
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
		hits: hits.length,
		/** The number of the current hit among all hits, from 1; null without one. */
		hitNumber: hit === null ? null : hits.indexOf(hit) + 1,
	};
}
