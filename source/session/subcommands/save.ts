import {resolve} from 'node:path';
import type {FoundRun} from '../../commands/report/article.ts';
import type {SaveOptions} from '../../config/command-options.ts';
import {canDraw} from '../../config/environment.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {downloadId} from '../../core/output/download.ts';
import type {Output} from '../../core/output/output.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {writeJson} from '../../events/event-lines.ts';
import {printer} from '../../events/standard-output.ts';
import {noStatusLine, statusLine} from '../../events/status-line.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import {pathText, prepareFolder} from '../../features/outputs/download/files.ts';
import {accessTo, mediaClient} from '../../features/outputs/download/media-client.ts';
import {saveOutput} from '../../features/outputs/download/save-output.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {failureText, warn, withAccount, type CommandAccount} from './command-account.ts';
import {runReader} from './read-runs.ts';
import {noRunText, selectRuns} from './select-runs.ts';

/** How many runs, and how many outputs of each, are read and saved at once. */
const maxRuns = 2;
const maxOutputs = 3;
/** Without a terminal, the progress is printed after this many runs. */
const portion = 50;
/** On a terminal, it changes at most this often while bytes arrive, in milliseconds. */
const updateIntervalMs = 250;

/**
 * Saves the outputs of runs (`chenyu-top save`). Resolves to the exit code: 0 if all outputs are saved. Throws a `Refusal` for
 * an unknown run and an unusable folder.
 */
export async function saveSelected(context: SessionContext, save: SaveOptions): Promise<number> {
	const {messages} = context;
	const folder = resolve(save.folder);
	const unusable = await prepareFolder(folder);

	if (unusable !== null) {
		const {badFolder, why} = messages.download;
		throw new Refusal(badFolder(cleanName(save.folder), why(unusable)));
	}

	return withAccount(context, async account => {
		const ids = await chosenIds(context, save, account);

		if (ids.length === 0) {
			warn(noRunText(context, save));
			return exitCodes.gaveUp;
		}

		return saveOutputsOf(ids, folder, context, save, account);
	});
}

/** Returns the ids of the arguments, or of the runs that the options select. */
async function chosenIds(
	context: SessionContext,
	{ids, ...selection}: SaveOptions,
	account: CommandAccount,
): Promise<readonly RunOrderId[]> {
	const {options, messages} = context;

	if (ids.length > 0) {
		const known = knownIds(account.storage, account.client);
		return [...new Set(await fullIds(ids, known, messages, options.certainIds))];
	}

	const {limit} = selection;
	// One more shows whether there are more.
	const wanted = {...selection, limit: limit === null ? null : limit + 1};
	const found = await selectRuns(context, wanted, account);

	if (limit !== null && found.length > limit) {
		warn(messages.saveCommand.limited(limit));
	}

	return found.slice(0, limit ?? undefined).map(({id}) => id.exact);
}

/** Reads runs, with fresh links, and saves the outputs of each. Resolves to the exit code. */
async function saveOutputsOf(
	ids: readonly RunOrderId[],
	folder: string,
	context: SessionContext,
	{asJson, template}: SaveOptions,
	account: CommandAccount,
): Promise<number> {
	const {messages, options, settings} = context;
	const {client, send, signal, baseUrl, apiKey} = account;
	const access = accessTo(baseUrl, apiKey, options.proxy);
	const getMedia = mediaClient(access);
	const reader = runReader(account, messages);
	const out = printer(messages);
	const {stderr, stdout, env} = process;
	const hasStatus = stderr.isTTY && canDraw(env) && !(asJson && stdout.isTTY);
	const status = hasStatus ? statusLine(stderr) : noStatusLine;
	const done = {
		runs: 0,
		unread: 0,
		unfinished: 0,
		without: 0,
		saved: 0,
		known: 0,
		failed: 0,
		bytes: 0,
	};
	const waiting = ids.values();
	let shownAt = -Infinity;

	function say(sentence: string): void {
		status.aside(() => warn(sentence));
	}

	function showProgress(arriving = 0): void {
		const now = clock.monotonic();

		if (arriving === 0 || now - shownAt >= updateIntervalMs) {
			shownAt = now;
			const counts = {...done, total: ids.length, bytes: done.bytes + arriving};
			status.show(() => messages.saveCommand.progress(counts));
		}
	}

	async function saveOne(run: FoundRun, output: Output): Promise<void> {
		const {key} = output;
		const id = downloadId(run.id, key.exact);
		const request = {id, run, output, label: run.label?.exact ?? null};

		try {
			const {path, bytes, isNew} = await saveOutput(request, {
				folder,
				template: template ?? settings.downloadName,
				clock,
				getMedia,
				redact: access.redact,
				renew: async () => newLink(run.id, output),
				onProgress: progress => showProgress(progress.bytes),
				signal,
			});
			done.saved++;
			done.known += Number(!isNew);
			done.bytes += bytes;
			const saved = {key, path: {safe: pathText(path), exact: path}, bytes};
			writeLine({event: 'download', at: clock.now(), run, ...saved});
		} catch (error) {
			signal.throwIfAborted();
			const why = outputProblemOf(error);
			done.failed++;
			writeLine({event: 'download-failed', at: clock.now(), run, key, why});
			const notice = messages.notice({kind: 'output-not-saved', what: key.safe, why}, paletteName);
			say(`${run.safeId} ${notice}`);
		}

		showProgress();
	}

	function writeLine(event: Parameters<typeof writeJson>[0]): void {
		if (asJson) {
			out.line(writeJson(event));
		}
	}

	/** Asks the service for a new link to a file; null if there is none. */
	async function newLink(id: RunOrderId, {key, address}: Output): Promise<URL | null> {
		const response = await send(async () => client.execution(id, signal)).catch(() => null);
		const outputs = response?.execution.outputs ?? [];
		const link = outputs.find(one => one.key.exact === key.exact)?.address ?? null;
		return link?.href === address?.href ? null : link;
	}

	async function saveNext(): Promise<void> {
		for (const id of waiting) {
			const run = await reader.read(id);

			if (typeof run === 'string') {
				done.unread++;
				// The failure of the whole service is said once, at the end.
				if (reader.failure() === null) {
					say(run);
				}
			} else {
				done.unfinished += Number(!hasEnded(run));
				done.without += Number(hasEnded(run) && run.execution.outputs.length === 0);
				const outputs = run.execution.outputs.values();
				const saveRest = async () => {
					for (const output of outputs) {
						await saveOne(run, output);
					}
				};
				await allSettled(Array.from({length: maxOutputs}, saveRest));
			}

			done.runs++;
			showProgress();

			if (!hasStatus && done.runs % portion === 0) {
				warn(messages.saveCommand.progress({...done, total: ids.length}));
			}
		}
	}

	await allSettled(Array.from({length: maxRuns}, saveNext));
	status.clear();
	const failure = reader.failure();
	const saved = {...done, stopped: 0, folder: pathText(folder)};
	const summary = messages.notice({kind: 'outputs-saved', ...saved}, paletteName);

	if (failure !== null) {
		warn(failureText(failure, messages));
	}

	if (done.unfinished > 0) {
		warn(messages.saveCommand.unfinished(done.unfinished));
	}

	if (asJson) {
		warn(summary);
	} else {
		out.line(summary);
	}

	const isWhole = done.failed === 0 && done.unread === 0 && failure === null;
	return (await out.end()) || (isWhole ? 0 : exitCodes.gaveUp);
}

/** Waits for all, so that no part of a file stays behind, then throws the first error. */
async function allSettled(work: ReadonlyArray<Promise<void>>): Promise<void> {
	await Promise.allSettled(work);
	await Promise.all(work);
}
