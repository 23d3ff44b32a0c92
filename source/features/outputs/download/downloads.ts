import {dirname} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import type {Cancel, Instant} from '../../../core/time/clock.ts';
import type {
	DownloadFailure,
	DownloadId,
	DownloadRequest,
	DownloadPhase,
	SavedFile,
} from '../../../core/output/download.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {DownloadError} from './download-error.ts';
import {fileFailure, unless} from './files.ts';
import {Rate} from './rate.ts';
import type {Saved, SaveTools} from './attempt.ts';
import {saveAddress} from './save-address.ts';
import {saveText} from './save-text.ts';

/** How one download stands. */
export type DownloadReport = {readonly id: DownloadId; readonly phase: DownloadPhase};

export type DownloadsOptions = SaveTools & {
	/** A path as people read it. */
	readonly showPath: (path: string) => SafeText;
	/** What the times go by that people see. */
	readonly now: () => Instant;
	/** Told of every change; while bytes come, a few times a second. All that changed in the same moment come at once. */
	readonly report: (reports: readonly DownloadReport[]) => void;
	/** Gets an error that is no failure of a host, a network or a disk. */
	readonly onBug: (error: unknown) => void;
};

/** What saves outputs: several at once, those first whose address ends first. */
export type Downloads = {
	/** Each id is to be known once only until it is done, failed or canceled. */
	add(orders: readonly DownloadRequest[]): void;
	/** What there is of it stays, to be gone on with. */
	cancel(id: DownloadId): void;
	/** Ends everything for good. What there is stays; nothing more is told. Resolves when no file is open any more. */
	stop(): Promise<void>;
};

type Running = {
	readonly controller: AbortController;
	readonly rate: Rate;
	readonly ended: Promise<void>;
	phase: DownloadPhase;
	/** What was told last. */
	told: DownloadPhase | null;
};

/** The reason of a signal that ends a download, and is no failure. */
const canceled = Symbol('canceled');

/** Makes what saves outputs. Nothing is fetched and no file is touched before something is added. */
export function createDownloads(options: DownloadsOptions): Downloads {
	const {clock, now, limits, media, showPath, report, onBug} = options;
	const running = new Map<DownloadId, Running>();
	let queue: readonly DownloadRequest[] = [];
	let cancelTick: Cancel | null = null;
	let isStopped = false;

	function pump(): void {
		while (running.size < limits.most) {
			const [first, ...rest] = queue;

			if (first === undefined) {
				return;
			}

			queue = rest;
			start(first);
		}
	}

	function start(order: DownloadRequest): void {
		const controller = new AbortController();
		const {promise, resolve} = Promise.withResolvers<undefined>();
		const entry: Running = {
			controller,
			rate: new Rate(),
			ended: promise,
			phase: {kind: 'running', bytes: 0, total: null, rate: null},
			told: null,
		};
		running.set(order.id, entry);
		armTick();
		save(order, entry)
			.then(
				({path, bytes, isNew}): DownloadPhase => ({
					kind: 'done',
					path: {safe: showPath(path), exact: path},
					folder: showPath(dirname(path)),
					bytes,
					isNew,
				}),
				(error: unknown): DownloadPhase => endOf(error),
			)
			.then(phase => {
				running.delete(order.id);
				resolve(undefined);

				if (!isStopped) {
					report([{id: order.id, phase}]);
					pump();
				}
			})
			.catch((error: unknown) => {
				running.delete(order.id);
				resolve(undefined);
				onBug(error);
			});
	}

	async function save(order: DownloadRequest, entry: Running): Promise<Saved> {
		const {source, savedAs} = order;

		if (savedAs !== null && (await isThere(savedAs, options))) {
			return {...savedAs, isNew: false};
		}

		if (source.kind === 'text') {
			return saveText(order, source.text, options);
		}

		const listener = {
			onBytes(bytes: number, total: number | null) {
				entry.phase = {kind: 'running', bytes, total, rate: null};
			},
			onPause(why: DownloadFailure, pause: number) {
				const {bytes, total} = bytesOf(entry.phase);
				entry.phase = {kind: 'waiting', bytes, total, why, until: now() + pause};
			},
		};
		return saveAddress(order, source.address, options, listener, entry.controller.signal);
	}

	/** Also while nothing comes, since the rate falls then. No timer runs where nothing is saved. */
	function armTick(): void {
		cancelTick ??= clock.after(limits.tick, () => {
			cancelTick = null;
			tellChanged();

			if (running.size > 0) {
				armTick();
			}
		});
	}

	function tellChanged(): void {
		const reports = [...running].flatMap(([id, entry]) => {
			const phase = withRate(entry);
			const isNews = !isDeepStrictEqual(phase, entry.told);
			entry.told = phase;
			return isNews ? [{id, phase}] : [];
		});

		if (reports.length > 0) {
			report(reports);
		}
	}

	function withRate({phase, rate}: Running): DownloadPhase {
		if (phase.kind !== 'running') {
			return phase;
		}

		rate.add(clock.monotonic(), phase.bytes);
		return {...phase, rate: rate.perSecond};
	}

	return {
		add(orders) {
			if (!isStopped) {
				queue = [...queue, ...orders].toSorted((one, other) => endsAt(one) - endsAt(other));
				pump();
			}
		},
		cancel(id) {
			const waiting = queue.some(order => order.id === id);
			queue = queue.filter(order => order.id !== id);
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

async function isThere({path, bytes}: SavedFile, {files}: SaveTools): Promise<boolean> {
	const found = await unless('ENOENT', files.lstat(path));
	return found !== null && found.isFile() && found.size === bytes;
}

/** What an error means to who waits for the file. Throws what is no failure of the world outside. */
function endOf(error: unknown): DownloadPhase {
	if (error === canceled) {
		return {kind: 'canceled'};
	}

	const why = error instanceof DownloadError ? error.why : fileFailure(error);

	if (why === null) {
		throw error;
	}

	return {kind: 'failed', why};
}

function bytesOf(phase: DownloadPhase): {readonly bytes: number; readonly total: number | null} {
	return phase.kind === 'running' || phase.kind === 'waiting'
		? {bytes: phase.bytes, total: phase.total}
		: {bytes: 0, total: null};
}

function endsAt({expiresAt}: DownloadRequest): number {
	return expiresAt ?? Number.MAX_VALUE;
}
