import assert from 'node:assert/strict';
import {cpSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {serve, serveJson} from '../api/loopback.ts';
import {root, temporaryFolder} from '../helpers/program.ts';
import {runFile, runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {openAccount} from './account.ts';
import {assertRefused} from './assert-output.ts';
import {readEvents} from './events.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';

const env = {CHENYU_API_KEY: apiKey};
const id = 'wfrun_314ff7d8b7a5beff1388';

suite('usage', {concurrency: 4}, () => {
	test('a key as an option is one line and exit code 2, without any request', async t => {
		const {run, service} = await openAccount(t, {runs: []});
		const result = await run([id, '--api-key', apiKey]);
		assertRefused(result, 2, /--api-key does not exist.*CHENYU_API_KEY/);
		assert.deepEqual(service.recorded, []);
	});

	test('no key is one line and exit code 3, with and without a screen', async t => {
		const service = await startService(t, {scenario: {runs: []}});
		const setup = {env: {CHENYU_API_KEY: undefined}};
		const args = [id, '--base-url', service.origin.href];
		const result = await runHeadless([...args, '--json'], setup);
		assertRefused(result, 3, /There is no API key\. Set CHENYU_API_KEY/);
		const terminal = openTerminal(t, {args, ...setup, columns: 200});
		assert.deepEqual(await terminal.exit, {code: 3, signal: null});
		assert.equal(terminal.raw().toString(), result.stderr.replaceAll('\n', '\r\n'));
		assert.deepEqual(service.recorded, []);
	});

	test('--help and --version print and exit', async () => {
		for (const [args, wanted] of [
			[['--help', '--frobnicate'], /--interval SECONDS[^]*CHENYU_API_KEY[^]*129, 130, 131, 143/],
			[['--version'], /^\d+\.\d+\.\d+\n$/],
		] as const) {
			const {code, stdout, stderr} = await runHeadless(args);
			assert.deepEqual([code, stderr], [0, '']);
			assert.match(stdout, wanted);
		}
	});

	test('a status that no known run has is refused with the nearest one, by ls and by a watch', async t => {
		const {run} = await openAccount(t, {runs: [finishedRun('A portrait')]});

		for (const args of [
			['--json', '--status=faild'],
			['ls', '--status=faild'],
		]) {
			assertRefused(await run(args), 2, /Did you mean failed\?/);
		}

		// A watch of a service that does not respond waits for it.
		const server = await serve(t, (_, response) => response.writeHead(502).end());
		const down = ['--json', '--timeout=1s', '--status=faild', '--base-url', server.url.href];
		assert.equal((await runHeadless(down, {env})).code, 3);
	});

	test('a status may be that of a known run, or in Chinese', async t => {
		const orders = [{run_order_id: id, run_status: 'paused', title: '文生图'}];
		const other = await serveJson(t, {code: 0, msg: 'ok', data: {items: orders, total: 1}});
		const paused = ['ls', '--status=paused', '--columns=status', '--base-url', other.url.href];
		assert.equal((await runHeadless(paused, {env})).stdout, 'paused\n');
		const {run} = await openAccount(t, {runs: [finishedRun('A portrait')]});

		for (const [args, code] of [
			[['ls', '--status=成功'], 0],
			[['--status=失败', '--json', '--once'], 3],
			[['--status=失败', '--json', '--once', '--allow-empty'], 0],
		] as const) {
			const {code: exitCode, requests} = await run(args);
			const status = args.join().includes('失败') ? 'failed' : 'succeeded';
			assert.equal(exitCode, code, args.join(' '));
			assert.ok(requests.some(path => path.includes(`status=${status}&`)));
		}
	});

	test('a word that is no id of a known run is refused at once, by every command that takes ids', async t => {
		const {run, service} = await openAccount(t, {runs: [finishedRun('A portrait')]});
		const unknown = /No known run has the id "zzzz"[^\n]+chenyu-top ls/;

		for (const [args, message] of [
			[['zzzz', '--json', '--record', 'recording'], unknown],
			[['report', id, 'zzzz', '-o', '-'], unknown],
			[['文生图', '--plain', '--lang', 'zh'], /没有单号“文生图”/],
			[['doctr'], /Did you mean chenyu-top doctor\?/],
		] as const) {
			const result = await run(args);
			assertRefused(result, 2, message);
			assert.ok(result.requests.length <= 1, args.join(' '));
		}

		// A refused start leaves no recording, which would be in the way of the next one.
		assertRefused(await run(['--replay', 'recording']), 2, /recording/);
		const url = service.origin.href;
		const certain = await runHeadless(['--once', '--json', '--base-url', url, '--', 'zzzz'], {env});
		assert.deepEqual(readEvents(certain.stdout)[0]?.['run_order_ids'], ['zzzz']);
	});

	test('where nothing is built, npm run demo says what to run', async t => {
		const folder = temporaryFolder(t);

		for (const file of ['package.json', 'build/require-dist.js']) {
			cpSync(join(root, file), join(folder, file));
		}

		const {code, stderr} = await runFile('npm', ['run', 'demo'], {cwd: folder});
		assert.equal(code, 1);
		assert.match(
			stderr,
			/^chenyu-top is not built yet\. Run: npm install --ignore-scripts=false$/m,
		);
	});

	test('without the run list a shortened id ends with exit code 3 and the reason', async t => {
		const server = await serve(t, (_, response) => response.writeHead(502).end());
		const result = await runHeadless(['49a7', '--plain', '--base-url', server.url.href], {env});
		assertRefused(result, 3, /"49a7" is not a whole run order id[^\n]*HTTP 502/);
	});
});
