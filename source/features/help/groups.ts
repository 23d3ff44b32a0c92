import type {Where} from '../../store/keys/binding.ts';

/** The minimum width of a help with two columns, in cells: no sentence is cut there. */
const minForTwoColumns = 156;

/** Keys or a sign, and what they do or mean. */
export type HelpRow = {readonly label: string; readonly text: string};

/** A heading and the rows below it: the keys of one place, or the signs of the screen. */
export type HelpGroup = {readonly where: Where | 'signs'; readonly rows: readonly HelpRow[]};

/**
 * Returns the groups that are not empty, those of `pane` first, in one column, or in two if the width (in cells) is
 * sufficient. The two are split where the taller one is lowest.
 */
export function helpColumns(
	groups: readonly HelpGroup[],
	pane: Where | null,
	width: number,
): ReadonlyArray<readonly HelpGroup[]> {
	const shown = groups
		.filter(({rows}) => rows.length > 0)
		.toSorted((a, b) => Number(b.where === pane) - Number(a.where === pane));
	const splits = shown
		.slice(1)
		.map((_, index) => [shown.slice(0, index + 1), shown.slice(index + 1)] as const)
		.toSorted((a, b) => tallest(a) - tallest(b));
	return width < minForTwoColumns ? [shown] : (splits[0] ?? [shown]);
}

function tallest(columns: ReadonlyArray<readonly HelpGroup[]>): number {
	return Math.max(...columns.map(columnHeight));
}

/** The height of groups with a heading each, and an empty row between two of them. */
function columnHeight(groups: readonly HelpGroup[]): number {
	return groups.reduce((sum, {rows}) => sum + rows.length + 1, Math.max(0, groups.length - 1));
}
