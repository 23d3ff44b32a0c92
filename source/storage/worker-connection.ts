import {createSecretKey} from 'node:crypto';
import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import type {Cancel, Duration} from '../core/time/clock.ts';
import {afterUnlessEnded} from '../core/time/system-clock.ts';
import {workerFile} from '../core/worker-file.ts';
import type {StorageCalls} from './calls.ts';
import {memoryPath, type StorageAccount} from './database.ts';
import type {StorageRequest, StorageResponse, StorageWorkerData} from './storage-worker.ts';

/** Requests to the thread that uses the file. Each waits for the previous one. */
export type StorageConnection = {
	call<Name extends keyof StorageCalls>(
		name: Name,
		...args: Parameters<StorageCalls[Name]>
	): Promise<ReturnType<StorageCalls[Name]>>;
	/** Resolves when the thread runs, or at once if no request waits for its start. */
	started(): Promise<void>;
	/** Closes the file. SQLite then removes its other files, unless another process uses them. */
	close(): Promise<void>;
};

/** The file, or `:memory:`, and what the thread needs to open it. */
type StorageSource = Pick<StorageWorkerData, 'path' | 'limits'> & {
	readonly account: StorageAccount;
};

/** After this time without a request the thread ends, since it takes about 15 MB. The next request starts another. */
const defaultIdleTime: Duration = 10_000;

/** The calls that the first frame waits for. */
const callsAtStart: ReadonlySet<keyof StorageCalls> = new Set(['read', 'idsLike']);

/**
 * Starts the thread with the first request. Requests wait for `startAfter`, because the start of the thread would slow
 * down this one; `callsAtStart` do not wait. A request rejects if the thread crashes, or with a reason of the program or
 * of the system as its message, such as `newer` or `ENOSPC`. `onMovedAside` receives the new path of a broken file.
 */
export function connectToWorker(
	{path, account, limits}: StorageSource,
	onMovedAside: (newPath: string) => void,
	startAfter: Promise<void> = Promise.resolve(),
	idleTime = path === memoryPath ? Infinity : defaultIdleTime,
): StorageConnection {
	let worker: Worker | null = null;
	let previous: Promise<unknown> = Promise.resolve();
	let waiting = 0;
	let started = Promise.withResolvers<void>();
	let stopIdling: Cancel = () => undefined;

	async function request(message: StorageRequest): Promise<unknown> {
		const isAtStart = message.kind === 'call' && callsAtStart.has(message.name);
		const turn = isAtStart ? previous : Promise.all([previous, startAfter]);
		stopIdling();
		waiting++;
		const response = turn.then(async () => send(message));
		previous = response.catch(() => null).finally(onEnd);
		return response;
	}

	function onEnd(): void {
		waiting--;

		if (waiting === 0 && worker !== null && idleTime < Infinity) {
			// If the file cannot be closed, the next request reports why.
			stopIdling = afterUnlessEnded(idleTime, () => {
				request({kind: 'close'}).catch(() => undefined);
			});
		}
	}

	async function send(message: StorageRequest): Promise<unknown> {
		if (worker === null && message.kind === 'close') {
			return null;
		}

		worker ??= start();
		worker.ref();
		let response: StorageResponse;

		try {
			// oxlint-disable-next-line unicorn/require-post-message-target-origin
			worker.postMessage(message);
			[response] = (await once(worker, 'message')) as [StorageResponse];
		} catch (error) {
			forgetWorker();
			throw error;
		} finally {
			worker?.unref();
		}

		if (message.kind === 'close') {
			forgetWorker();
		}

		return readResponse(response);
	}

	function start(): Worker {
		const {resolve} = started;
		const {service, key} = account;
		const data: StorageWorkerData = {path, service, key: createSecretKey(key, 'utf8'), limits};
		// Captures stderr, because warnings of Node would overwrite the screen.
		return new Worker(workerFile('storage-worker', import.meta.url), {
			workerData: data,
			stdout: true,
			stderr: true,
		})
			.once('online', resolve)
			.once('exit', () => resolve());
	}

	function forgetWorker(): void {
		worker = null;
		started = Promise.withResolvers();
	}

	function readResponse({result, movedTo, failure}: StorageResponse): unknown {
		if (movedTo !== null) {
			onMovedAside(movedTo);
		}

		if (failure !== null) {
			throw new Error(failure);
		}

		return result;
	}

	return {
		async call(name, ...args) {
			return (await request({kind: 'call', name, args})) as never;
		},
		async started() {
			return waiting === 0 ? undefined : started.promise;
		},
		async close() {
			if (worker !== null) {
				await request({kind: 'close'});
			}
		},
	};
}

export const noConnection: StorageConnection = {
	call: async () => Promise.reject(new Error('no HOME')),
	started: async () => undefined,
	close: async () => undefined,
};
