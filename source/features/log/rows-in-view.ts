import type {LogSequence} from './index/sequence.ts';
import type {LogPosition} from './state.ts';

import {endTop, keepInView, type RowLayout, type RowPlace} from '../../core/scroll.ts';

/** The place of the cursor (-1 in an empty log), and the top row. */
export type ScrollPosition = {readonly cursor: number; readonly top: RowPlace};

/** Computes the visible rows, with the cursor among them. A hidden entry is replaced by the next shown entry. */
export function scrollPosition(
	view: LogPosition,
	shown: LogSequence,
	rows: RowLayout,
): ScrollPosition {
	const last = rows.count - 1;

	if (view.top === null || view.cursor === null || last < 0) {
		return {cursor: last, top: endTop(rows)};
	}

	const cursor = Math.min(last, shown.placeOf(view.cursor));
	const place = shown.placeOf(view.top.entry);
	return {cursor, top: keepInView({place, row: view.top.row}, cursor, rows)};
}
