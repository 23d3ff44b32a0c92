/** The minimum width, in cells, of a list with a separate column for each field. */
const wideList = 50;
/** The minimum height, in rows, of a list with a header row. A shorter list uses all rows for runs. */
const roomForHeader = 6;

export function isWideList({width}: {readonly width: number}): boolean {
	return width >= wideList;
}

/** Returns the number of header rows with column titles: 0 or 1. `height` includes the title row of the pane. */
export function runHeaderRows(size: {readonly width: number; readonly height: number}): number {
	return isWideList(size) && size.height >= roomForHeader ? 1 : 0;
}
