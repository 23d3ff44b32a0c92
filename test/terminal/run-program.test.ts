import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {runProgram, showInPager, type ProgramOptions} from '../../source/terminal/run-program.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {temporaryFolder} from '../helpers/program.ts';

function setUp() {
	const clock = new FakeClock();
	const host = new EventEmitter();
	const env = {PATH: process.env['PATH'], CHENYU_API_KEY: 'cy_secret', chenyu_api_key: 'too'};
	const options: ProgramOptions = {env, clock, host};
	return {clock, host, options};
}

function node(script: string, ...args: string[]): readonly string[] {
	return [process.execPath, '-e', script, ...args];
}

test('a program gets its arguments and variables unchanged, but neither the key nor the terminal', async () => {
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
	const failing = node("console.log('out'); console.error('why\\u001b[31m'); process.exitCode = 3");
	const outcome = await runProgram(failing, {}, options);
	assert.deepEqual(outcome, {kind: 'ended', code: 3, line: 'why'});
	const tooLong = await runProgram(failing, {CHENYU_RUN_ERROR: 'x'.repeat(3_000_000)}, options);
	assert.deepEqual(tooLong, {kind: 'not-started', code: 'E2BIG'});
});

test('a program gets its input unchanged, or may exit without reading it', async () => {
	const {options} = setUp();
	const echo = node("console.log(require('fs').readFileSync(0, 'utf8'))");
	const outcome = await runProgram(echo, {}, {...options, input: Buffer.from('文字')});
	assert.deepEqual(outcome, {kind: 'ended', code: 0, line: '文字'});
	const deaf = await runProgram(node(''), {}, {...options, input: 'x'.repeat(1 << 20)});
	assert.deepEqual(deaf, {kind: 'ended', code: 0, line: ''});
});

test('a program is ended with its host, and by its signal', async t => {
	const {options, clock, host} = setUp();
	const endless = node('setInterval(() => {}, 1000)');
	const left = runProgram(endless, {}, options);
	await t.waitFor(() => assert.equal(host.listenerCount('exit'), 1));
	host.emit('exit');
	clock.advance(500);
	const outcome = await left;
	assert.equal(outcome.kind === 'ended' ? outcome.code : outcome.kind, null);
	const aborted = await runProgram(endless, {}, {...options, signal: AbortSignal.timeout(50)});
	assert.deepEqual(aborted, {kind: 'ended', code: null, line: ''});
});

/** Creates a shell script that replaces a pager. It can write to the file `$got`, which the function `got` reads. */
function pagerStandIn(t: TestContext, script: string, name = 'stand-in') {
	const folder = temporaryFolder(t);
	const path = join(folder, name);
	writeFileSync(path, `#!/bin/sh\ngot='${folder}/got'\n${script}\n`, {mode: 0o700});
	return {folder, path, got: () => readFileSync(join(folder, 'got'), 'utf8')};
}

test('the pager gets the text and its arguments, but not the API key', async t => {
	const pager = pagerStandIn(
		t,
		'printf "%s|" "$@" "$CHENYU_API_KEY" "$KEPT" > "$got"; cat >> "$got"',
	);
	const {options} = setUp();
	const env = {...options.env, PAGER: `${pager.path} -x 'two words'`, KEPT: 'kept'};
	assert.deepEqual(await showInPager('one\n二\n', {...options, env}), {
		command: pager.path,
		outcome: {kind: 'ended', code: 0, line: ''},
	});
	assert.equal(pager.got(), '-x|two words||kept|one\n二\n');
});

test('a pager may quit before the end of the text, fail, or be missing', async t => {
	const {options, host} = setUp();
	const text = 'again and again\n'.repeat(100_000);

	for (const [script, outcome] of [
		['read -r line', {kind: 'ended', code: 0, line: ''}],
		['exit 3', {kind: 'ended', code: 3, line: ''}],
		[null, {kind: 'not-started', code: 'ENOENT'}],
	] as const) {
		const PAGER = script === null ? '/no/such/pager' : pagerStandIn(t, script).path;
		const shown = await showInPager(text, {...options, env: {...options.env, PAGER}});
		assert.deepEqual(shown, {command: PAGER, outcome});
	}

	assert.deepEqual(host.eventNames(), []);
});

test('without a PAGER that can be read, less is tried, then more', async t => {
	const {options} = setUp();
	const less = pagerStandIn(t, '/bin/cat > "$got"', 'less');
	const more = pagerStandIn(t, '/bin/cat > "$got"', 'more');

	for (const [PATH, PAGER, pager] of [
		[`${less.folder}:${more.folder}`, ' ', less],
		[more.folder, "'open", more],
	] as const) {
		await showInPager(PATH, {...options, env: {PATH, PAGER}});
		assert.equal(pager.got(), PATH);
	}

	const missing = await showInPager('x', {...options, env: {PATH: '/none'}});
	assert.deepEqual(missing, {command: 'more', outcome: {kind: 'not-started', code: 'ENOENT'}});
});
