import {suite, test} from 'node:test';
import {tryPlace} from './key-trials.ts';

suite('keys of the panes', {concurrency: 2}, () => {
	for (const where of ['log', 'timeline', 'outputs', 'viewer', 'money'] as const) {
		test(`${where}: each key has its effect, and the frame stays straight`, async t => {
			await tryPlace(t, where);
		});
	}
});
