/** A row of a list whose entries have one or more rows: the place of the entry, and the row's number in it. */
export type RowPlace = {readonly place: number; readonly row: number};

export type RowLayout = {
	/** Shown entries. */
	readonly count: number;
	/** Rows of the pane. */
	readonly height: number;
	/** The number of rows of an entry, with the rules before it; at least 1. */
	readonly rowsAt: (place: number) => number;
};

/** The first visible row when the last row is at the bottom. */
export function endTop(rows: RowLayout): RowPlace {
	const last = rows.count - 1;
	return last < 0
		? {place: 0, row: 0}
		: moveRows({place: last, row: rows.rowsAt(last) - 1}, 1 - rows.height, rows);
}

/** The first visible row after the shortest scroll that makes an entry visible. */
export function keepInView(top: RowPlace, place: number, rows: RowLayout): RowPlace {
	const end = endTop(rows);
	const kept = isAfter(top, end) ? end : top;
	const foot = {place, row: rows.rowsAt(place) - 1};
	const highest = moveRows(foot, 1 - rows.height, rows);
	const first = {place, row: 0};

	if (isAfter(highest, kept)) {
		return highest;
	}

	// An entry that is taller than the pane shows its end.
	return isAfter(kept, first) ? (isAfter(highest, first) ? highest : first) : kept;
}

/** Moves down by `by` rows, up if negative; stops at both ends. */
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

/** Rows from the first visible row down to the first row of an entry; negative if it is above. */
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
