import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {Worker} from 'node:worker_threads';
import {PreviewError} from './fetch-file.ts';
import type {ImageJob, ImageResult} from './render-image.ts';

/** Maximum heap of the worker. Pixels are not stored in this heap; `maxPixels` limits their number. */
const maxHeapMiB = 256;

/** In the source, the worker is beside this file; in the bundle, beside it or one folder above. */
const workerPaths = ['image-worker.ts', '../image-worker.js', 'image-worker.js'];

/** Rejects with a `PreviewError` if the image cannot be rendered, after a crash, or after an abort. */
export async function renderInWorker(
	job: ImageJob,
	signal: AbortSignal,
): Promise<Extract<ImageResult, {kind: 'image'}>> {
	// Capture the output of decoders, because it would overwrite the screen.
	const worker = new Worker(workerFile(), {
		stdout: true,
		stderr: true,
		resourceLimits: {maxOldGenerationSizeMb: maxHeapMiB},
	});
	// oxlint-disable-next-line unicorn/require-post-message-target-origin
	worker.postMessage(job);

	try {
		const [result] = (await once(worker, 'message', {signal})) as [ImageResult];

		if (result.kind === 'failed') {
			throw new PreviewError(result.why);
		}

		return result;
	} catch (error) {
		throw error instanceof PreviewError ? error : new PreviewError({kind: 'unreadable'}, error);
	} finally {
		await worker.terminate();
	}
}

function workerFile(): URL {
	const files = workerPaths.map(place => new URL(place, import.meta.url));
	return files.find(file => existsSync(file)) ?? new URL('image-worker.js', import.meta.url);
}
