import {printCompletion} from '../../commands/completion.ts';
import {printConfig} from '../../commands/config.ts';
import {runDoctor} from '../../commands/doctor/doctor.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {compareIds} from './compare.ts';
import {reportCosts} from './cost.ts';
import {runHistoryCommand} from './history.ts';
import {knownRuns} from './known-runs.ts';
import {listRuns} from './ls.ts';

/** Runs the subcommand of the arguments. Resolves to the exit code. */
export async function startSubcommand(context: SessionContext): Promise<number> {
	const {list, cost, history, compare, report, save, doctorApi} = context.options;

	// Imported late, because no other command needs them.
	if (report !== null) {
		const {reportRuns} = await import('./report.ts');
		return reportRuns(context, report);
	}

	if (save !== null) {
		const {saveSelected} = await import('./save.ts');
		return saveSelected(context, save);
	}

	if (doctorApi !== null) {
		const {compareService} = await import('./doctor-api.ts');
		return compareService(context, doctorApi);
	}

	return (
		(list && listRuns(context, list)) ??
		(cost && reportCosts(context, cost)) ??
		(compare && compareIds(context, compare)) ??
		(history && runHistoryCommand(context, history)) ??
		(context.subcommand === 'completion'
			? printCompletion(context, typed => knownRuns(context, typed))
			: context.subcommand === 'config'
				? printConfig(context)
				: runDoctor(context))
	);
}
