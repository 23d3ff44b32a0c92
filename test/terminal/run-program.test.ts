import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {EventEmitter, once} from 'node:events';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {killTree, runProgram, type ProgramOptions} from '../../source/terminal/run-program.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {temporaryFolder} from '../helpers/program.ts';

function setUp(): {
	readonly clock: FakeClock;
	readonly host: EventEmitter;
	readonly options: ProgramOptions;
} {
	const clock = new FakeClock();
	const host = new EventEmitter();
	const env = {
		PATH: process.env['PATH'],
		CHENYU_API_KEY: 'cy_secret',
		chenyu_api_key: 'too',
	};
	return {clock, host, options: {env, clock, host}};
}

function node(script: string, ...args: string[]): readonly string[] {
	return [process.execPath, '-e', script, ...args];
}

test('S4: a program gets its arguments and variables unchanged, but neither the key nor the terminal', async () => {
	const {options, clock, host} = setUp();
	const script = `
		let terminal = 'none';
		try { require('fs').openSync('/dev/tty', 'r'); terminal = 'open' } catch {}
		const names = Object.keys(process.env).filter(name => /chenyu/i.test(name));
		console.log('first\\n' + JSON.stringify([process.argv.slice(1), names, process.env.CHENYU_RUN_ID, terminal]) + '\\n');
	`;
	const hostile = '$(id) `id` "; rm -rf / #';
	const outcome = await runProgram(node(script, hostile), {CHENYU_RUN_ID: '文字'}, options);
	assert.deepEqual(outcome, {
		kind: 'ended',
		code: 0,
		line: JSON.stringify([[hostile], ['CHENYU_RUN_ID'], '文字', 'none']),
	});
	assert.equal(clock.pending, 0);
	assert.equal(host.listenerCount('exit'), 0);
});

test('the last line is that of the errors if the program failed', async () => {
	const {options} = setUp();
	const script = "console.log('out'); console.error('why\\u001b[31m'); process.exitCode = 3";
	assert.deepEqual(await runProgram(node(script), {}, options), {
		kind: 'ended',
		code: 3,
		line: 'why',
	});
	const missing = await runProgram(['no-such-program-here'], {}, options);
	assert.deepEqual(missing, {kind: 'not-started', code: 'ENOENT'});
	const long = {CHENYU_OUTPUT_URLS: 'x'.repeat(3_000_000)};
	assert.deepEqual(await runProgram(node(script), long, options), {
		kind: 'not-started',
		code: 'E2BIG',
	});
});

test('a program is ended with its host', async t => {
	const {options, clock, host} = setUp();
	const endless = node('setInterval(() => {}, 1000)');
	const left = runProgram(endless, {}, options);
	await t.waitFor(() => assert.equal(host.listenerCount('exit'), 1));
	host.emit('exit');
	clock.advance(500);
	const outcome = await left;
	assert.equal(outcome.kind === 'ended' ? outcome.code : outcome.kind, null);
});

test('on Windows, taskkill ends a program and its own children', async t => {
	const folder = temporaryFolder(t);
	const {PATH} = process.env;
	process.env['PATH'] = folder;
	t.after(() => {
		process.env['PATH'] = PATH;
	});

	for (const [stand, printed] of [
		['#!/bin/sh\necho "$@" > "$0.got"\nkill -9 "$2"', /^\/pid \d+ \/t \/f\n$/],
		[null, null],
	] as const) {
		const taskkill = join(folder, 'taskkill');
		rmSync(taskkill, {force: true});

		if (stand !== null) {
			writeFileSync(taskkill, stand, {mode: 0o700});
		}

		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		const ended = once(child, 'exit');
		killTree(child, 'win32');
		assert.deepEqual(await ended, [null, stand === null ? 'SIGTERM' : 'SIGKILL']);

		if (printed !== null) {
			assert.match(readFileSync(`${taskkill}.got`, 'utf8'), printed);
		}
	}
});
