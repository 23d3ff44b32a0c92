import assert from 'node:assert/strict';
import {createReadStream} from 'node:fs';
import {PassThrough, type Readable} from 'node:stream';
import test from 'node:test';
import {messagesFor} from '../../source/i18n/index.ts';
import {readIds} from '../../source/session/read-ids.ts';
import type {InputProblem} from '../../source/store/notice.ts';
import {settle} from '../helpers/fake-clock.ts';
import {execution} from '../polling/scripted-client.ts';
import {toTheEnd, watchHeadless} from './watch-headless.ts';

function reading(input: Readable) {
	const ids: string[] = [];
	const troubles: InputProblem[] = [];
	let ends = 0;
	const stop = readIds(input, {
		add: more => ids.push(...more),
		warn: trouble => troubles.push(trouble),
		ended: () => ends++,
	});
	return {ids, troubles, ends: () => ends, stop};
}

test('ids are added as they arrive, and the end is reported once', async () => {
	const input = new PassThrough();
	const read = reading(input);
	input.write('wfrun_1\nwfru');
	await settle();
	assert.deepEqual(read.ids, ['wfrun_1']);
	input.write('n_2\n');
	await settle();
	assert.deepEqual(read.ids, ['wfrun_1', 'wfrun_2']);
	assert.equal(read.ends(), 0);
	input.end('wfrun_3');
	await settle();
	assert.deepEqual(read.ids, ['wfrun_1', 'wfrun_2', 'wfrun_3']);
	assert.equal(read.ends(), 1);
});

test('only the first invalid line is reported', async () => {
	const input = new PassThrough();
	const read = reading(input);
	input.end('wfrun_1\nsubmitted two runs\nwfrun_2\nand so on\n');
	await settle();
	assert.deepEqual(read.ids, ['wfrun_1', 'wfrun_2']);
	assert.deepEqual(read.troubles, [{kind: 'bad-line', line: 2, text: 'submitted two runs'}]);
});

test('a character that is split between two chunks stays whole', async () => {
	const input = new PassThrough();
	const read = reading(input);
	const bytes = Buffer.from('晨羽\n');
	input.write(bytes.subarray(0, 2));
	await settle();
	input.end(bytes.subarray(2));
	await settle();
	assert.deepEqual(read.ids, ['晨羽']);
});

test('an unreadable input is reported and ends', async () => {
	const read = reading(createReadStream(import.meta.dirname));

	while (read.ends() === 0) {
		await settle();
	}

	assert.deepEqual(read.troubles, [{kind: 'input-unreadable', why: 'EISDIR'}]);
	await settle();
	assert.equal(read.ends(), 1);
});

test('after a stop no ids are added, and the input is destroyed', async () => {
	const input = new PassThrough();
	const read = reading(input);
	read.stop();
	await settle();
	assert.ok(input.destroyed);
	assert.equal(read.ends(), 0);
});

const over = {response: execution('succeeded')};

test('the watch ends when all runs and the input have ended', async t => {
	const input = new PassThrough();
	const watch = watchHeadless(t, {ids: [], script: {execution: () => over}, idInput: input});
	await settle();
	input.write('a\n');
	await settle();
	await watch.clock.advanceAsync(60_000);
	assert.equal(watch.exitCode(), null);
	input.write('b\n');
	await settle();
	await watch.clock.advanceAsync(1000);
	assert.deepEqual(
		watch.events().map(({event, run_order_id: id}) => [event, id]),
		[
			['start', undefined],
			['run', 'a'],
			['run', 'b'],
		],
	);
	input.end();
	assert.equal((await toTheEnd(watch)).code, 0);
	assert.deepEqual(watch.warnings, []);
});

test('--until can end the watch before the input ends', async t => {
	for (const [until, phase, expected] of [
		['any', 'succeeded', 0],
		['first-failure', 'failed', 1],
	] as const) {
		const input = new PassThrough();
		const watch = watchHeadless(t, {
			ids: ['a'],
			until,
			script: {execution: () => ({response: execution(phase)})},
			idInput: input,
		});
		const {code, reason} = await toTheEnd(watch);
		assert.deepEqual([code, reason], [expected, 'until']);
		await settle();
		assert.ok(input.destroyed);
	}
});

test('an input without ids ends the watch with exit code 3, as a watch that finds no run, unless --allow-empty', async t => {
	for (const [allowEmpty, expected, warnings] of [
		[false, [3, 'gave-up'], [messagesFor('en').input.noIds]],
		[true, [0, 'done'], []],
	] as const) {
		const input = new PassThrough();
		const script = {execution: () => over};
		const watch = watchHeadless(t, {ids: [], script, idInput: input, allowEmpty});
		input.end('\n\n');
		await settle();
		const {code, reason} = await toTheEnd(watch);
		assert.deepEqual([code, reason], expected);
		assert.deepEqual(watch.warnings, warnings);
	}
});
