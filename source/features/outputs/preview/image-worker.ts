import {parentPort} from 'node:worker_threads';
import {renderImage, type ImageJob} from './render-image.ts';

// Renders one image in a thread: keys stay responsive, and a decoder crash is contained.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
