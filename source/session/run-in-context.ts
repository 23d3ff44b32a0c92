import {takeKeyVariable} from '../config/find-key.ts';
import {loadConfig} from '../config/load-config.ts';
import {parseOptions, type SessionContext} from '../config/parse-options.ts';
import {platform} from '../terminal/platform.ts';
import {messagesFor} from './catalogue.ts';
import {exitCodes, Refusal} from './refusal.ts';

/**
 * Parses the arguments, without the program and its script, and calls `run`. Resolves to the exit code. Prints errors in
 * the arguments and a `Refusal` to stderr. `immediateOutput` must already have handled `--help` and `--version`.
 */
export async function runInContext(
	argv: readonly string[],
	version: string,
	run: (context: SessionContext) => Promise<number>,
): Promise<number> {
	const {env, stdin, stdout, stderr} = process;
	const request = parseOptions({
		argv,
		env,
		stdinIsTerminal: stdin.isTTY,
		stdoutIsTerminal: stdout.isTTY,
		config: loadConfig(env, platform),
		messagesFor,
	});

	if (typeof request === 'string') {
		stderr.write(request.replaceAll(/^/gm, 'chenyu-top: ') + '\n');
		return exitCodes.usageError;
	}

	try {
		return await run({
			...request,
			messages: messagesFor(request.options.language),
			english: messagesFor('en'),
			keyVariable: takeKeyVariable(env),
			version,
		});
	} catch (error) {
		if (error instanceof Refusal) {
			stderr.write(`chenyu-top: ${error.message}\n`);
			return error.exitCode;
		}

		throw error;
	}
}
