import {dirname} from 'node:path';
import {nullIfMissing} from '../../../core/error-code.ts';
import type {
	DownloadFailure,
	DownloadId,
	DownloadPhase,
	DownloadRequest,
	SavedFile,
} from '../../../core/output/download.ts';
import {expiryOf} from '../../../core/output/expiry.ts';
import type {SafeText} from '../../../core/text/text.ts';
import type {Cancel, Instant} from '../../../core/time/clock.ts';
import {fileFailure} from './files.ts';
import {saveOutput, type SaveContext, type SaveResult} from './save-output.ts';
import {TransferRate} from './transfer-rate.ts';

export type DownloadReport = {readonly id: DownloadId; readonly phase: DownloadPhase};

export type DownloadsOptions = SaveContext & {
	/**
	 * Waits until what the name of the file contains is known. Returns the request with it, and with another `source` if
	 * there is a newer link to the file. Rejects with the reason of the signal.
	 */
	readonly prepare: (request: DownloadRequest, signal: AbortSignal) => Promise<DownloadRequest>;
	/** Polls the run once. Returns the request with another `source` if there is a new link. Rejects like `prepare`. */
	readonly renew: (request: DownloadRequest, signal: AbortSignal) => Promise<DownloadRequest>;
	/** Formats a path, with `~` instead of the home folder. */
	readonly showPath: (path: string) => SafeText;
	/** Returns the wall-clock time. It is used for times on the screen; `clock` is used for timers. */
	readonly now: () => Instant;
	/** Called with downloads that ended, and every `reportIntervalMs` with the running ones. */
	readonly report: (reports: readonly DownloadReport[]) => void;
	/** Called with an error that is not from a host, the network or the disk, and therefore is a bug. */
	readonly onBug: (error: unknown) => void;
};

/** Downloads several outputs in parallel, first those whose addresses expire first. */
export type Downloads = {
	/** Adds downloads to the queue. The id of an active download must not be added again. */
	add(requests: readonly DownloadRequest[]): void;
	/** Cancels a download. Keeps its partial file, so that a later download of the output can resume it. */
	cancel(id: DownloadId): void;
	/** Cancels all downloads without calling `report`. Keeps the partial files. Resolves when all files are closed. */
	stop(): Promise<void>;
};

type ActiveDownload = {
	readonly controller: AbortController;
	readonly rate: TransferRate;
	/** Resolves when the download has ended and its files are closed. */
	ended: Promise<void>;
	phase: Extract<DownloadPhase, {kind: 'running' | 'waiting' | 'renewing'}>;
};

const canceled = Symbol('canceled');
const nothing = {bytes: 0, total: null};

/** Opens no connection and no file before the first `add`. */
export function createDownloads(options: DownloadsOptions): Downloads {
	const {clock, now, limits, media, prepare, renew, showPath, report, onBug} = options;
	const running = new Map<DownloadId, ActiveDownload>();
	let queue: readonly DownloadRequest[] = [];
	let cancelTick: Cancel | null = null;
	let isStopped = false;

	function startNext(): void {
		while (running.size < limits.maxConcurrent) {
			const [first, ...rest] = queue;

			if (first === undefined) {
				return;
			}

			queue = rest;
			start(first);
		}
	}

	function start(request: DownloadRequest): void {
		const entry: ActiveDownload = {
			controller: new AbortController(),
			rate: new TransferRate(),
			ended: Promise.resolve(),
			phase: {kind: 'running', ...nothing, rate: null},
		};
		running.set(request.id, entry);
		entry.ended = run(request, entry);
		armTick();
	}

	async function run(request: DownloadRequest, entry: ActiveDownload): Promise<void> {
		try {
			const phase = await save(request, entry).then(donePhase, failedPhase);
			running.delete(request.id);

			if (!isStopped) {
				report([{id: request.id, phase}]);
				startNext();
			}
		} catch (error) {
			running.delete(request.id);
			onBug(error);
		}
	}

	function donePhase({path, bytes, isNew}: SaveResult): DownloadPhase {
		const shownPath = {safe: showPath(path), exact: path};
		return {kind: 'done', path: shownPath, folder: showPath(dirname(path)), bytes, isNew};
	}

	async function save(request: DownloadRequest, entry: ActiveDownload): Promise<SaveResult> {
		const {savedAs} = request;

		if (savedAs !== null && (await isStillSaved(savedAs, options))) {
			return {...savedAs, isNew: false};
		}

		const {signal} = entry.controller;
		const named = await prepare(request, signal);
		let received: {readonly bytes: number; readonly total: number | null} = nothing;
		const listener = {
			onBytes(bytes: number, total: number | null) {
				received = {bytes, total};
				entry.phase = {kind: 'running', ...received, rate: null};
			},
			onPause(why: DownloadFailure, pause: number) {
				entry.phase = {kind: 'waiting', ...received, why, until: now() + pause};
			},
		};

		try {
			return await saveOutput(named, options, listener, signal);
		} catch (error) {
			if (fileFailure(error)?.kind !== 'gone') {
				throw error;
			}

			entry.phase = {kind: 'renewing'};
			const renewed = await renew(named, signal);

			if (renewed.source === named.source) {
				throw error;
			}

			return saveOutput(renewed, options, listener, signal);
		}
	}

	/** Reports progress regularly, even while no bytes arrive, because the transfer rate then falls. */
	function armTick(): void {
		cancelTick ??= clock.after(limits.reportIntervalMs, () => {
			cancelTick = null;

			if (running.size > 0) {
				report([...running].map(([id, entry]) => ({id, phase: withRate(entry)})));
				armTick();
			}
		});
	}

	function withRate({phase, rate}: ActiveDownload): DownloadPhase {
		if (phase.kind !== 'running') {
			return phase;
		}

		rate.add(clock.monotonic(), phase.bytes);
		return {...phase, rate: rate.perSecond};
	}

	return {
		add(requests) {
			if (!isStopped) {
				queue = [...queue, ...requests].toSorted(
					(one, other) => expiryOrder(one) - expiryOrder(other),
				);
				startNext();
			}
		},
		cancel(id) {
			const waiting = queue.some(request => request.id === id);
			queue = queue.filter(request => request.id !== id);
			running.get(id)?.controller.abort(canceled);

			if (waiting) {
				report([{id, phase: {kind: 'canceled'}}]);
			}
		},
		async stop() {
			isStopped = true;
			queue = [];
			cancelTick?.();

			for (const {controller} of running.values()) {
				controller.abort(canceled);
			}

			await Promise.all([...running.values()].map(async ({ended}) => ended));
			await media.close();
		},
	};
}

/** Rethrows an error that is not from a host, the network or the disk, and therefore is a bug. */
function failedPhase(error: unknown): DownloadPhase {
	if (error === canceled) {
		return {kind: 'canceled'};
	}

	const why = fileFailure(error);

	if (why === null) {
		throw error;
	}

	return {kind: 'failed', why};
}

async function isStillSaved({path, bytes}: SavedFile, {files}: SaveContext): Promise<boolean> {
	const found = await nullIfMissing(files.lstat(path));
	return found !== null && found.isFile() && found.size === bytes;
}

function expiryOrder({source}: DownloadRequest): number {
	const expiresAt = source.kind === 'address' ? expiryOf(source.address) : null;
	return expiresAt ?? Number.MAX_VALUE;
}
