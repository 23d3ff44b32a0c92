import {suite, test} from 'node:test';
import {tryPlace} from './key-trials.ts';

suite('every key of the panes', {concurrency: 2}, () => {
	for (const where of ['log', 'timeline', 'outputs', 'viewer'] as const) {
		test(`${where}: each key does what it says, and the frame stays straight`, async t => {
			await tryPlace(t, where);
		});
	}
});
