import {existsSync} from 'node:fs';
import {Worker} from 'node:worker_threads';
import type {Clock, Duration} from '../../../core/time/clock.ts';
import type {ImageJob, ImageResult} from './render-image.ts';
import {PreviewError} from './fetch-file.ts';

type ImageWorkerOptions = {
	readonly clock: Clock;
	readonly timeoutMs: Duration;
	readonly signal: AbortSignal;
};

/** Maximum JavaScript heap of the worker. Pixels are outside of this heap; their number is checked before decoding. */
const maxHeapMiB = 256;

/**
 * Possible paths of the worker, relative to this file. In the source, the worker is beside this file. In the bundle,
 * it is beside this file or one folder above.
 */
const workerPaths = ['image-worker.ts', '../image-worker.js', 'image-worker.js'];

/**
 * Renders an image in a worker thread. Rejects with a `PreviewError` after a timeout or crash, or with the signal's
 * reason.
 */
export async function renderInWorker(
	job: ImageJob,
	{clock, timeoutMs, signal}: ImageWorkerOptions,
): Promise<Extract<ImageResult, {kind: 'image'}>> {
	signal.throwIfAborted();
	const outcome = Promise.withResolvers<ImageResult>();
	// Capture the output of decoders, because it would overwrite the screen.
	const worker = new Worker(workerFile(), {
		stdout: true,
		stderr: true,
		resourceLimits: {maxOldGenerationSizeMb: maxHeapMiB},
	});
	const cancel = clock.after(timeoutMs, () => {
		outcome.reject(new PreviewError({kind: 'too-slow'}));
	});
	const abort = (): void => {
		outcome.reject(signal.reason);
	};

	signal.addEventListener('abort', abort, {once: true});
	worker.once('message', outcome.resolve);
	worker.once('error', error => {
		outcome.reject(new PreviewError({kind: 'unreadable'}, error));
	});
	worker.once('exit', () => {
		outcome.reject(new PreviewError({kind: 'unreadable'}));
	});
	// oxlint-disable-next-line unicorn/require-post-message-target-origin
	worker.postMessage(job);

	try {
		const result = await outcome.promise;

		if (result.kind === 'failed') {
			throw new PreviewError(result.why);
		}

		return result;
	} finally {
		cancel();
		signal.removeEventListener('abort', abort);
		await worker.terminate();
	}
}

function workerFile(): URL {
	const files = workerPaths.map(place => new URL(place, import.meta.url));
	return files.find(file => existsSync(file)) ?? new URL('image-worker.js', import.meta.url);
}
