import {dirname} from 'node:path';
import type {DownloadPhase} from '../../../core/output/download.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import {outputId, type RunOutput} from '../state.ts';
import {outputProblemOf} from './errors.ts';
import {pathText} from './files.ts';
import {renewLink, waitUntil, type ServiceWait} from './links.ts';
import {mediaClient, type OutputAccess} from './media-client.ts';
import {downloadRequest, isNameLoading} from './reduce.ts';
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
	let queue: readonly RunOutput[] = [];
	let canceling = new AbortController();
	let isStopped = false;

	function setPhase(one: RunOutput, phase: DownloadPhase): void {
		if (!isStopped) {
			store().dispatch({type: 'downloadUpdated', at: now(), id: outputId(one), phase});
		}
	}

	function startNext(): void {
		const [one, ...waiting] = queue;

		if (one === undefined || running.size === maxConcurrent) {
			return;
		}

		queue = waiting;
		const download = save(one, canceling.signal)
			.then(phase => setPhase(one, phase))
			.catch(onBug);
		running.add(download);
		void download.then(() => {
			running.delete(download);
			startNext();
		});
		startNext();
	}

	async function save(one: RunOutput, signal: AbortSignal): Promise<DownloadPhase> {
		const since = now();
		let updatedAt = -Infinity;

		function onProgress(progress: SaveProgress): void {
			const at = clock.monotonic();

			if (!signal.aborted && (progress.why !== null || at - updatedAt >= updateIntervalMs)) {
				updatedAt = at;
				setPhase(one, {kind: 'running', since, ...progress});
			}
		}

		try {
			// After some time without a response, the name lacks the data.
			await waitUntil(options, signal, state => !isNameLoading(state, one));
			const renew = async (): Promise<URL | null> => renewLink(options, one, signal);
			const {redact} = access;
			const request = downloadRequest(store().getState(), one);
			const context = {folder, template, clock, getMedia, redact, renew, onProgress, signal};
			const {path, ...saved} = await saveOutput(request, context);
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
		waiting.forEach(one => setPhase(one, {kind: 'canceled'}));
	}

	return {
		/** Adds downloads to the queue. An active one must not be added again. */
		add(outputs: readonly RunOutput[]): void {
			queue = [...queue, ...outputs];
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
