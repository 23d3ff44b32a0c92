/** Where Ink puts the cursor: a number of rows above the last row of the frame, and a column, from 0. */
export type InkCursor = {readonly up: number; readonly column: number};

// Before it clears a frame that has a cursor, Ink erases the frame from its first row.
// oxlint-disable-next-line no-control-regex
const clearing = /^\u001B\[\?25l(?:\u001B\[\d+A)?\u001B\[1G\u001B\[J/;
// oxlint-disable-next-line no-control-regex
const start = /^\u001B\[\?25l(?:\u001B\[\d+B)?(?:\u001B\[1G)?/;
// oxlint-disable-next-line no-control-regex
const end = /(?:\u001B\[(\d+)A)?\u001B\[(\d+)G\u001B\[\?25h$/;

/**
 * Takes the sequences of `useCursor` out of what Ink writes: before a frame those that hide the cursor and move it to the
 * end of the last frame, after a frame those that move it to its place and show it. They assume that the whole frame is
 * written between them. `cursor` is `hidden` if the cursor is not shown any more, and null if nothing is said about it.
 */
export function takeCursor(output: string): {
	readonly rest: string;
	readonly cursor: InkCursor | 'hidden' | null;
} {
	const clear = clearing.exec(output);

	if (clear !== null) {
		return {rest: output.slice(clear[0].length), cursor: null};
	}

	const [hidden] = start.exec(output) ?? [];
	const [placed = '', up = '0', column = '1'] = end.exec(output) ?? [];
	return {
		rest: output.slice(hidden?.length ?? 0, output.length - placed.length),
		cursor:
			placed !== ''
				? {up: Number(up), column: Number(column) - 1}
				: hidden === undefined
					? null
					: 'hidden',
	};
}
