import {printCompletion} from '../commands/completion.ts';
import {printConfig} from '../commands/config.ts';
import {runDoctor} from '../commands/doctor/doctor.ts';
import {takeKeyVariable} from '../config/find-key.ts';
import {loadConfig} from '../config/load-config.ts';
import {parseOptions, type SessionContext} from '../config/parse-options.ts';
import {platform} from '../terminal/platform.ts';
import {messagesFor} from './catalogue.ts';
import {watchHeadless} from './headless-session.ts';
import {exitCodes, Refusal} from './refusal.ts';
import {compareIds} from './subcommands/compare.ts';
import {reportCosts} from './subcommands/cost.ts';
import {runHistoryCommand} from './subcommands/history.ts';
import {knownRuns} from './subcommands/known-runs.ts';
import {listRuns} from './subcommands/ls.ts';

/**
 * Runs a command, or watches runs. Resolves to the exit code. Prints errors in the arguments, and a `Refusal`, to stderr.
 * `argv` has neither the program nor its script. `immediateOutput` must already have handled `--help` and `--version`. A
 * bundle starts here.
 */
export async function startSession(argv: readonly string[], version: string): Promise<number> {
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
		return await start({
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

/** Imports late what takes long to load, such as Ink, and what no other command needs. */
async function start(context: SessionContext): Promise<number> {
	const {options, subcommand} = context;
	const {list, cost, history, compare, report, save, doctorApi, mode} = options;

	if (report !== null) {
		const {reportRuns} = await import('./subcommands/report.ts');
		return reportRuns(context, report);
	}

	if (save !== null) {
		const {saveSelected} = await import('./subcommands/save.ts');
		return saveSelected(context, save);
	}

	if (doctorApi !== null) {
		const {compareService} = await import('./subcommands/doctor-api.ts');
		return compareService(context, doctorApi);
	}

	if (subcommand === 'mcp') {
		const {serveMcp} = await import('./mcp/serve-mcp.ts');
		return serveMcp(context);
	}

	if (subcommand === null && mode === 'screen') {
		const {showScreen} = await import('./screen/screen-session.ts');
		return showScreen(context);
	}

	if (subcommand === 'completion') {
		return printCompletion(context, typed => knownRuns(context, typed));
	}

	if (subcommand === 'config') {
		return printConfig(context);
	}

	if (subcommand === 'doctor') {
		return runDoctor(context);
	}

	if (list !== null) {
		return listRuns(context, list);
	}

	if (cost !== null) {
		return reportCosts(context, cost);
	}

	if (compare !== null) {
		return compareIds(context, compare);
	}

	if (history !== null) {
		return runHistoryCommand(context, history);
	}

	return watchHeadless(context);
}
