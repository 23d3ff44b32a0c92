import type {Spending} from '../../core/history.ts';

/** How many workflows are shown, the most expensive ones. */
export const maxShownWorkflows = 20;
/** Lines besides those of the tables: a blank line and a headline for each table, and a blank line at the top. */
const linesPerTable = 2;

/** The number of lines that `spendingLines` returns. */
export function spendingLength(spending: Spending | null): number {
	if (spending === null) {
		return 0;
	}

	const {days, workflows, statuses} = spending;
	const tables = [days.length, Math.min(maxShownWorkflows, workflows.length), statuses.length];
	return days.length === 0
		? linesPerTable
		: linesPerTable + tables.reduce((sum, rows) => sum + rows + linesPerTable, 0);
}
