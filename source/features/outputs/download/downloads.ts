import {dirname} from 'node:path';
import type {DownloadId, DownloadPhase, DownloadRequest} from '../../../core/output/download.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {waitFor, type Clock, type Duration, type Instant} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {Store} from '../../../store/store.ts';
import {outputProblemOf} from './errors.ts';
import {pathText} from './files.ts';
import {mediaClient, type OutputAccess} from './media-client.ts';
import {preparedRequest, renewedLink} from './reduce.ts';
import {saveOutput, type SaveProgress} from './save-output.ts';

type DownloadsOptions = {
	/** Real time: it measures rates and pauses. */
	readonly clock: Clock;
	/** The time on the screen: in a replay that of the recording. */
	readonly now: () => Instant;
	readonly access: OutputAccess;
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	/** Polls a run at once. Null in a replay, which sends no requests. */
	readonly pollNow: ((id: RunOrderId) => void) | null;
	readonly store: () => Pick<Store, 'dispatch' | 'getState' | 'observe'>;
	/** Called with an error that is not from a host, the network or the disk, and therefore is a bug. */
	readonly onBug: (error: unknown) => void;
};

export type Downloads = ReturnType<typeof createDownloads>;

const maxConcurrent = 3;
/** The least time between two updates while bytes arrive. */
const updateIntervalMs: Duration = 250;
/** How long a download waits for the data in its file name, or for a new link. Then the name lacks the data. */
const maxWaitMs: Duration = 15_000;

/** Downloads several outputs in parallel into a folder, which exists. Dispatches the phase of each to the store. */
export function createDownloads(folder: string, options: DownloadsOptions) {
	const {clock, now, access, template, pollNow, store, onBug} = options;
	const getMedia = mediaClient(access);
	/** `ended` resolves when the download has ended and its part is removed. */
	const running = new Map<DownloadId, {controller: AbortController; ended: Promise<void>}>();
	let queue: readonly DownloadRequest[] = [];
	let isStopped = false;

	function setPhase(id: DownloadId, phase: DownloadPhase): void {
		if (!isStopped) {
			store().dispatch({type: 'downloadUpdated', at: now(), id, phase});
		}
	}

	function startNext(): void {
		while (running.size < maxConcurrent && queue[0] !== undefined) {
			const [request] = queue;
			const controller = new AbortController();
			queue = queue.slice(1);
			running.set(request.id, {controller, ended: run(request, controller.signal).catch(onBug)});
		}
	}

	async function run(request: DownloadRequest, signal: AbortSignal): Promise<void> {
		const phase = await save(request, signal);
		running.delete(request.id);
		setPhase(request.id, phase);
		startNext();
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
			const isPrepared = (state: State): boolean => preparedRequest(state, request) !== null;
			await waitUntil(signal, isPrepared);
			const prepared = preparedRequest(store().getState(), request) ?? request;
			const renew = async (): Promise<URL | null> => renewLink(prepared, signal);
			const {redact} = access;
			const context = {folder, template, clock, getMedia, redact, renew, onProgress, signal};
			const {path, ...saved} = await saveOutput(prepared, context);
			const shown = {path: {safe: pathText(path), exact: path}, folder: pathText(dirname(path))};
			return {kind: 'done', ...shown, ...saved};
		} catch (error) {
			return signal.aborted ? {kind: 'canceled'} : {kind: 'failed', why: outputProblemOf(error)};
		}
	}

	/** Polls the run once, and returns a new link to the file; null if there is none. */
	async function renewLink(request: DownloadRequest, signal: AbortSignal): Promise<URL | null> {
		if (pollNow === null) {
			return null;
		}

		const {id} = request.run;
		pollNow(id);
		await waitUntil(
			signal,
			(_, action) =>
				action?.type === 'polled' && action.outcomes.some(outcome => outcome.id === id),
		);
		return renewedLink(store().getState(), request);
	}

	/** Waits until `holds` is true, now or after an action, but not for longer than `maxWaitMs`. */
	async function waitUntil(
		signal: AbortSignal,
		holds: (state: State, action: Action | null) => boolean,
	): Promise<void> {
		if (!holds(store().getState(), null)) {
			await waitFor(maxWaitMs, clock, signal, wake =>
				store().observe((state, action) => {
					if (holds(state, action)) {
						wake();
					}
				}),
			);
		}
	}

	return {
		/** Adds downloads to the queue. The id of an active download must not be added again. */
		add(requests: readonly DownloadRequest[]): void {
			queue = [...queue, ...requests];
			startNext();
		},
		cancel(id: DownloadId): void {
			const isWaiting = queue.some(request => request.id === id);
			queue = queue.filter(request => request.id !== id);
			running.get(id)?.controller.abort();

			if (isWaiting) {
				setPhase(id, {kind: 'canceled'});
			}
		},
		/** Cancels all downloads, and dispatches nothing. Resolves when their parts are removed. */
		async stop(): Promise<void> {
			isStopped = true;
			queue = [];
			running.forEach(({controller}) => {
				controller.abort();
			});
			await Promise.all([...running.values()].map(async ({ended}) => ended));
		},
	};
}
