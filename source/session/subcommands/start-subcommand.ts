import {runSubcommand} from '../../commands/subcommands.ts';
import {runInContext} from '../run-in-context.ts';
import {changeHistory} from './change-history.ts';
import {compareIds} from './compare-ids.ts';
import {listRuns} from './list-runs.ts';
import {reportCosts} from './report-costs.ts';

/** Runs the subcommand of the arguments. Resolves to the exit code. A bundle of its own starts here. */
export async function startSubcommand(argv: readonly string[], version: string): Promise<number> {
	return runInContext(argv, version, async context => {
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
	});
}
