/** `place` is the index of an entry in a list, `row` the index of a row within that entry, which may have several. */
export type RowPlace = {readonly place: number; readonly row: number};

export type RowLayout = {
	readonly count: number;
	readonly height: number;
	/** Returns the number of rows of the entry `place`, including the separator lines before it; at least 1. */
	readonly rowsAt: (place: number) => number;
};

/** Returns the first visible row of a list that is scrolled to its end. */
export function endTop(rows: RowLayout): RowPlace {
	const last = rows.count - 1;
	return last < 0
		? {place: 0, row: 0}
		: moveRows({place: last, row: rows.rowsAt(last) - 1}, 1 - rows.height, rows);
}

/** Returns the first visible row after scrolling as little as possible to make the entry `place` visible. */
export function keepInView(top: RowPlace, place: number, rows: RowLayout): RowPlace {
	const end = endTop(rows);
	const kept = isAfter(top, end) ? end : top;
	const foot = {place, row: rows.rowsAt(place) - 1};
	const highest = moveRows(foot, 1 - rows.height, rows);
	const first = {place, row: 0};

	if (isAfter(highest, kept)) {
		return highest;
	}

	// If an entry is taller than the pane, its end is visible.
	return isAfter(kept, first) ? (isAfter(highest, first) ? highest : first) : kept;
}

/** Returns the row that is `by` rows below a row, or above it if `by` is negative. Stops at both ends of the list. */
export function moveRows({place, row}: RowPlace, by: number, rows: RowLayout): RowPlace {
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

/**
 * Returns the number of rows from `top`, the first visible row, down to the first row of the entry `place`. Exact only
 * for an entry that begins in the pane. The result is 0 or less for an entry that begins above the pane, and at least
 * `rows.height` for one that begins below it.
 */
export function rowsBetween(top: RowPlace, place: number, rows: RowLayout): number {
	let between = -top.row;

	for (let at = top.place; at < place && between < rows.height; at++) {
		between += rows.rowsAt(at);
	}

	return between;
}

export function isAfter(a: RowPlace, b: RowPlace): boolean {
	return a.place > b.place || (a.place === b.place && a.row > b.row);
}
