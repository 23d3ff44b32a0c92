import type {ApiError} from '../../api/errors.ts';
import {pageMessages, type PageMessages} from '../../commands/report/messages.ts';
import {reportPage, type PageOptions} from '../../commands/report/page.ts';
import type {ReportedRun} from '../../commands/report/reported-run.ts';
import type {ReportOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {quoteInput} from '../../config/quote-input.ts';
import type {FoundRun} from '../../core/found-run.ts';
import type {Problem} from '../../core/problem.ts';
import {chargedAmount} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {nodesOf} from '../../features/nodes/index.ts';
import {accessTo} from '../../features/outputs/download/media-client.ts';
import {print} from '../../report/standard-output.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {reduce} from '../../store/reducer.ts';
import {initialState} from '../../store/state.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes} from '../refusal.ts';
import {readRecording, warningsOf} from '../replay-watch.ts';
import {warn} from './command-service.ts';
import {withStorage} from './command-storage.ts';
import {readRuns, unreadText, usableStorage} from './find-run.ts';
import {fetchPictures} from './report-pictures.ts';
import {checkPageFile, writePageFile} from './write-page.ts';

type PageContent = Pick<PageOptions, 'runs' | 'unread' | 'isRecording'>;
type Unread = PageOptions['unread'][number];

/** Writes a page about runs (`chenyu-top report`). Resolves to the exit code. Throws a `Refusal` for an unusable file. */
export async function reportRuns(
	{messages: general, ...context}: SessionContext,
	options: ReportOptions,
): Promise<number> {
	const messages = pageMessages(general);
	const {replay, concurrency, proxy} = context.options;
	const {output} = options;

	if (output !== null) {
		await checkPageFile(output, messages);
	}

	if (replay !== null) {
		return writePage(await recordedRuns(replay, options, messages, context.options.certainIds));
	}

	return withStorage({...context, messages}, async sources => {
		const {service} = sources;
		const known = knownIds(sources.storage, service.client);
		const ids = await fullIds(options.ids, known, messages, context.options.certainIds);
		const storage = usableStorage(sources, messages);
		const {found, failure} = await readRuns([...new Set(ids)], {service, storage}, concurrency);
		const runs = found.flatMap(({run}) => run ?? []);
		const access = accessTo(service.baseUrl, service.apiKey, proxy);
		const connecting = {clock, access, signal: service.signal};
		const pictures = await fetchPictures(runs, messages, connecting);
		const exitCode = await writePage(
			{
				runs: runs.map(run => withNodes(run, pictures.get(run))),
				unread: found.flatMap(({id, run, problem}) =>
					run === null ? unreadRun(id, problem, failure) : [],
				),
				isRecording: false,
			},
			failure !== null,
		);

		if (failure !== null) {
			throw failure;
		}

		return exitCode;
	});

	function unreadRun(id: RunOrderId, problem: Problem | null, failure: ApiError | null): Unread {
		const why =
			failure === null
				? unreadText(id, problem, messages)
				: messages.problem.sentence(failure.toProblem(clock.now()));
		return {id: cleanName(id), why};
	}

	async function writePage(content: PageContent, isReported = false): Promise<number> {
		for (const {why} of isReported ? [] : content.unread) {
			warn(why);
		}

		if (content.runs.length === 0) {
			warn(messages.runReport.nothing);
			return exitCodes.gaveUp;
		}

		const {version} = context;
		const page = reportPage({...content, messages, version, at: clock.now()});
		const exitCode = content.unread.length === 0 ? 0 : exitCodes.gaveUp;

		if (output === null) {
			return (await print(page.trimEnd(), messages)) || exitCode;
		}

		await writePageFile(page, output, messages);
		return exitCode;
	}
}

/** Throws a `Refusal` if the file is no recording. No request is sent, also not for pictures. */
async function recordedRuns(
	file: string,
	{ids}: ReportOptions,
	messages: PageMessages,
	certainIds: ReadonlySet<RunOrderId>,
): Promise<PageContent> {
	const recording = readRecording(file, messages);
	warningsOf(file, recording).forEach(notice => warn(messages.notice(notice, paletteName)));
	const blank = initialState({columns: 0, rows: 0}, recording.started + recording.beginning);
	const state = recording.steps.reduce((before, {action}) => reduce(before, action).state, blank);
	const all = [...state.runs.keys()];
	const wanted =
		ids.length === 0 ? all : new Set(await fullIds(ids, [async () => all], messages, certainIds));
	const runs: ReportedRun[] = [];
	const unread: Unread[] = [];

	for (const id of wanted) {
		const run = state.runs.get(id);
		const execution = run?.execution ?? null;
		const order = state.orders.get(id)?.info ?? null;

		if (run === undefined || execution === null) {
			unread.push({id: cleanName(id), why: messages.runReport.noResponse(quoteInput(id))});
			continue;
		}

		const quote = order?.quoteAmount ?? state.quotes.get(id) ?? null;
		const charged = order === null ? null : chargedAmount(order);
		const pictures = execution.outputs
			.filter(({kind, address}) => kind === 'image' && address !== null)
			.map(({key}) => [key.exact, {why: messages.runReport.noPicture.fromRecording}] as const);
		runs.push(withNodes({...run, execution, order, quote, charged, name: null}, new Map(pictures)));
	}

	return {runs, unread, isRecording: true};
}

function withNodes(run: FoundRun, pictures: ReportedRun['pictures'] = new Map()): ReportedRun {
	return {...run, nodes: nodesOf(run), pictures};
}
