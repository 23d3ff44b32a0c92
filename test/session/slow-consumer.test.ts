import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import test, {type TestContext} from 'node:test';
import {settle} from '../helpers/fake-clock.ts';
import {execution as anExecution, entry} from '../helpers/values.ts';
import {execution} from '../polling/scripted-client.ts';
import {watchHeadless} from './watch-headless.ts';

/** A consumer that takes output only while `isWilling` is true. */
class StubbornReader extends Writable {
	taken = '';
	#waiting: (() => void) | null = null;
	#isWilling = false;

	constructor() {
		super({highWaterMark: 1024, decodeStrings: false});
	}

	/** True: the consumer takes the waiting output and all later output. False: later output waits. */
	set isWilling(isWilling: boolean) {
		this.#isWilling = isWilling;

		if (isWilling) {
			this.#waiting?.();
			this.#waiting = null;
		}
	}

	override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
		const take = (): void => {
			this.taken += chunk;
			done();
		};

		if (this.#isWilling) {
			take();
		} else {
			this.#waiting = take;
		}
	}
}

/** Watches a run that never ends, for one second. The consumer takes nothing. */
async function watchRunning(t: TestContext) {
	const reader = new StubbornReader();
	const script = {execution: () => ({response: execution('running')})};
	const watch = watchHeadless(t, {ids: ['a'], stdout: reader, script});
	await watch.clock.advanceAsync(1000);
	return {reader, watch};
}

/** Returns the log in the response `nth` (from 0). Each response has ten more entries than the one before. */
function chatty(nth: number) {
	return Array.from({length: (nth + 1) * 10}, (_, index) => entry(`${index} ${'x'.repeat(100)}`));
}

test('K2: nothing is polled while the consumer is slow, and nothing is lost', async t => {
	const reader = new StubbornReader();
	const {clock, client, exitCode} = watchHeadless(t, {
		ids: ['a', 'b'],
		stdout: reader,
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

	reader.isWilling = true;
	await settle();
	await clock.advanceAsync(120_000);
	assert.equal(exitCode(), 0);
	const logs = reader.taken.split('\n').filter(line => line.includes('"event":"log"'));
	assert.equal(logs.length, 2 * 210);
	assert.match(reader.taken, /"event":"end","[^\n]*\n$/);
});

test('K5: after a signal a stalled consumer gets 5 s', async t => {
	const {watch} = await watchRunning(t);
	watch.signal(143);
	await watch.clock.advanceAsync(4900);
	assert.equal(watch.abandoned(), null);
	await watch.clock.advanceAsync(200);
	assert.equal(watch.abandoned(), 143);
});
