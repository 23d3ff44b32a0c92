import {loadConfig} from '../config/load-config.ts';
import {parseOptions} from '../config/parse-options.ts';
import {run} from './run.ts';

/**
 * Does what was typed, and gives the exit code. One module for all that every watch needs: each file that is loaded
 * by itself costs a third of a millisecond.
 */
export async function begin(argv: readonly string[], version: string): Promise<number> {
	const {env, stdin, stdout, stderr, platform} = process;
	const parsed = parseOptions({
		argv,
		env,
		stdinIsTerminal: stdin.isTTY,
		stdoutIsTerminal: stdout.isTTY,
		version,
		config: loadConfig(env, platform),
	});

	if (parsed.kind === 'wrong') {
		stderr.write(`chenyu-top: ${parsed.message}\n`);
		return parsed.exitCode;
	}

	if (parsed.subcommand !== null) {
		const {answer} = await import('./subcommands.ts');
		return answer(parsed, parsed.subcommand, version);
	}

	return run(parsed, version);
}
