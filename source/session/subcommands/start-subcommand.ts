import {runSubcommand} from '../../commands/subcommands.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {changeHistory} from './change-history.ts';
import {compareIds} from './compare-ids.ts';
import {listRuns} from './list-runs.ts';
import {reportCosts} from './report-costs.ts';

/** Runs the subcommand of the arguments. Resolves to the exit code. */
export async function startSubcommand(context: SessionContext): Promise<number> {
	const {list, cost, history, compare, report} = context.options;

	if (list !== null) {
		return listRuns(context, list);
	}

	if (cost !== null) {
		return reportCosts(context, cost);
	}

	if (compare !== null) {
		return compareIds(context, compare);
	}

	if (report !== null) {
		// Imported late, because no other command needs it.
		const {reportRuns} = await import('./report-runs.ts');
		return reportRuns(context, report);
	}

	return history === null ? runSubcommand(context) : changeHistory(context, history);
}
