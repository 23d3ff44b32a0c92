import {homedir} from 'node:os';
import type {DownloadRequest} from '../../core/output/download.ts';
import type {RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Clock, Duration, Instant} from '../../core/time/clock.ts';
import {waitFor} from '../../core/time/wait-for.ts';
import {shortenHome} from '../../storage/own-folder.ts';
import type {Effect} from '../../store/effect.ts';
import type {Store} from '../../store/store.ts';
import {platform} from '../../terminal/platform.ts';
import type {TerminalReport} from '../../terminal/query.ts';
import {createDownloads, type Downloads} from './download/downloads.ts';
import {openMediaClient, type OutputAccess} from './download/media-client.ts';
import {isSubjectKnown, newLink, withLatest} from './download/requests.ts';
import {createViewer} from './preview/viewer.ts';

/** How long a download waits for what its name contains, which is left out then, or for a new link to its file. */
const downloadWaitMs: Duration = 15_000;
const maxFileBytes = 64 * 2 ** 30;
const retryMs: Duration = 1000;

type OutputEffectsOptions = {
	/** The folder for downloads, which exists; undefined if nothing can be downloaded. */
	readonly folder: string | undefined;
	/** Asks the terminal how it draws images; undefined without a screen. */
	readonly graphics: (() => Promise<TerminalReport>) | undefined;
	readonly clock: Clock;
	/** The time on the screen: in a replay that of the recording. */
	readonly now: () => Instant;
	readonly access: () => OutputAccess;
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	/** Polls a run at once. Null in a replay, which sends no requests. */
	readonly pollNow: ((id: RunOrderId) => void) | null;
	readonly store: () => Store;
	readonly onBug: (error: unknown) => void;
};

/** Carries out the effects of outputs, and reports to the store. */
export function createOutputEffects(options: OutputEffectsOptions) {
	const {folder, graphics, now, store} = options;
	const downloads = folder === undefined ? null : downloadsInto(folder, options);
	const viewer =
		graphics === undefined
			? null
			: createViewer({
					...options,
					graphics,
					report: action => store().dispatch({...action, at: now()}),
				});
	return {
		handlers: {
			download: ({requests}) => downloads?.add(requests),
			stopDownload: ({id}) => downloads?.cancel(id),
			loadFileMetadata: ({addresses}) => viewer?.loadFileMetadata(addresses),
			loadPreview: effect => viewer?.loadPreview(effect),
			stopPreview: () => viewer?.stopPreview(),
		} satisfies {[Type in Effect['type']]?: (effect: Extract<Effect, {type: Type}>) => void},
		/** Aborts downloads and previews. */
		async close(): Promise<void> {
			await Promise.all([downloads?.stop(), viewer?.close()]);
		},
	};
}

function downloadsInto(
	folder: string,
	{clock, now, access, template, pollNow, store, onBug}: OutputEffectsOptions,
): Downloads {
	return createDownloads({
		folder,
		template,
		clock,
		now,
		maxBytes: maxFileBytes,
		retryMs,
		media: openMediaClient(access),
		redact: text => access().redact(text),
		showPath: pathText,
		async prepare(request, signal) {
			if (!isSubjectKnown(store().getState(), request)) {
				await waitFor(downloadWaitMs, clock, signal, wake =>
					store().observe(state => {
						if (isSubjectKnown(state, request)) {
							wake();
						}
					}),
				);
			}

			return withLatest(store().getState(), request);
		},
		async renew(request: DownloadRequest, signal) {
			pollNow?.(request.run.id);

			if (pollNow !== null) {
				await waitFor(downloadWaitMs, clock, signal, wake =>
					store().observe((_, action) => {
						if (action.type === 'polled' && action.outcomes.some(({id}) => id === request.run.id)) {
							wake();
						}
					}),
				);
			}

			// With --download, an output that has changed is requested again anyway.
			const state = store().getState();
			return newLink(state, request, state.downloadAll ? 'same-file' : 'any');
		},
		report(reports) {
			store().dispatch({type: 'downloadsUpdated', at: now(), reports});
		},
		onBug,
	});
}

/** Formats a path for display. See `shortenHome`. */
export function pathText(path: string): SafeText {
	return cleanName(shortenHome(path, homedir(), platform));
}
