import {parentPort} from 'node:worker_threads';
import {renderImage, type ImageJob} from './render-image.ts';

// In a thread, so that keys work while an image is decoded, and a crash of a decoder does not end the program.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
