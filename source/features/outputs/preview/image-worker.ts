import {parentPort} from 'node:worker_threads';
import {renderImage, type ImageJob} from './render-image.ts';

// A thread keeps keys responsive, and contains a decoder crash.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
