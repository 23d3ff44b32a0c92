import {runSubcommand} from '../commands/subcommands.ts';
import {listRuns} from './list-runs.ts';
import {runInContext} from './run-in-context.ts';

/** Runs the subcommand of the arguments. Resolves to the exit code. A bundle of its own starts here. */
export async function startSubcommand(argv: readonly string[], version: string): Promise<number> {
	return runInContext(argv, version, async context => {
		const {list} = context.request.options;
		return list === null ? runSubcommand(context) : listRuns(context, list);
	});
}
