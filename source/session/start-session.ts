import * as files from 'node:fs/promises';
import {loadConfig} from '../config/load-config.ts';
import type {Options} from '../config/options.ts';
import {parseOptions, type Request} from '../config/parse-options.ts';
import {takeKeyVariable} from '../config/find-key.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {prepareFolder} from '../features/outputs/download/folder.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import {watchHeadless} from './headless-session.ts';
import {recordWatch} from './record-watch.ts';
import {openReplay} from './replay-watch.ts';
import {
	findService,
	openServiceSource,
	startDemo,
	type RunSource,
	type Service,
	type SessionContext,
} from './run-source.ts';

const wrongUsage = 2;
const noKey = 3;

/**
 * Runs the command line, except for `--help` and `--version`. Resolves to the exit code.
 * @param argv The arguments, without the program and its script.
 */
export async function startSession(argv: readonly string[], version: string): Promise<number> {
	const {env, platform, stdin, stdout, stderr} = process;
	const parsed = parseOptions({
		argv,
		env,
		stdinIsTerminal: stdin.isTTY,
		stdoutIsTerminal: stdout.isTTY,
		version,
		config: loadConfig(env, platform),
	});

	if (typeof parsed === 'string') {
		stderr.write(parsed.replaceAll(/^/gm, 'chenyu-top: ') + '\n');
		return wrongUsage;
	}

	if (parsed.subcommand !== null) {
		const {runSubcommand} = await import('../commands/subcommands.ts');
		return runSubcommand(parsed, parsed.subcommand, version);
	}

	return watchRuns(parsed, version);
}

async function watchRuns(request: Request, version: string): Promise<number> {
	const {options} = request;
	const messages = messagesFor(options.language);
	const keyVariable = takeKeyVariable(process.env);
	const context: SessionContext = {request, messages, keyVariable, version};
	const problem = await folderProblem(options, messages);

	if (problem !== null) {
		return refuse(problem, wrongUsage);
	}

	if (options.replay !== null) {
		const source = openReplay(options.replay, options, messages);
		return typeof source === 'string' ? refuse(source, wrongUsage) : show(context, source);
	}

	const service = options.demo ? await startDemo(options) : findService(context);

	if (typeof service === 'string') {
		return refuse(service, noKey);
	}

	try {
		return await watchService(context, service);
	} finally {
		await service.close();
	}
}

async function watchService(context: SessionContext, service: Service): Promise<number> {
	const {request, messages, version} = context;
	const {record, once} = request.options;
	const recording =
		record === null
			? null
			: recordWatch({
					file: record,
					apiKey: service.apiKey,
					version,
					once,
					clock: systemClock,
					messages,
				});

	if (typeof recording === 'string') {
		return refuse(recording, wrongUsage);
	}

	try {
		return await show(context, await openServiceSource(context, service, recording));
	} finally {
		recording?.close();
	}
}

async function show(
	{request, messages, version}: SessionContext,
	source: RunSource,
): Promise<number> {
	const {options, settings} = request;

	if (options.mode !== 'screen') {
		return watchHeadless({options, messages, source, version});
	}

	// Loading Ink takes longer than the rest of the start.
	const {showScreen} = await import('./screen-session.ts');
	return showScreen({options, settings, messages, source});
}

/** Returns why outputs cannot be saved in the download folder; null if they can. */
async function folderProblem({download}: Options, messages: Messages): Promise<string | null> {
	const why = download === null ? null : await prepareFolder(download, files, systemClock);
	return download === null || why === null
		? null
		: messages.download.badFolder(cleanName(download), messages.download.why(why));
}

function refuse(sentence: string, exitCode: number): number {
	process.stderr.write(`chenyu-top: ${sentence}\n`);
	return exitCode;
}
