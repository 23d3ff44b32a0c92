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
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';
import {wrapText, type TextRange} from '../../../terminal/wrap-text.ts';
import {compileSearch} from '../../log/index.ts';
import type {Size} from '../../panes/index.ts';
import {previewBox} from './box.ts';

/**
 * `wrapText` requires a maximum number of rows on the screen for one line of the text.
 * This one is never reached, because a line has at most 4096 characters.
 */
const maxRows = 10_000;
const searchTimeoutMs = 200;

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
