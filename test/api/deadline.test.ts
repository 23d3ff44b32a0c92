import assert from 'node:assert/strict';
import {getEventListeners} from 'node:events';
import test from 'node:test';
import {withDeadline} from '../../source/api/deadline.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/**
 * Stays pending until `signal` is aborted. Then rejects with an error of its own, not with the reason of the signal,
 * as a real request does.
 */
async function hang(signal: AbortSignal): Promise<never> {
	return new Promise((_resolve, reject) => {
		signal.addEventListener('abort', () => {
			reject(new Error('broken off'));
		});
	});
}

function setUp() {
	const clock = new FakeClock();
	const controller = new AbortController();
	const {signal} = controller;
	const run = async (work: (signal: AbortSignal) => Promise<unknown>) =>
		withDeadline(work, {clock, limit: 5000, signal});
	return {clock, controller, run};
}

test('H5: after the time limit the work is aborted with a timeout', async () => {
	const {clock, run} = setUp();
	const work = run(hang);
	clock.advance(4999);
	assert.equal(clock.pending, 1);
	clock.advance(1);
	await assert.rejects(work, {name: 'ApiError', kind: 'timeout', retriable: true});
	assert.equal(clock.pending, 0);
});

test('the caller can abort, and gets its reason', async () => {
	const {clock, controller, run} = setUp();
	const work = run(hang);
	const reason = new Error('aborted by the test');
	controller.abort(reason);
	await assert.rejects(work, error => error === reason);
	assert.equal(clock.pending, 0);
	await assert.rejects(run(hang), error => error === reason);
});

test('D9: finished work leaves no timer and no listener', async () => {
	const {clock, controller, run} = setUp();
	assert.equal(await run(async () => 'done'), 'done');
	await assert.rejects(
		run(async () => Promise.reject(new Error('own'))),
		/own/,
	);
	assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
	assert.equal(clock.pending, 0);
});
