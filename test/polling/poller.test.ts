import assert from 'node:assert/strict';
import test from 'node:test';
import {name} from '../helpers/values.ts';
import {execution} from './scripted-client.ts';
import {down, names, running, setUp, tearDown, watching} from './set-up.ts';

test('the selected run is polled every 2 s, one in sight every 3 s; one that is selected, at once', async t => {
	const given = watching(t, names(3), running);
	given.poller.prioritize({selected: 'wfrun_0', inSight: ['wfrun_1']});
	await given.clock.advanceAsync(9000);
	assert.deepEqual(given.client.times('wfrun_0'), [0, 2050, 4100, 6150, 8200]);
	assert.deepEqual(given.client.times('wfrun_1'), [30, 3080, 6130]);
	given.poller.prioritize({selected: 'wfrun_2', inSight: []});
	assert.equal(given.client.times('wfrun_2').at(-1), 9000);
});

test('a workflow is loaded once, with its title and output kinds', async t => {
	const workflow = {
		title: name('文生图'),
		outputKinds: new Map([['n9_images', 'image'] as const]),
		inputNames: new Map(),
	};
	const given = watching(
		t,
		names(5),
		() => ({response: execution('running', {workflowId: 'wf_1'}), takes: 50}),
		{workflow: () => ({response: workflow, takes: 50})},
	);
	const at = given.clock.now() + 50 + 50;
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requestsOf('workflow').length, 1);
	assert.deepEqual(
		given.actions.filter(({type}) => type === 'workflowLoaded'),
		[{type: 'workflowLoaded', at, workflowId: 'wf_1', workflow}],
	);
});

test('a run whose response takes long to parse is polled so seldom that parsing takes a fifth of the time', async t => {
	const given = watching(t, names(2), id => ({
		response: {...execution('running'), readMs: id === 'wfrun_0' ? 900 : 1},
	}));
	await given.clock.advanceAsync(10_000);
	assert.deepEqual(given.client.times('wfrun_0'), [0, 4500, 9000]);
	assert.equal(given.client.times('wfrun_1').length, 5);
});

test('a final run is polled again only on pollNow, and then once', async t => {
	const phases = ['succeeded', 'failed', 'canceled'] as const;
	let isDown = false;
	const given = watching(t, names(3), id =>
		isDown && id === 'wfrun_1'
			? down
			: {response: execution(phases[Number(id.slice(6))] ?? 'other')},
	);
	await given.clock.advanceAsync(100);
	given.poller.prioritize({selected: 'wfrun_1', inSight: []});
	await given.clock.advanceAsync(60_000);
	assert.equal(given.client.requests.length, 3);
	isDown = true;
	given.poller.pollNow('wfrun_0');
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(60_000);
	assert.equal(given.client.requests.length, 5);
	assert.deepEqual(
		given.outcomes().map(({nextPollAt}) => nextPollAt),
		[null, null, null, null, null],
	);
	assert.equal(given.clock.pending, 0, 'no timer is left');
});

test('a response for a run that was unwatched and watched again meanwhile is not reported', async t => {
	let phase: 'queued' | 'running' = 'queued';
	const given = watching(t, ['wfrun_1'], () => ({response: execution(phase), takes: 500}));
	await given.clock.advanceAsync(100);
	given.poller.unwatch('wfrun_1');
	phase = 'running';
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(900);
	assert.deepEqual(
		given
			.outcomes()
			.map(outcome => outcome.kind === 'response' && outcome.response.execution.phase),
		['running'],
	);
	assert.equal(given.client.maxOfOne, 1);
});

test('pollNow polls at once, also while paused', async t => {
	const given = watching(t, names(2), running);
	await given.clock.advanceAsync(1000);
	given.poller.pause(true);
	given.poller.pollNow('wfrun_1');
	assert.deepEqual(given.client.times('wfrun_1'), [30, 1000]);
	await given.clock.advanceAsync(20_000);
	assert.equal(given.client.requests.length, 3);
	assert.equal(given.outcomes().at(-1)?.nextPollAt, null);
	assert.equal(given.clock.pending, 0, 'no timer runs while paused');
});

test('pollNow polls a run that nobody watches until it responds; watched afterwards, it is polled as usual', async t => {
	let isDown = true;
	const given = watching(t, [], () => (isDown ? down : running()));
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(3000);
	isDown = false;
	await given.clock.advanceAsync(60_000);
	const responses = () => given.outcomes().filter(({kind}) => kind === 'response').length;
	assert.equal(responses(), 1);
	assert.equal(given.clock.pending, 0, 'no timer is left');
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(60_000);
	assert.ok(responses() > 5);
});

test('after a pause all runs are polled within one interval, the prioritized one at once', async t => {
	const given = watching(t, names(20), running, {random: Math.random, concurrency: 100});
	given.poller.prioritize({selected: 'wfrun_3', inSight: []});
	await given.clock.advanceAsync(1000);
	given.poller.pause(true);
	await given.clock.advanceAsync(8999);
	const before = given.client.times().length;
	given.poller.pause(false);
	assert.equal(given.client.times('wfrun_3').at(-1), 9999);
	assert.equal(given.client.times().length, before + 1);
	await given.clock.advanceAsync(2000);
	const after = given.client.requestsOf('execution').slice(before);
	assert.equal(new Set(after.map(({id}) => id)).size, 20);
});

test('stop reports all outcomes so far and aborts the requests in flight', async () => {
	const given = setUp(id => ({
		response: execution('running'),
		takes: id === 'wfrun_0' ? 0 : 5000,
	}));
	given.poller.watch(names(2));
	await given.clock.advanceAsync(100);
	const before = given.actions.length;
	await tearDown(given);
	assert.equal(given.client.requests[1]?.aborted, true);
	assert.equal(given.actions.length, before);
	given.poller.watch(['wfrun_9']);
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(10_000);
	assert.equal(given.client.requests.length, 2);
});

test('an error that is not a failure of the service goes to onBug and stops the poller', async () => {
	const bug = new TypeError('a bug');
	const given = setUp(() => ({error: bug}));
	given.poller.watch(['wfrun_1']);
	await given.clock.advanceAsync(10_000);
	assert.deepEqual(given.bugs, [bug]);
	assert.equal(given.client.requests.length, 1);
	assert.equal(given.clock.pending, 0);
});
