import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {createSuspender, type SuspenderOptions} from '../../source/terminal/suspender.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function setUp(options: Partial<SuspenderOptions> = {}) {
	const done: string[] = [];
	const host = new EventEmitter();
	const clock = new FakeClock();
	const suspender = createSuspender({
		host,
		clock,
		suspendTerminal: async () => {
			done.push('hand over');
			return {
				resume: async () => {
					done.push('resume');
				},
			};
		},
		stopProcess: () => done.push(`stop, ${host.listenerCount('SIGTSTP')} listening`),
		onBug: error => done.push(`bug ${String(error)}`),
		...options,
	});
	return {done, host, clock, suspender};
}

const round = ['hand over', 'stop, 0 listening', 'resume'];

test('handles SIGTSTP from outside, and SIGCONT after SIGSTOP', async () => {
	const {done, host, suspender} = setUp();
	host.emit('SIGTSTP');
	await setImmediate();
	host.emit('SIGTSTP');
	host.emit('SIGCONT');
	await setImmediate();
	assert.deepEqual(done.splice(0), round);
	host.emit('SIGCONT');
	await setImmediate();
	assert.deepEqual(done, ['hand over', 'resume']);
	suspender.release();
	assert.deepEqual(host.eventNames(), []);
});

test('restores the screen if the stop fails', async () => {
	const {done, host, suspender} = setUp({
		stopProcess: () => {
			throw new Error('EPERM');
		},
	});
	await assert.rejects(suspender.suspend(), /EPERM/);
	assert.deepEqual(done, ['hand over', 'resume']);
	assert.equal(host.listenerCount('SIGTSTP'), 1);
	assert.equal(host.listenerCount('SIGCONT'), 1);
});

test('Reports errors of a suspension that a signal started', async () => {
	const {done, host} = setUp({
		suspendTerminal: () => Promise.reject(new Error('suspended already')),
	});
	host.emit('SIGTSTP');
	await setImmediate();
	assert.deepEqual(done, ['bug Error: suspended already']);
});

test('a subprocess has the terminal while the work runs; SIGTSTP then only stops the process', async () => {
	const {done, host, clock, suspender} = setUp();
	const work = Promise.withResolvers<string>();
	const result = suspender.runSubprocess(async () => work.promise);
	await setImmediate();
	assert.equal(suspender.subprocessOwnsTerminal, true);
	assert.equal(await suspender.runSubprocess(async () => 'again'), null);

	for (let count = 0; count < 2; count++) {
		host.emit('SIGTSTP');
		await setImmediate();
		host.emit('SIGCONT');
		await setImmediate();
	}

	assert.deepEqual(done, ['hand over', 'stop, 0 listening', 'stop, 0 listening']);
	work.resolve('read');
	assert.equal(await result, 'read');
	assert.equal(done.at(-1), 'resume');
	clock.advance(100);
	assert.equal(suspender.subprocessOwnsTerminal, false);
	assert.equal(clock.pending, 0);
});

test('ignores the late signal of a ctrl+c that ended the subprocess, for 100 ms after the last one', async () => {
	const {clock, suspender} = setUp();

	for (let count = 0; count < 2; count++) {
		await suspender.runSubprocess(async () => 'killed');
		clock.advance(99);
		assert.equal(suspender.subprocessOwnsTerminal, true);
	}

	clock.advance(1);
	assert.equal(suspender.subprocessOwnsTerminal, false);
	assert.equal(clock.pending, 0);
});

test('without job control it stops nothing, but runs a subprocess', async () => {
	const {done, host, suspender} = setUp({stopProcess: null});
	assert.equal(await suspender.suspend(), false);
	assert.deepEqual([done, host.eventNames()], [[], []]);
	assert.equal(await suspender.runSubprocess(async () => 'read'), 'read');
	assert.deepEqual(done, ['hand over', 'resume']);
});

test('a subprocess that is requested while the screen is resumed runs afterwards', async () => {
	const resumed = Promise.withResolvers<void>();
	const {suspender} = setUp({suspendTerminal: async () => ({resume: () => resumed.promise})});
	const first = suspender.runSubprocess(async () => 'first');
	await setImmediate();
	const second = suspender.runSubprocess(async () => 'second');
	resumed.resolve();
	assert.deepEqual([await first, await second], ['first', 'second']);
});
