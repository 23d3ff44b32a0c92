import type {CommandRegistry} from '../../store/command-registry.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import type {Where} from '../../store/keys/binding.ts';

/** The minimum width of a help with two columns, in cells: no sentence is cut there. */
const minForTwoColumns = 156;

/** A heading and the rows below it: the keys of one place, or the signs of the screen. */
export type HelpGroup<Row> = {readonly where: Where | 'signs'; readonly rows: readonly Row[]};

/**
 * Returns the groups that are not empty, those of `pane` first, in one column, or in two if the width (in cells) is
 * sufficient. The two are split where the taller one is lowest.
 */
export function helpColumns<Row>(
	groups: ReadonlyArray<HelpGroup<Row>>,
	pane: Where | null,
	width: number,
): ReadonlyArray<ReadonlyArray<HelpGroup<Row>>> {
	const shown = groups
		.filter(({rows}) => rows.length > 0)
		.toSorted((a, b) => Number(b.where === pane) - Number(a.where === pane));
	const splits = shown
		.slice(1)
		.map((_, index) => [shown.slice(0, index + 1), shown.slice(index + 1)] as const)
		.toSorted((a, b) => tallest(a) - tallest(b));
	return width < minForTwoColumns ? [shown] : (splits[0] ?? [shown]);
}

/** Counts the rows of the help that match `filter`. */
export function helpRows(
	{help}: CommandRegistry,
	filter: string,
	pane: Where | null = null,
	width = 0,
): number {
	const groups = help.map(({where, rows}) => ({
		where,
		rows: rows.filter(text => isFoundIn(text, filter)),
	}));
	return tallest(helpColumns(groups, pane, width));
}

function tallest(columns: ReadonlyArray<ReadonlyArray<HelpGroup<unknown>>>): number {
	return Math.max(...columns.map(columnHeight));
}

/** The height of groups with a heading each, and an empty row between two of them. */
function columnHeight(groups: ReadonlyArray<HelpGroup<unknown>>): number {
	return groups.reduce((sum, {rows}) => sum + rows.length + 1, Math.max(0, groups.length - 1));
}
