import type {LogSequence} from './index/sequence.ts';
import type {LogView} from './state.ts';

/** A row of a log: which entry it belongs to, by its place, and which of the entry's rows it is. */
export type RowPlace = {readonly place: number; readonly row: number};

/** What of a log is in sight follows from these. */
export type LogRows = {
	/** How many entries are shown in all. */
	readonly count: number;
	/** Rows of the pane. */
	readonly height: number;
	/** The rows of an entry, with those that stand before it; at least one. */
	readonly rowsAt: (place: number) => number;
};

/** Where the cursor is, by place (-1 in an empty log), and what the first row in sight is. */
export type RowWindow = {readonly cursor: number; readonly top: RowPlace};

/** Where the reader is. The cursor is always in sight; a place that the filters hide is the first one after it. */
export function rowWindow(view: LogView, shown: LogSequence, rows: LogRows): RowWindow {
	const last = rows.count - 1;

	if (view.top === null || view.cursor === null || last < 0) {
		return {cursor: last, top: endTop(rows)};
	}

	const cursor = Math.min(last, shown.placeOf(view.cursor));
	const place = shown.placeOf(view.top.entry);
	return {cursor, top: keepInView({place, row: view.top.row}, cursor, rows)};
}

/** The first row in sight when the last row is at the foot of the pane. */
export function endTop(rows: LogRows): RowPlace {
	const last = rows.count - 1;
	return last < 0
		? {place: 0, row: 0}
		: goRows({place: last, row: rows.rowsAt(last) - 1}, 1 - rows.height, rows);
}

/** The first row in sight, moved by as little as it takes to have an entry in sight, and not beyond the end. */
export function keepInView(top: RowPlace, place: number, rows: LogRows): RowPlace {
	const end = endTop(rows);
	const kept = isAfter(top, end) ? end : top;
	const foot = {place, row: rows.rowsAt(place) - 1};
	const highest = goRows(foot, 1 - rows.height, rows);
	const first = {place, row: 0};

	if (isAfter(highest, kept)) {
		return highest;
	}

	// An entry that is taller than the pane is in sight by its end.
	return isAfter(kept, first) ? (isAfter(highest, first) ? highest : first) : kept;
}

/** So many rows further down, or up where it is negative; it stops at both ends. */
export function goRows({place, row}: RowPlace, by: number, rows: LogRows): RowPlace {
	let at = place;
	let target = row + by;

	while (target < 0 && at > 0) {
		at--;
		target += rows.rowsAt(at);
	}

	for (let own = rows.rowsAt(at); target >= own && at < rows.count - 1; own = rows.rowsAt(at)) {
		target -= own;
		at++;
	}

	return {place: at, row: Math.max(0, Math.min(target, rows.rowsAt(at) - 1))};
}

/** How many rows below the first row in sight an entry's first one is; negative when it is above. */
export function rowsBetween(top: RowPlace, place: number, rows: LogRows): number {
	let between = -top.row;

	for (let at = top.place; at < place && between < rows.height; at++) {
		between += rows.rowsAt(at);
	}

	return between;
}

export function isAfter(a: RowPlace, b: RowPlace): boolean {
	return a.place > b.place || (a.place === b.place && a.row > b.row);
}
