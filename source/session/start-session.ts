import type {Options} from '../config/options.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {prepareFolder} from '../features/outputs/download/files.ts';
import type {Messages} from '../i18n/index.ts';
import {watchHeadless} from './headless-session.ts';
import {Refusal} from './refusal.ts';
import {openReplay} from './replay-watch.ts';
import {runInContext} from './run-in-context.ts';
import {openServiceSource} from './run-source.ts';
import {startSubcommand} from './subcommands/start-subcommand.ts';
import {withMetrics} from './with-metrics.ts';

/** Runs a command, or watches runs. Resolves to the exit code. A bundle starts here. */
export async function startSession(argv: readonly string[], version: string): Promise<number> {
	return runInContext(argv, version, async context =>
		context.subcommand === null ? watchRuns(context) : startSubcommand(context),
	);
}

async function watchRuns(context: SessionContext): Promise<number> {
	const {options, messages} = context;
	await checkDownloadFolder(options, messages);
	const source =
		options.replay === null
			? await withMetrics(context, openServiceSource)
			: openReplay(options.replay, options, messages);

	try {
		if (options.mode !== 'screen') {
			return await watchHeadless(context, source);
		}

		// Imported late, because loading Ink takes longer than the rest of the start.
		const {showScreen} = await import('./screen/screen-session.ts');
		return await showScreen(context, source);
	} finally {
		await source.close();
	}
}

/** Creates the folder of `--download`. Throws a `Refusal` if it cannot be used, before the watch starts. */
async function checkDownloadFolder({download}: Options, messages: Messages): Promise<void> {
	const why = download === null ? null : await prepareFolder(download);

	if (download !== null && why !== null) {
		const {badFolder, why: texts} = messages.download;
		throw new Refusal(badFolder(cleanName(download), texts(why)));
	}
}
