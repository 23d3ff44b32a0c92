import {dirname} from 'node:path';
import type {DownloadId, DownloadPhase, DownloadRequest} from '../../../core/output/download.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import {outputProblemOf} from './errors.ts';
import {pathText} from './files.ts';
import {renewLink, waitUntil, type ServiceWait} from './links.ts';
import {mediaClient, type OutputAccess} from './media-client.ts';
import {preparedRequest} from './reduce.ts';
import {saveOutput, type SaveProgress} from './save-output.ts';

type DownloadsOptions = ServiceWait & {
	/** The time on the screen: in a replay that of the recording. */
	readonly now: () => Instant;
	readonly access: OutputAccess;
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	/** Called with an error that is not from a host, the network or the disk, and therefore is a bug. */
	readonly onBug: (error: unknown) => void;
};

export type Downloads = ReturnType<typeof createDownloads>;

const maxConcurrent = 3;
/** The least time between two updates while bytes arrive. */
const updateIntervalMs: Duration = 250;

/** Downloads several outputs in parallel into a folder, which exists. Dispatches the phase of each to the store. */
export function createDownloads(folder: string, options: DownloadsOptions) {
	const {clock, now, access, template, store, onBug} = options;
	const getMedia = mediaClient(access);
	/** Each resolves when the download has ended and its part is removed. */
	const running = new Set<Promise<void>>();
	let queue: readonly DownloadRequest[] = [];
	let canceling = new AbortController();
	let isStopped = false;

	function setPhase(id: DownloadId, phase: DownloadPhase): void {
		if (!isStopped) {
			store().dispatch({type: 'downloadUpdated', at: now(), id, phase});
		}
	}

	function startNext(): void {
		while (running.size < maxConcurrent && queue[0] !== undefined) {
			const download = run(queue[0], canceling.signal).catch(onBug);
			queue = queue.slice(1);
			running.add(download);
			void download.then(() => {
				running.delete(download);
				startNext();
			});
		}
	}

	async function run(request: DownloadRequest, signal: AbortSignal): Promise<void> {
		setPhase(request.id, await save(request, signal));
	}

	async function save(request: DownloadRequest, signal: AbortSignal): Promise<DownloadPhase> {
		const since = now();
		let updatedAt = -Infinity;

		function onProgress(progress: SaveProgress): void {
			const at = clock.monotonic();

			if (!signal.aborted && (progress.why !== null || at - updatedAt >= updateIntervalMs)) {
				updatedAt = at;
				setPhase(request.id, {kind: 'running', since, ...progress});
			}
		}

		try {
			// After some time without a response, the name lacks the data.
			await waitUntil(options, signal, state => preparedRequest(state, request) !== null);
			const prepared = preparedRequest(store().getState(), request) ?? request;
			const renew = async (): Promise<URL | null> => renewLink(options, prepared, signal);
			const {redact} = access;
			const context = {folder, template, clock, getMedia, redact, renew, onProgress, signal};
			const {path, ...saved} = await saveOutput(prepared, context);
			const shown = {path: {safe: pathText(path), exact: path}, folder: pathText(dirname(path))};
			return {kind: 'done', ...shown, ...saved};
		} catch (error) {
			return signal.aborted ? {kind: 'canceled'} : {kind: 'failed', why: outputProblemOf(error)};
		}
	}

	/** Cancels all downloads. */
	function cancel(): void {
		const waiting = queue;
		queue = [];
		canceling.abort();
		canceling = new AbortController();
		waiting.forEach(({id}) => setPhase(id, {kind: 'canceled'}));
	}

	return {
		/** Adds downloads to the queue. The id of an active download must not be added again. */
		add(requests: readonly DownloadRequest[]): void {
			queue = [...queue, ...requests];
			startNext();
		},
		cancel,
		/** Cancels all downloads, and dispatches nothing. Resolves when their parts are removed. */
		async stop(): Promise<void> {
			isStopped = true;
			cancel();
			await Promise.all(running);
		},
	};
}
