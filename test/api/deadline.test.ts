import assert from 'node:assert/strict';
import {getEventListeners} from 'node:events';
import test from 'node:test';
import {withDeadline} from '../../source/api/deadline.ts';
import {ApiError} from '../../source/api/errors.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {never} from './client-of.ts';

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

test('H5: after the time limit the work is aborted with a timeout', async () => {
	const clock = new FakeClock();
	const work = withDeadline(hang, {clock, limit: 5000, signal: never});
	clock.advance(4999);
	assert.equal(clock.pending, 1);
	clock.advance(1);
	await assert.rejects(
		work,
		error => error instanceof ApiError && error.kind === 'timeout' && error.retriable,
	);
	assert.equal(clock.pending, 0);
});

test('the caller can abort, and gets its reason', async () => {
	const clock = new FakeClock();
	const controller = new AbortController();
	const work = withDeadline(hang, {clock, limit: 5000, signal: controller.signal});
	const reason = new Error('aborted by the test');
	controller.abort(reason);
	await assert.rejects(work, error => error === reason);
	assert.equal(clock.pending, 0);
	await assert.rejects(
		withDeadline(hang, {clock, limit: 5000, signal: controller.signal}),
		error => error === reason,
	);
});

test('D9: finished work leaves no timer and no listener', async () => {
	const clock = new FakeClock();
	const controller = new AbortController();
	const {signal} = controller;
	assert.equal(await withDeadline(async () => 'done', {clock, limit: 5000, signal}), 'done');
	await assert.rejects(
		withDeadline(async () => Promise.reject(new Error('own')), {clock, limit: 5000, signal}),
		/own/,
	);
	assert.deepEqual(getEventListeners(signal, 'abort'), []);
	assert.equal(clock.pending, 0);
});
