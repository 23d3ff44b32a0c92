import type {FoundRun} from '../../commands/report/article.ts';
import {pageMessages, type PageMessages} from '../../commands/report/messages.ts';
import {reportPage, type PageOptions} from '../../commands/report/page.ts';
import type {ReportOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {quoteInput} from '../../config/usage-error.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {initialState, reduce} from '../../features/index.ts';
import {accessTo} from '../../features/outputs/download/media-client.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes} from '../refusal.ts';
import {readRecording} from '../replay-watch.ts';
import {warn, withAccount, type CommandAccount} from './command-account.ts';
import {loadAsset} from './read-assets.ts';
import {fetchPictures} from './report-pictures.ts';
import {resultWriter} from './result-writer.ts';
import {foundRun, readRuns} from './run-reader.ts';

type PageContent = Pick<PageOptions, 'runs' | 'pictures' | 'unread' | 'isRecording'>;

/** Writes a page about runs (`chenyu-top report`). Resolves to the exit code. Throws a `Refusal` for an unusable file. */
export async function reportRuns(given: SessionContext, options: ReportOptions): Promise<number> {
	const context = {...given, messages: pageMessages(given.messages)};
	const {messages} = context;
	const {replay, proxy} = context.options;
	const write = resultWriter(options.output, messages);

	if (replay !== null) {
		const content = await recordedRuns(replay, options, context);
		content.unread.forEach(({why}) => warn(why));
		return writePage(content);
	}

	return withAccount(context, async account => {
		const ids = await fullIds(options.ids, knownIds(account), context);
		const {runs: found, unread} = await readRuns([...new Set(ids)], account, messages);
		const runs = await Promise.all(found.map(async run => withAddresses(run, account)));
		const {baseUrl, apiKey, signal} = account;
		const access = accessTo(baseUrl, apiKey, proxy);
		const pictures = await fetchPictures(runs, messages, access, signal);

		if (account.failure() === null) {
			unread.forEach(({why}) => warn(why));
		}

		const exitCode = await writePage({runs, pictures, unread, isRecording: false});

		account.throwFailure();
		return exitCode;
	});

	async function writePage(content: PageContent): Promise<number> {
		if (content.runs.length === 0) {
			warn(messages.runReport.nothing);
			return exitCodes.gaveUp;
		}

		const page = reportPage({...content, messages, version: context.version, at: clock.now()});
		const exitCode = content.unread.length === 0 ? 0 : exitCodes.gaveUp;
		return (await write(page.trimEnd())) || exitCode;
	}
}

/** Asks the service for the addresses of outputs that are assets, because they are not kept. */
async function withAddresses(run: FoundRun, account: CommandAccount): Promise<FoundRun> {
	const outputs = await Promise.all(
		run.execution.outputs.map(async output => {
			const {assetId, address} = output;
			const asset = assetId === null || address !== null ? null : await loadAsset(assetId, account);
			return asset === null ? output : {...output, address: asset.address};
		}),
	);
	return {...run, execution: {...run.execution, outputs}};
}

/** Throws a `Refusal` if the file is no recording. No request is sent, also not for pictures. */
async function recordedRuns(
	file: string,
	{ids}: ReportOptions,
	context: Omit<SessionContext, 'messages'> & {readonly messages: PageMessages},
): Promise<PageContent> {
	const {messages} = context;
	const recording = readRecording(file, messages, notice =>
		warn(messages.notice(notice, paletteName)),
	);
	const blank = initialState(
		{size: {columns: 0, rows: 0}},
		recording.started + recording.beginning,
	);
	const state = recording.steps.reduce((before, {action}) => reduce(before, action).state, blank);
	const all = [...state.runs.keys()];
	const wanted = ids.length === 0 ? all : new Set(await fullIds(ids, [async () => all], context));
	const runs: FoundRun[] = [];
	const unread: Array<PageOptions['unread'][number]> = [];

	for (const id of wanted) {
		const run = foundRun(state, id);

		if (run === null) {
			unread.push({id: cleanName(id), why: messages.runReport.noResponse(quoteInput(id))});
		} else {
			runs.push(run);
		}
	}

	return {runs, pictures: new Map(), unread, isRecording: true};
}
