import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {
	createSuspender,
	type Suspender,
	type SuspenderOptions,
} from '../../source/terminal/suspender.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

type SetUp = {
	readonly done: string[];
	readonly host: EventEmitter;
	readonly clock: FakeClock;
	readonly suspender: Suspender;
};

function setUp(options: Partial<SuspenderOptions> = {}): SetUp {
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

test('D2: the terminal is given away before the stop and taken back after it, a thousand times', async () => {
	const {done, host, clock, suspender} = setUp();

	for (let count = 0; count < 1_000; count++) {
		const suspended = suspender.suspend();
		await setImmediate();
		assert.deepEqual(done, round.slice(0, 2));
		host.emit('SIGCONT');
		await suspended;
		assert.deepEqual(done.splice(0), round);
	}

	assert.equal(clock.pending, 0);
	assert.equal(host.listenerCount('SIGCONT'), 1);
	assert.equal(host.listenerCount('SIGTSTP'), 1);
});

test('D2: a stop from outside does the same', async () => {
	const {done, host} = setUp();
	host.emit('SIGTSTP');
	await setImmediate();
	host.emit('SIGTSTP');
	host.emit('SIGCONT');
	await setImmediate();
	assert.deepEqual(done, round);
});

test('D2: where the system does not stop it the screen comes back by itself', async () => {
	const {done, clock, suspender} = setUp();
	const suspended = suspender.suspend();
	await setImmediate();
	clock.advance(200);
	await suspended;
	assert.deepEqual(done, round);
});

test('D2: after a stop that nobody announced the screen is put back', async () => {
	const {done, host} = setUp();
	host.emit('SIGCONT');
	await setImmediate();
	assert.deepEqual(done, ['hand over', 'resume']);
});

test('D2: a stop that fails gives the screen back', async () => {
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

test('What goes wrong after a signal is told', async () => {
	const {done, host} = setUp({
		suspendTerminal: () => Promise.reject(new Error('suspended already')),
	});
	host.emit('SIGTSTP');
	await setImmediate();
	assert.deepEqual(done, ['bug Error: suspended already']);
});

test('Without job control nothing happens', async () => {
	const {done, host, suspender} = setUp({stopProcess: null});
	await suspender.suspend();
	assert.deepEqual(done, []);
	assert.deepEqual(host.eventNames(), []);
});

test('Released, it hears no signal any more and leaves no timer', async () => {
	const {host, clock, suspender} = setUp();
	await suspender.runSubprocess(async () => 'read');
	suspender.release();
	assert.equal(clock.pending, 0);
	assert.equal(host.listenerCount('SIGTSTP'), 0);
	assert.equal(host.listenerCount('SIGCONT'), 0);
});

test('the terminal is lent for as long as the work takes, and a stop meanwhile is only a stop', async () => {
	const {done, host, clock, suspender} = setUp();
	const work = Promise.withResolvers<string>();
	const lent = suspender.runSubprocess(async () => work.promise);
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
	assert.equal(await lent, 'read');
	assert.equal(done.at(-1), 'resume');
	clock.advance(100);
	assert.equal(suspender.subprocessOwnsTerminal, false);
	assert.equal(clock.pending, 0);
});

test('D1: a ctrl+c that ended the other program is not ours when it arrives late', async () => {
	const {clock, suspender} = setUp();
	await suspender.runSubprocess(async () => 'killed');
	assert.equal(suspender.subprocessOwnsTerminal, true);
	clock.advance(99);
	assert.equal(suspender.subprocessOwnsTerminal, true);
	// The next one has a moment of its own.
	await suspender.runSubprocess(async () => 'killed');
	clock.advance(99);
	assert.equal(suspender.subprocessOwnsTerminal, true);
	clock.advance(1);
	assert.equal(suspender.subprocessOwnsTerminal, false);
	assert.equal(clock.pending, 0);
});

test('work that fails gives the terminal back', async () => {
	const {done, clock, suspender} = setUp();
	await assert.rejects(
		suspender.runSubprocess(() => Promise.reject(new Error('no such thing'))),
		/no such thing/,
	);
	clock.advance(100);
	assert.equal(suspender.subprocessOwnsTerminal, false);
	assert.deepEqual(done, ['hand over', 'resume']);
});

test('without job control the terminal is lent all the same', async () => {
	const {done, suspender} = setUp({stopProcess: null});
	assert.equal(await suspender.runSubprocess(async () => 'read'), 'read');
	assert.deepEqual(done, ['hand over', 'resume']);
});
