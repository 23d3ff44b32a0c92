/** The width of a list, in cells, from which each field has a column of its own. */
const wideList = 50;
/** A shorter list needs all of its rows for runs. */
const roomForHeader = 6;

export function isWideList({width}: {readonly width: number}): boolean {
	return width >= wideList;
}

/** Rows above the runs, for the titles of the columns: 0 or 1. `height` includes the title of the pane. */
export function runHeaderRows(size: {readonly width: number; readonly height: number}): number {
	return isWideList(size) && size.height >= roomForHeader ? 1 : 0;
}
