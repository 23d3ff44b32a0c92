import {cleanName} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {OwnCommandBatch} from '../features/own-commands/state.ts';
import type {Notice} from '../store/notice.ts';
import {runProgram, type ProgramOptions} from '../terminal/run-program.ts';

const timeoutMs: Duration = 600_000;

/**
 * Returns a function that runs a command of the user's own once for each run, one after the other, also after the
 * commands that were started before it. It stops at a program that cannot be started or takes too long, but not at an
 * exit code.
 */
export function ownCommandRunner(
	options: Omit<ProgramOptions, 'timeoutMs'>,
): (batch: OwnCommandBatch) => Promise<Notice> {
	let last: Promise<unknown> = Promise.resolve();

	async function run({name, calls}: OwnCommandBatch): Promise<Notice> {
		let shown = {code: null as number | null, line: cleanName('')};
		let failed = 0;

		for (const {argv, variables} of calls) {
			const outcome = await runProgram(argv, variables, {...options, timeoutMs});

			if (outcome.kind === 'not-started') {
				const program = cleanName(argv[0] ?? '');
				return {kind: 'own-command-not-started', name, program, code: outcome.code};
			}

			if (outcome.kind === 'too-long') {
				return {kind: 'own-command-too-long', name, minutes: timeoutMs / 60_000};
			}

			const {code, line} = outcome;
			failed += code === 0 ? 0 : 1;
			// Shows the first failure, or else the last success.
			shown = failed === 0 || (failed === 1 && code !== 0) ? {code, line} : shown;
		}

		return {kind: 'own-command-ended', name, runs: calls.length, failed, ...shown};
	}

	return async batch => {
		const result = last.then(async () => run(batch));
		last = result;
		return result;
	};
}
