import {dirname} from 'node:path';
import type {
	DownloadId,
	DownloadPhase,
	DownloadReport,
	DownloadRequest,
} from '../../../core/output/download.ts';
import {expiryOf} from '../../../core/output/expiry.ts';
import type {SafeText} from '../../../core/text/text.ts';
import type {Cancel, Duration, Instant} from '../../../core/time/clock.ts';
import {downloadFailureOf} from './errors.ts';
import {saveOutput, type SaveContext, type SavePhase} from './save-output.ts';

export type DownloadsOptions = SaveContext & {
	/** Waits until what the name of the file contains is known, and returns the request with it. Rejects like `renew`. */
	readonly prepare: (request: DownloadRequest, signal: AbortSignal) => Promise<DownloadRequest>;
	/** Formats a path, with `~` instead of the home folder. */
	readonly showPath: (path: string) => SafeText;
	/** The time on the screen. `clock` is used for timers. */
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
	cancel(id: DownloadId): void;
	/** Cancels all downloads without calling `report`. Resolves when their parts are removed. */
	stop(): Promise<void>;
};

type ActiveDownload = {
	readonly controller: AbortController;
	phase: Exclude<DownloadPhase, {kind: 'done' | 'failed' | 'canceled' | 'queued'}>;
	/** Resolves when the download has ended and its part is removed. */
	ended: Promise<void>;
	/** What had arrived at the last report. */
	measured: {readonly at: Duration; readonly bytes: number};
};

const maxConcurrent = 3;
const reportIntervalMs: Duration = 250;
/** A rate over a shorter time would be too high, because the first bytes come from buffers. */
const minMeasureMs: Duration = 100;
/** How much a new measurement changes the rate: it follows the last five seconds or so. */
const newShare = 0.1;

const canceled = Symbol('canceled');

/** Opens no connection and no file before the first `add`. */
export function createDownloads(options: DownloadsOptions): Downloads {
	const {clock, now, media, prepare, showPath, report, onBug} = options;
	const running = new Map<DownloadId, ActiveDownload>();
	let queue: readonly DownloadRequest[] = [];
	let cancelTick: Cancel | null = null;
	let isStopped = false;

	function startNext(): void {
		for (const request of queue.slice(0, Math.max(0, maxConcurrent - running.size))) {
			const entry: ActiveDownload = {
				controller: new AbortController(),
				phase: {kind: 'running', bytes: 0, total: null, rate: null},
				ended: Promise.resolve(),
				measured: {at: clock.monotonic(), bytes: 0},
			};
			queue = queue.filter(({id}) => id !== request.id);
			running.set(request.id, entry);
			entry.ended = run(request, entry).catch(onBug);
		}

		armTick();
	}

	async function run(request: DownloadRequest, entry: ActiveDownload): Promise<void> {
		const {id} = request;
		const {signal} = entry.controller;

		try {
			const prepared = await prepare(request, signal);
			const {path, ...saved} = await saveOutput(
				prepared,
				options,
				phase => {
					entry.phase = phaseOf(phase, entry);
				},
				signal,
			);
			const shown = {path: {safe: showPath(path), exact: path}, folder: showPath(dirname(path))};
			end(id, {kind: 'done', ...shown, ...saved});
		} catch (error) {
			running.delete(id);
			end(
				id,
				error === canceled ? {kind: 'canceled'} : {kind: 'failed', why: downloadFailureOf(error)},
			);
		}
	}

	function phaseOf(phase: SavePhase, {phase: last}: ActiveDownload): ActiveDownload['phase'] {
		switch (phase.kind) {
			case 'running':
				return {...phase, rate: last.kind === 'running' ? last.rate : null};
			case 'waiting': {
				const {pause, ...waiting} = phase;
				return {...waiting, until: now() + pause};
			}
			case 'renewing':
				return phase;
		}
	}

	function end(id: DownloadId, phase: DownloadPhase): void {
		running.delete(id);

		if (!isStopped) {
			report([{id, phase}]);
			startNext();
		}
	}

	/** Reports progress regularly, even while no bytes arrive, because the transfer rate then falls. */
	function armTick(): void {
		if (running.size > 0) {
			cancelTick ??= clock.after(reportIntervalMs, () => {
				cancelTick = null;
				running.forEach(measure);
				report([...running].map(([id, {phase}]) => ({id, phase})));
				armTick();
			});
		}
	}

	function measure(entry: ActiveDownload): void {
		const {phase, measured} = entry;
		const at = clock.monotonic();

		if (phase.kind === 'running' && at - measured.at >= minMeasureMs) {
			const fresh = (Math.max(0, phase.bytes - measured.bytes) / (at - measured.at)) * 1000;
			const rate = phase.rate === null ? fresh : phase.rate + newShare * (fresh - phase.rate);
			entry.measured = {at, bytes: phase.bytes};
			entry.phase = {...phase, rate};
		}
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
			const isWaiting = queue.some(request => request.id === id);
			queue = queue.filter(request => request.id !== id);
			running.get(id)?.controller.abort(canceled);

			if (isWaiting) {
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

function expiryOrder({output: {address}}: DownloadRequest): number {
	return (address === null ? null : expiryOf(address)) ?? Number.MAX_VALUE;
}
