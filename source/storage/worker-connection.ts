import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {workerFile} from '../core/worker-file.ts';
import type {StorageCalls} from './calls.ts';
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

/** The calls that the first frame waits for. */
const callsAtStart: ReadonlySet<keyof StorageCalls> = new Set(['read', 'idsLike']);

/**
 * Starts the thread with the first request. Requests wait for `startAfter`, because the start of the thread would slow
 * down this one; `callsAtStart` do not wait. A request rejects with a `StorageRequestError`, or if the thread crashes.
 * `onMovedAside` receives the new path of a broken file.
 */
export function connectToWorker(
	data: StorageWorkerData,
	onMovedAside: (newPath: string) => void,
	startAfter: Promise<void> = Promise.resolve(),
): StorageConnection {
	let worker: Worker | null = null;
	let previous: Promise<unknown> = Promise.resolve();
	let waiting = 0;
	const started = Promise.withResolvers<void>();

	async function request(message: StorageRequest): Promise<unknown> {
		const isAtStart = message.kind === 'call' && callsAtStart.has(message.name);
		const turn = isAtStart ? previous : Promise.all([previous, startAfter]);
		const response = turn.then(async () => send(message));
		waiting++;
		previous = response
			.catch(() => null)
			.finally(() => {
				waiting--;
			});
		return response;
	}

	async function send(message: StorageRequest): Promise<unknown> {
		// Captures stderr, because warnings of Node would overwrite the screen.
		worker ??= new Worker(workerFile('storage-worker', import.meta.url), {
			workerData: data,
			stdout: true,
			stderr: true,
		})
			.once('online', started.resolve)
			.once('exit', () => started.resolve());
		worker.ref();

		try {
			// oxlint-disable-next-line unicorn/require-post-message-target-origin
			worker.postMessage(message);
			const [response] = (await once(worker, 'message')) as [StorageResponse];
			return readResponse(response);
		} catch (error) {
			worker = error instanceof StorageRequestError ? worker : null;
			throw error;
		} finally {
			worker?.unref();
		}
	}

	function readResponse({result, movedTo, failure}: StorageResponse): unknown {
		if (movedTo !== null) {
			onMovedAside(movedTo);
		}

		if (failure !== null) {
			throw new StorageRequestError(failure);
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
				worker = null;
			}
		},
	};
}

/** Its message is a reason of the program or of the system, such as `newer` or `ENOSPC`. */
export class StorageRequestError extends Error {
	override readonly name = 'StorageRequestError';
}

export const noConnection: StorageConnection = {
	call: async () => Promise.reject(new Error('no HOME')),
	started: async () => undefined,
	close: async () => undefined,
};
