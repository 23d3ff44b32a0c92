import {parentPort} from 'node:worker_threads';
import {renderImage, type ImageJob} from './render-image.ts';

// Images are decoded in a thread, so that keys work during this time and a crash of a decoder does not end the
// program.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
