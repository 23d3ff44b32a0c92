import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {
	crashExitCode,
	guardTerminal,
	type Guard,
	type GuardOptions,
} from '../../source/terminal/guard.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

class Host extends EventEmitter {
	readonly #done: string[];

	constructor(done: string[]) {
		super();
		this.#done = done;
	}

	exit(code: number): void {
		this.#done.push(`exit ${code}`);
	}
}

type SetUp = {
	readonly done: string[];
	readonly host: Host;
	readonly input: EventEmitter;
	readonly output: EventEmitter;
	readonly clock: FakeClock;
	readonly guard: Guard;
};

/** A guard of stand-ins, and the list of what it did. */
function setUp(options: Partial<GuardOptions> = {}): SetUp {
	const done: string[] = [];
	const host = new Host(done);
	const input = new EventEmitter();
	const output = new EventEmitter();
	const clock = new FakeClock();
	const guard = guardTerminal({
		host,
		input,
		output,
		clock,
		subprocessOwnsTerminal: () => false,
		restore: () => done.push('restore'),
		shutDown: async cause => {
			done.push(`shut down: ${cause.kind}`);
		},
		reportCrash: error => done.push(`report ${String(error)}`),
		...options,
	});
	return {done, host, input, output, clock, guard};
}

const never = () => new Promise<void>(() => {});
const gone = (code: string) => Object.assign(new Error('gone'), {code});

test('D1: each signal is an orderly way out with its own exit code', async () => {
	for (const [signal, code] of [
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGQUIT', 131],
	] as const) {
		const {done, host, clock} = setUp();
		host.emit(signal);
		await setImmediate();
		assert.deepEqual(done, ['shut down: signal', `exit ${code}`]);
		assert.equal(clock.pending, 0);
		assert.deepEqual(host.eventNames(), []);
	}
});

test('While another program has the terminal, what its keys send is not for us; all else is', async () => {
	const {done, host} = setUp({subprocessOwnsTerminal: () => true});
	host.emit('SIGINT');
	host.emit('SIGQUIT');
	await setImmediate();
	assert.deepEqual(done, []);
	host.emit('SIGTERM');
	await setImmediate();
	assert.deepEqual(done, ['shut down: signal', 'exit 143']);
});

test('D3: a way out that takes too long is cut short within a second', async () => {
	const {done, host, clock} = setUp({shutDown: never});
	host.emit('SIGTERM');
	await setImmediate();
	clock.advance(999);
	assert.deepEqual(done, []);
	clock.advance(1);
	assert.deepEqual(done, ['restore', 'exit 143']);
});

test('D8: a second signal ends it at once, with the code of the first', () => {
	const {done, host} = setUp({shutDown: never});
	host.emit('SIGTERM');
	host.emit('SIGINT');
	assert.deepEqual(done, ['restore', 'exit 143']);
});

test('D1: after a throw or a rejection the terminal is restored before the report', () => {
	for (const event of ['uncaughtException', 'unhandledRejection']) {
		const {done, host} = setUp();
		host.emit(event, 'bug');
		assert.deepEqual(done, ['restore', 'report bug', 'restore', `exit ${crashExitCode}`]);
	}
});

test('D1: a bug that was caught somewhere ends it like one that was not', () => {
	const {done, guard} = setUp();
	guard.crash(new Error('a frame'));
	assert.deepEqual(done, ['restore', 'report Error: a frame', 'restore', `exit ${crashExitCode}`]);
});

test('D1: an error on the way out is a crash', async () => {
	const {done, host} = setUp({
		shutDown: () => {
			throw new Error('bug');
		},
	});
	host.emit('SIGTERM');
	await setImmediate();
	assert.deepEqual(done, ['restore', 'report Error: bug', 'restore', `exit ${crashExitCode}`]);
});

test('D1: a crash that cannot be told still ends it', () => {
	const {done, host} = setUp({
		reportCrash: () => {
			throw new Error('no stderr');
		},
	});
	assert.throws(() => host.emit('uncaughtException', 'bug'), /no stderr/);
	assert.deepEqual(done, ['restore', 'restore', `exit ${crashExitCode}`]);
});

test('D1: exit somewhere within restores', () => {
	const {done, host} = setUp();
	host.emit('exit', 0);
	assert.deepEqual(done, ['restore']);
});

test('D3: a terminal that is gone ends it, once', async () => {
	for (const report of [
		({input}: SetUp) => input.emit('end'),
		({input}: SetUp) => input.emit('close'),
		({input}: SetUp) => input.emit('error', gone('EIO')),
		({output}: SetUp) => output.emit('error', gone('EPIPE')),
		({output}: SetUp) => output.emit('error', gone('EIO')),
	]) {
		const all = setUp();
		report(all);
		all.input.emit('close');
		await setImmediate();
		assert.deepEqual(all.done, ['shut down: disconnected', 'exit 129']);
	}
});

test('Another error of a stream is a crash', () => {
	const {done, output} = setUp();
	output.emit('error', new Error('bug'));
	assert.deepEqual(done, ['restore', 'report Error: bug', 'restore', `exit ${crashExitCode}`]);
});

test('Released, it does nothing any more and leaves no listener', () => {
	const {done, host, input, output, guard} = setUp();
	guard.release();
	host.emit('SIGTERM');
	input.emit('end');
	assert.deepEqual(done, []);
	assert.deepEqual(
		[host, input, output].flatMap(emitter => emitter.eventNames()),
		[],
	);
});

test('while another program has the terminal, its keys are signals that are not meant for this one', async () => {
	const {done, host} = setUp({subprocessOwnsTerminal: () => true});
	host.emit('SIGINT');
	host.emit('SIGQUIT');
	await setImmediate();
	assert.deepEqual(done, []);
	host.emit('SIGTERM');
	await setImmediate();
	assert.deepEqual(done, ['shut down: signal', 'exit 143']);
});

test('D1: a signal, or a hurry, on a way out that was taken by a key puts the terminal back and ends with the code of the key', () => {
	for (const cut of [
		({host}: SetUp) => host.emit('SIGTERM'),
		({guard}: SetUp) => {
			guard.forceExit();
		},
	]) {
		const all = setUp();
		all.guard.shutdownStarted(0);
		cut(all);
		assert.deepEqual(all.done, ['restore', 'exit 0']);
		assert.deepEqual(all.host.eventNames(), []);
	}
});

test('There is nothing to hurry while nobody leaves', () => {
	const {done, guard} = setUp();
	guard.forceExit();
	assert.deepEqual(done, []);
});

test('D1: at rest, after an orderly end, only a signal still puts the terminal back', () => {
	const {done, host, guard} = setUp();
	guard.shutdownStarted(0);
	guard.keepOnlySignals();
	host.emit('exit');
	assert.deepEqual(done, []);
	host.emit('SIGINT');
	assert.deepEqual(done, ['restore', 'exit 0']);
	assert.deepEqual(host.eventNames(), []);
});
