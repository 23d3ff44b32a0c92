import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {crashExitCode, guardTerminal, type GuardOptions} from '../../source/terminal/guard.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

type SetUp = ReturnType<typeof setUp>;

/** Creates a guard with fakes. `done` lists what the guard has done, in order, such as `restore` or `exit 143`. */
function setUp(options: Partial<GuardOptions> = {}) {
	const done: string[] = [];
	const host = new EventEmitter();
	const input = new EventEmitter();
	const output = new EventEmitter();
	const clock = new FakeClock();
	const guard = guardTerminal({
		host,
		exit: code => done.push(`exit ${code}`),
		input,
		output,
		clock,
		subprocessOwnsTerminal: () => false,
		restore: [() => done.push('restore')],
		shutDown: async () => {
			done.push('shut down');
		},
		reportCrash: error => done.push(`report ${String(error)}`),
		...options,
	});
	return {done, host, input, output, clock, guard};
}

const never = () => new Promise<void>(() => {});
const gone = (code: string) => Object.assign(new Error('gone'), {code});

test('forces the exit after a second', async () => {
	const {done, host, clock} = setUp({shutDown: never});
	host.emit('SIGTERM');
	await setImmediate();
	clock.advance(999);
	assert.deepEqual(done, []);
	clock.advance(1);
	assert.deepEqual(done, ['restore', 'exit 143']);
});

const crash = (what: string) => ['restore', `report ${what}`, `exit ${crashExitCode}`];

const immediate: ReadonlyArray<
	readonly [title: string, act: (all: SetUp) => void, done: readonly string[]]
> = [
	[
		'a second signal forces the exit with the code of the first',
		({host}) => {
			host.emit('SIGTERM');
			host.emit('SIGINT');
		},
		['restore', 'exit 143'],
	],
	[
		'restores the terminal before it reports an uncaught error',
		({host}) => host.emit('uncaughtException', 'bug'),
		crash('bug'),
	],
	[
		'handles a rejected promise like an uncaught error',
		({host}) => host.emit('unhandledRejection', 'bug'),
		crash('bug'),
	],
	['restores the terminal on process.exit', ({host}) => host.emit('exit', 0), ['restore']],
	['forceExit does nothing before a shutdown', ({guard}) => guard.forceExit(), []],
];

for (const [title, act, done] of immediate) {
	test(title, () => {
		const all = setUp({shutDown: never});
		act(all);
		assert.deepEqual(all.done, done);
	});
}

test('the last work may end after the shutdown, and its error is a crash', async () => {
	const work = Promise.withResolvers<void>();
	const {done, host, clock} = setUp({lastWork: async () => work.promise});
	host.emit('SIGTERM');
	await setImmediate();
	clock.advance(5_000);
	assert.deepEqual(done, ['shut down']);
	work.reject(new Error('bug'));
	await setImmediate();
	assert.deepEqual(done, ['shut down', ...crash('Error: bug')]);
});

test('takes every step that restores the terminal, once, and exits even if nothing can be written', () => {
	const steps: string[] = [];
	const fail = (step: string) => () => {
		steps.push(step);
		throw new Error('EIO');
	};
	const {done, host} = setUp({
		restore: [fail('unmount'), fail('write'), fail('raw mode')],
		reportCrash: fail('report'),
	});
	assert.throws(() => host.emit('uncaughtException', 'bug'), /EIO/);
	host.emit('exit', 0);
	assert.deepEqual(steps, ['unmount', 'write', 'raw mode', 'report']);
	assert.deepEqual(done, [`exit ${crashExitCode}`]);
});

test('shuts down once when the terminal is closed', async () => {
	for (const report of [
		({input}: SetUp) => input.emit('end'),
		({input}: SetUp) => input.emit('close'),
		({input}: SetUp) => input.emit('error', gone('EIO')),
		({output}: SetUp) => output.emit('error', gone('EPIPE')),
		({output}: SetUp) => output.emit('error', gone('EIO')),
	]) {
		const all = setUp();
		report(all);
		await setImmediate();
		assert.deepEqual(all.done, ['shut down', 'exit 129']);
		all.input.emit('close');
		await setImmediate();
		assert.deepEqual(all.done, ['shut down', 'exit 129']);
	}
});

test('a signal or forceExit during a shutdown restores the terminal and keeps the exit code', () => {
	for (const cut of [
		({host}: SetUp) => host.emit('SIGTERM'),
		({guard}: SetUp) => {
			guard.forceExit();
		},
		({host, guard, done}: SetUp) => {
			guard.keepOnlySignals();
			host.emit('exit');
			assert.deepEqual(done, []);
			host.emit('SIGINT');
		},
	]) {
		const all = setUp();
		all.guard.shutdownStarted(0);
		cut(all);
		assert.deepEqual(all.done, ['restore', 'exit 0']);
		assert.deepEqual(all.host.eventNames(), []);
	}
});
