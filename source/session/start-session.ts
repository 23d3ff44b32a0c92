import {watchHeadless} from './headless-session.ts';
import {runInContext} from './run-in-context.ts';
import {startSubcommand} from './subcommands/start-subcommand.ts';

/** Runs a command, or watches runs. Resolves to the exit code. A bundle starts here. */
export async function startSession(argv: readonly string[], version: string): Promise<number> {
	return runInContext(argv, version, async context => {
		if (context.subcommand !== null) {
			return startSubcommand(context);
		}

		if (context.options.mode !== 'screen') {
			return watchHeadless(context);
		}

		// Imported late, because loading Ink takes longer than the rest of the start.
		const {showScreen} = await import('./screen/screen-session.ts');
		return showScreen(context);
	});
}
