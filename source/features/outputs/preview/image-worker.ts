import {parentPort} from 'node:worker_threads';
import {renderImage} from './render-image.ts';
import type {ImageJob} from './image-job.ts';

// A thread that makes one picture, so that no key waits for it and a file that a decoder chokes on harms nobody.
parentPort?.once('message', (job: ImageJob) => {
	void renderImage(job).then(result => {
		// It is a thread and no window: there is no origin.
		// oxlint-disable-next-line unicorn/require-post-message-target-origin
		parentPort?.postMessage(result);
	});
});
