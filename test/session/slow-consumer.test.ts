import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import test from 'node:test';
import {settle} from '../helpers/fake-clock.ts';
import {execution as anExecution, entry} from '../helpers/values.ts';
import {execution} from '../polling/scripted-client.ts';
import {watchHeadless} from './watch-headless.ts';

/** A consumer that takes no output until it is uncorked. */
function stubbornReader() {
	let taken = '';
	const stream = new Writable({
		highWaterMark: 1024,
		decodeStrings: false,
		write(chunk: string, _encoding, done) {
			taken += chunk;
			done();
		},
	});
	stream.cork();
	return {stream, taken: () => taken};
}

/** Returns the log in the response `nth` (from 0). Each response has ten more entries than the one before. */
function chatty(nth: number) {
	return Array.from({length: (nth + 1) * 10}, (_, index) => entry(`${index} ${'x'.repeat(100)}`));
}

test('nothing is polled while the consumer is slow, and nothing is lost', async t => {
	const reader = stubbornReader();
	const {clock, client, exitCode} = watchHeadless(t, {
		ids: ['a', 'b'],
		stdout: reader.stream,
		script: {
			execution: (_, nth) => ({
				response: {
					execution: anExecution({phase: nth < 20 ? 'running' : 'succeeded', workflowId: null}),
					logs: chatty(nth),
				},
			}),
		},
	});
	await clock.advanceAsync(60_000);
	const requested = client.requests.length;
	assert.ok(requested <= 4, `it asked ${requested} times`);
	await clock.advanceAsync(600_000);
	assert.equal(client.requests.length, requested);

	reader.stream.uncork();
	await settle();
	await clock.advanceAsync(120_000);
	assert.equal(exitCode(), 0);
	const logs = reader
		.taken()
		.split('\n')
		.filter(line => line.includes('"event":"log"'));
	assert.equal(logs.length, 2 * 210);
	assert.match(reader.taken(), /"event":"end","[^\n]*\n$/);
});

test('after a signal a stalled consumer gets 5 s', async t => {
	const script = {execution: () => ({response: execution('running')})};
	const watch = watchHeadless(t, {ids: ['a'], stdout: stubbornReader().stream, script});
	await watch.clock.advanceAsync(1000);
	watch.signal(143);
	await watch.clock.advanceAsync(4900);
	assert.equal(watch.abandoned(), null);
	await watch.clock.advanceAsync(200);
	assert.equal(watch.abandoned(), 143);
});
