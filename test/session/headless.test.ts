import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import test, {type TestContext} from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {OrderInfo, Workflow} from '../../source/core/run-order.ts';
import {settle} from '../helpers/fake-clock.ts';
import {orderLoaded} from '../helpers/sample-state.ts';
import {money} from '../helpers/sample.ts';
import {execution as anExecution, entry, name, output} from '../helpers/values.ts';
import {execution, type Reply, type Script} from '../polling/scripted-client.ts';
import {failing, names} from '../polling/set-up.ts';
import {toTheEnd, watchHeadless, type HeadlessSetUp} from './watch-headless.ts';

const {info: open} = orderLoaded as {readonly info: OrderInfo};
const unsettled = {...open, runStatus: name('completed'), finalAmount: money('0')};
const settled = {...unsettled, settlementStatus: name('settled'), finalAmount: money('0.04')};

/** Each run is queued, then running, and then it has succeeded. */
const usual: Script['execution'] = (_, nth) => ({
	response: execution((['queued', 'running'] as const)[nth] ?? 'succeeded'),
	takes: 50,
});

async function end(
	t: TestContext,
	{execution: responseOf = usual, info, ...setUp}: Partial<HeadlessSetUp & Script>,
) {
	const watch = watchHeadless(t, {
		ids: ['a'],
		script: {execution: responseOf, ...(info && {info})},
		reportsOrders: true,
		...setUp,
	});
	const ended = await toTheEnd(watch);
	const lastPoll = watch.client.requestsOf('execution').at(-1)?.endedAt ?? 0;
	return {
		...ended,
		afterLastPoll: ended.took - lastPoll,
		polls: watch.client.requestsOf('execution').length,
		requests: watch.client.requestsOf('info').length,
		charged: watch
			.events()
			.filter(({event}) => event === 'order')
			.map(event => event['final_amount']),
	};
}

test('the order of a run is reported once, and again with what was charged', async t => {
	const info: Script['info'] = (_, nth) => ({response: nth === 0 ? open : settled, takes: 100});
	const {code, charged, requests, afterLastPoll} = await end(t, {info});
	assert.deepEqual([code, charged, requests, afterLastPoll], [0, [null, 0.04], 2, 100]);
});

test('while other runs are active, the order of a run that is not settled is read again three times at most', async t => {
	const watch = {
		ids: ['a', 'b'],
		execution: (id: string, nth: number) => ({
			response: execution(nth > (id === 'a' ? 0 : 60) ? 'succeeded' : 'running'),
		}),
	};
	const asked: string[] = [];
	const answers =
		(settledAt: number): NonNullable<Script['info']> =>
		(id, nth) => {
			asked.push(id);
			return {response: nth === 0 ? open : nth >= settledAt ? settled : unsettled};
		};

	for (const [settledAt, charged, times] of [
		[9, [null, null], 4],
		[2, [null, null, 0.04], 3],
	] as const) {
		const info = answers(settledAt);
		const given = await end(t, {...watch, info});
		assert.deepEqual(given.charged, charged);
		assert.equal(asked.splice(0).filter(id => id === 'a').length, times);
	}
});

for (const [what, info, most] of [
	['hangs', {response: settled, takes: 3_600_000}, 2000],
	['fails', failing(new ApiError('http', {detail: 'HTTP 500', httpStatus: 500})), 2000],
	['is missing', failing(new ApiError('not-found', {detail: 'HTTP 404', httpStatus: 404})), 1000],
	['is forbidden', failing(new ApiError('auth', {detail: 'HTTP 401', httpStatus: 401})), 1000],
	[
		'waits long',
		failing(new ApiError('rate-limit', {detail: '', httpStatus: 429, retryAfter: 600_000})),
		2000,
	],
	['is refused', failing(new ApiError('rate-limit', {detail: '', httpStatus: 429})), 2000],
] as const) {
	for (const once of [true, false]) {
		test(`an order that ${what} holds up the end by ${most} ms at most${once ? ' with --once' : ''}`, async t => {
			const ended = await end(t, {ids: names(30), once, info: () => info});
			const {code, charged, afterLastPoll, polls} = ended;
			assert.deepEqual([code, charged], [0, []]);
			assert.ok(!once || polls === 30, `${polls} polls`);
			// The poller reports responses four times a second.
			assert.ok(afterLastPoll <= most + 250, String(afterLastPoll));
		});
	}
}

test('--once reports the order of each run, after all polls; without it none is requested', async t => {
	const info = () => ({response: open, takes: 10});
	const {charged, requests} = await end(t, {ids: names(30), once: true, info});
	assert.deepEqual([charged.length, requests], [30, 30]);
	assert.equal((await end(t, {info, reportsOrders: false})).requests, 0);
});

const film: Workflow = {
	title: name('A film'),
	outputKinds: new Map([['n9_images', 'video']]),
	inputNames: new Map(),
};
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
	const ended = anExecution({phase: 'succeeded', outputs});
	const script = {
		execution: () => ({response: {execution: ended, logs: []}, takes: 20}),
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
