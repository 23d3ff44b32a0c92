import {resolve} from 'node:path';
import type {FoundRun} from '../../commands/report/article.ts';
import type {SaveOptions} from '../../config/command-options.ts';
import {canDraw} from '../../config/environment.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {newLink} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {writeJson} from '../../events/event-lines.ts';
import {printer} from '../../events/standard-output.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import {pathText, prepareFolder} from '../../features/outputs/download/files.ts';
import {accessTo, mediaClient} from '../../features/outputs/download/media-client.ts';
import {saveOutput} from '../../features/outputs/download/save-output.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {failureText, warn, withAccount, type CommandAccount} from './command-account.ts';
import {loadAsset} from './read-assets.ts';
import {RunReader} from './run-reader.ts';
import {noRunText, selectRuns} from './select-runs.ts';
import {showStatus} from './status-line.ts';

/** How many runs are read and saved at once. */
const maxRuns = 3;
/** Without a terminal, the progress is printed after this many runs. */
const portion = 50;

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
		const ids =
			save.ids.length > 0
				? await fullIds(save.ids, knownIds(account), context)
				: (await selectRuns(context, save, account)).map(({id}) => id.exact);

		if (ids.length === 0) {
			warn(noRunText(context, save));
			return exitCodes.gaveUp;
		}

		return saveOutputsOf(new Set(ids), folder, context, save, account);
	});
}

/** Reads runs, with fresh links, and saves the outputs of each. Resolves to the exit code. */
async function saveOutputsOf(
	ids: ReadonlySet<RunOrderId>,
	folder: string,
	{messages, options, settings}: SessionContext,
	{asJson, template}: SaveOptions,
	account: CommandAccount,
): Promise<number> {
	const {client, send, signal, baseUrl, apiKey} = account;
	const access = accessTo(baseUrl, apiKey, options.proxy);
	const getMedia = mediaClient(access);
	const reader = new RunReader(account.storage);
	const out = printer(messages);
	const {stderr, stdout, env} = process;
	const hasStatus = stderr.isTTY && canDraw(env) && !(asJson && stdout.isTTY);
	/** `saved`, `known`, `failed` and `bytes` count outputs, the others runs. */
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

	/** `arriving`: the bytes so far of an output that is being saved. */
	const progress = (arriving = 0): string =>
		messages.saveCommand.progress({...done, total: ids.size, bytes: done.bytes + arriving});

	function showProgress(arriving?: number): void {
		if (hasStatus) {
			showStatus(progress(arriving));
		}
	}

	async function saveOne(run: FoundRun, output: Output): Promise<void> {
		const {key} = output;
		const request = {run, output, label: run.label?.exact ?? null};

		try {
			const {path, bytes, isNew} = await saveOutput(request, {
				folder,
				template: template ?? settings.values.downloadName ?? null,
				clock,
				getMedia,
				redact: access.redact,
				renew: async () => renew(run.id, output),
				onProgress: arriving => showProgress(arriving.bytes),
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
			const failed = {kind: 'output-not-saved', what: key.safe, why} as const;
			warn(`${run.safeId} ${messages.notice(failed, paletteName)}`);
		}
	}

	function writeLine(event: Parameters<typeof writeJson>[0]): void {
		if (asJson) {
			out.line(writeJson(event));
		}
	}

	/** Asks the service for a new link to a file; null if there is none. */
	async function renew(id: RunOrderId, output: Output): Promise<URL | null> {
		const asset = output.assetId === null ? null : await loadAsset(output.assetId, account);

		if (asset !== null && asset.address !== null) {
			return asset.address;
		}

		const response = await send(async () => client.execution(id, signal)).catch(() => null);
		return newLink(response?.execution.outputs ?? [], output);
	}

	async function saveNext(): Promise<void> {
		for (const id of waiting) {
			const run = await reader.read(id, account);

			if (account.failure() !== null) {
				return;
			}

			if (run === null) {
				done.unread++;
				warn(reader.unreadText(id, account, messages));
			} else {
				const made = run.execution.outputs;
				done.unfinished += Number(!hasEnded(run));
				done.without += Number(hasEnded(run) && made.length === 0);

				for (const output of made) {
					await saveOne(run, output);
				}
			}

			done.runs++;
			showProgress();

			if (!hasStatus && done.runs % portion === 0) {
				warn(progress());
			}
		}
	}

	const work = Array.from({length: maxRuns}, saveNext);
	// Waits for all, so that no part of a file stays behind, then throws the first error.
	await Promise.allSettled(work);
	showStatus('');
	await Promise.all(work);
	const failure = account.failure();
	const saved = {kind: 'outputs-saved', ...done, folder: pathText(folder)} as const;
	const summary = messages.notice(saved, paletteName);

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
