import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {workerFile} from '../../../core/worker-file.ts';
import {PreviewError} from './fetch-file.ts';
import type {ImageJob, ImageResult} from './render-image.ts';

/** Maximum heap of the worker. Pixels are not stored in this heap; `maxPixels` limits their number. */
const maxHeapMiB = 256;

/** Rejects with a `PreviewError` if the image cannot be rendered, after a crash, or after an abort. */
export async function renderInWorker(
	job: ImageJob,
	signal: AbortSignal,
): Promise<Extract<ImageResult, {kind: 'image'}>> {
	// Capture the output of decoders, because it would overwrite the screen.
	const worker = new Worker(workerFile('image-worker', import.meta.url), {
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
