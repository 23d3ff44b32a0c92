import type {TextDocument} from '../../../core/output/output-view.ts';
import {previewBox} from './box.ts';
import type {OpenPreview} from '../state.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';
import {type TextRange, compileSearch, wrapText} from '../../log/index.ts';
import {
	type RowLayout,
	type RowPlace,
	endTop,
	isAfter,
	keepInView,
	moveRows,
} from '../../../core/scroll.ts';
import type {Size} from '../../panes/index.ts';

/** Above the rows of any line. */
const maxRows = 10_000;
const searchTimeoutMs = 200;

const searchCache = new WeakMap<
	TextDocument,
	{readonly search: string; readonly hits: readonly number[] | null}
>();

/** Wrapped visible lines, which a key needs several times. */
const wrapCache = new WeakMap<
	TextDocument,
	{readonly width: number; readonly lines: Map<number, readonly TextRange[]>}
>();

export function textRows(document: TextDocument, wrap: boolean, size: Size): RowLayout {
	const {columns, rows} = previewBox(size);
	return {
		count: document.lines.length,
		height: rows,
		rowsAt: place => (wrap ? wrapLine(document, place, columns).length : 1),
	};
}

/** Returns the parts of a line, one per row. */
export function wrapLine(
	document: TextDocument,
	place: number,
	width: number,
): readonly TextRange[] {
	let known = wrapCache.get(document);

	if (known?.width !== width) {
		known = {width, lines: new Map()};
		wrapCache.set(document, known);
	}

	const parts = known.lines.get(place) ?? wrapText(document.lines[place] ?? '', width, maxRows);
	known.lines.set(place, parts);
	return parts;
}

export function scrollBy(preview: OpenPreview, rows: RowLayout, by: number): RowPlace {
	return clampTop(moveRows(preview.top, by, rows), rows);
}

/** Returns the nearest scroll position without empty rows below the end. */
export function clampTop(top: RowPlace, rows: RowLayout): RowPlace {
	const end = endTop(rows);
	const last = Math.max(0, rows.count - 1);
	const place = Math.min(top.place, last);
	const there = {place, row: Math.min(top.row, rows.rowsAt(place) - 1)};
	return isAfter(there, end) ? end : there;
}

/** Scrolls a line into view, to a third of the height if it was not visible. */
export function scrollToLine(top: RowPlace, line: number, rows: RowLayout): RowPlace {
	const kept = keepInView(top, line, rows);
	return kept.place === top.place && kept.row === top.row
		? top
		: clampTop(moveRows({place: line, row: 0}, -Math.floor(rows.height / 3), rows), rows);
}

/** Returns the lines with hits; null after a timeout, empty without a search. */
export function hitLines(document: TextDocument, search: string): readonly number[] | null {
	const known = searchCache.get(document);

	if (known?.search === search) {
		return known.hits;
	}

	const hits = findLines(document, search);
	searchCache.set(document, {search, hits});
	return hits;
}

function findLines({lines}: TextDocument, search: string): readonly number[] | null {
	const matcher = compileSearch(search);

	if (typeof matcher === 'string') {
		return [];
	}

	const find = (): readonly number[] =>
		lines.flatMap((line, index) => (matcher.test(line) ? [index] : []));
	return matcher.kind === 'plain' ? find() : callWithTimeLimit(searchTimeoutMs, find);
}
