import * as files from 'node:fs/promises';
import {loadConfig} from '../config/load-config.ts';
import type {Options} from '../config/options.ts';
import {parseOptions} from '../config/parse-options.ts';
import {takeKeyVariable} from '../config/find-key.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {prepareFolder} from '../features/outputs/download/files.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import {watchHeadless} from './headless-session.ts';
import {exitCodes, Refusal} from './refusal.ts';
import {openReplay} from './replay-watch.ts';
import {openServiceSource, type SessionContext} from './run-source.ts';

/**
 * Resolves to the exit code. `immediateOutput` must already have handled `--help` and `--version`.
 * @param argv The arguments, without the program and its script.
 */
export async function startSession(argv: readonly string[], version: string): Promise<number> {
	const {env, platform, stdin, stdout, stderr} = process;
	const parsed = parseOptions({
		argv,
		env,
		stdinIsTerminal: stdin.isTTY,
		stdoutIsTerminal: stdout.isTTY,
		config: loadConfig(env, platform),
	});

	if (typeof parsed === 'string') {
		stderr.write(parsed.replaceAll(/^/gm, 'chenyu-top: ') + '\n');
		return exitCodes.wrongUsage;
	}

	if (parsed.subcommand !== null && parsed.subcommand !== 'ls') {
		const {runSubcommand} = await import('../commands/subcommands.ts');
		return runSubcommand(parsed, parsed.subcommand, version);
	}

	try {
		const context: SessionContext = {
			request: parsed,
			messages: messagesFor(parsed.options.language),
			keyVariable: takeKeyVariable(process.env),
			version,
		};
		const {list} = parsed.options;

		if (list !== null) {
			const {listRuns} = await import('./list-runs.ts');
			return await listRuns(context, list);
		}

		return await watchRuns(context);
	} catch (error) {
		if (error instanceof Refusal) {
			stderr.write(`chenyu-top: ${error.message}\n`);
			return error.exitCode;
		}

		throw error;
	}
}

async function watchRuns(context: SessionContext): Promise<number> {
	const {
		request: {options},
		messages,
	} = context;
	await checkDownloadFolder(options, messages);
	const source =
		options.replay === null
			? await openServiceSource(context)
			: openReplay(options.replay, options, messages);

	try {
		if (options.mode !== 'screen') {
			return await watchHeadless(context, source);
		}

		// Imported late, because loading Ink takes longer than the rest of the start.
		const {showScreen} = await import('./screen-session.ts');
		return await showScreen(context, source);
	} finally {
		await source.close();
	}
}

/** Creates the folder of `--download`. Throws a `Refusal` if it cannot be used, before the watch starts. */
async function checkDownloadFolder({download}: Options, messages: Messages): Promise<void> {
	const why = download === null ? null : await prepareFolder(download, files, systemClock);

	if (download !== null && why !== null) {
		const {badFolder, why: texts} = messages.download;
		throw new Refusal(badFolder(cleanName(download), texts(why)));
	}
}
