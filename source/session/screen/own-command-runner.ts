import {cleanName} from '../../core/text/sanitize.ts';
import type {OwnCommandBatch} from '../../features/own-commands/state.ts';
import type {Notice} from '../../store/notice.ts';
import {runProgram, type ProgramOptions} from '../../terminal/run-program.ts';

/**
 * Runs a command of the user's own once for each run, one after the other. Stops at a program that cannot be started,
 * but not at an exit code. The notice shows the first failure, or else the last success.
 */
export async function runOwnCommand(
	{name, calls}: OwnCommandBatch,
	options: ProgramOptions,
): Promise<Notice> {
	let shown = {code: null as number | null, line: cleanName('')};
	let failed = 0;

	for (const {argv, variables} of calls) {
		const outcome = await runProgram(argv, variables, options);

		if (outcome.kind === 'not-started') {
			const program = cleanName(argv[0] ?? '');
			return {kind: 'own-command-not-started', name, program, code: outcome.code};
		}

		shown = failed === 0 ? outcome : shown;
		failed += outcome.code === 0 ? 0 : 1;
	}

	const {code, line} = shown;
	return {kind: 'own-command-ended', name, runs: calls.length, failed, code, line};
}
