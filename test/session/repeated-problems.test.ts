import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {settle} from '../helpers/fake-clock.ts';
import {execution} from '../polling/scripted-client.ts';
import {watchHeadless} from './watch-headless.ts';

const up = {response: execution('running')};
const down = {error: new ApiError('http', {detail: 'HTTP 502', httpStatus: 502})};
const slow = {error: new ApiError('timeout', {detail: 'after 30 s'})};

test('--plain says an equal problem once, until it changes or the run responds; --json has each failure', async t => {
	const replies = [up, down, down, slow, slow, down, up, up, down, down];
	const script = {execution: (_: string, nth: number) => replies[nth] ?? up};
	const [plain, json] = (['plain', 'json'] as const).map(mode =>
		watchHeadless(t, {ids: ['a'], script, mode}),
	);
	assert.ok(plain && json);

	for (const {clock, client} of [plain, json]) {
		await settle();

		while (client.requests.length <= replies.length + 1) {
			await clock.advanceAsync(1000);
		}
	}

	assert.deepEqual(plain.text().match(/watching|running|HTTP 502|30 s/g), [
		'watching',
		'running',
		'HTTP 502',
		'30 s',
		'HTTP 502',
		'running',
		'HTTP 502',
		'running',
	]);
	const events = json.events().map(({event}) => event);
	assert.deepEqual(
		events.filter(event => event === 'problem' || event === 'run'),
		['run', ...Array.from({length: 7}, () => 'problem')],
	);
});
