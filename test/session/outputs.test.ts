import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {Workflow} from '../../source/core/run-order.ts';
import {execution as anExecution, name, output} from '../helpers/values.ts';
import type {Reply} from '../polling/scripted-client.ts';
import {toTheEnd, watchHeadless, type HeadlessSetUp} from './watch-headless.ts';

const film: Workflow = {title: name('A film'), outputKinds: new Map([['n9_images', 'video']])};
const outputs = [output('n9_images', 'https://media.example/a')];

/**
 * Watches a run that has already ended at its first poll. Returns its events as texts like `output video`, and the time
 * in milliseconds that this took. `workflow` is the response to the request for its workflow. With `signalAfter`, the
 * program receives a signal after this many milliseconds.
 */
async function told(
	t: TestContext,
	workflow: Reply<Workflow>,
	{signalAfter, ...setUp}: Partial<HeadlessSetUp> & {readonly signalAfter?: number} = {},
) {
	const execution = anExecution({phase: 'succeeded', outputs});
	const script = {
		execution: () => ({response: {execution, logs: []}, takes: 20}),
		workflow: () => workflow,
	};
	const watch = watchHeadless(t, {ids: ['a'], script, ...setUp});

	if (signalAfter !== undefined) {
		await watch.clock.advanceAsync(signalAfter);
		watch.signal(143);
	}

	const {took} = await toTheEnd(watch);
	const events = watch
		.events()
		.map(({event, title, kind}) =>
			[event, event === 'run' ? title : kind].filter(Boolean).join(' '),
		);
	return {took, events};
}

const described = ['start', 'run', 'run A film', 'output video', 'end'];
const undescribed = ['start', 'run', 'output image', 'end'];

for (const once of [false, true]) {
	const suffix = once ? ', with --once too' : '';

	test(`the end waits for the title and the output kinds of a workflow${suffix}`, async t => {
		const {events} = await told(t, {response: film, takes: 300}, {once});
		assert.deepEqual(events, once ? ['start', 'output video', 'run A film', 'end'] : described);
	});

	test(`the end does not wait for an unavailable workflow${suffix}`, async t => {
		const error = new ApiError('not-found', {detail: 'HTTP 404', httpStatus: 404});
		const {took, events} = await told(t, {error, takes: 300}, {once});
		assert.ok(took < 500, `it took ${took} ms`);
		assert.deepEqual(events, once ? ['start', 'output image', 'run', 'end'] : undescribed);
	});
}

test('the end waits two seconds for a workflow, then reports the output', async t => {
	const {took, events} = await told(t, {response: film, takes: 60_000});
	assert.ok(took >= 2000 && took < 2500, `it took ${took} ms`);
	assert.deepEqual(events, undescribed);
});

test('held outputs are reported before the end, also after a signal or --timeout', async t => {
	for (const timeout of [null, 500]) {
		const slow = {response: film, takes: 60_000};
		const {events} = await told(t, slow, {timeout, signalAfter: 1000});
		assert.deepEqual(events, undescribed);
	}
});
