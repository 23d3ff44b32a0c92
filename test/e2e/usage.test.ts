import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {assertRefused} from './assert-output.ts';
import {readEvents} from './events.ts';
import {apiKey} from './key.ts';

const env = {CHENYU_API_KEY: apiKey};
const id = 'wfrun_314ff7d8b7a5beff1388';

suite('usage', {concurrency: 4}, () => {
	for (const [args, message] of [
		[[id, '--frobnicate'], /Unknown option --frobnicate/],
		[['doctr'], /"doctr" looks like a command\. Did you mean chenyu-top doctor\?/],
		[['Confg', '--json'], /Did you mean chenyu-top config\?/],
		[['version'], /Did you mean chenyu-top --version\?/],
		[['list'], /"list" looks like a command\. Did you mean chenyu-top ls\?/],
		[[id, 'doctor'], /"doctor" looks like a command/],
		[['https://www.chenyu.cn/console'], /There is no run order id in this address/],
		[[id, '--api-key', apiKey], /--api-key does not exist.*CHENYU_API_KEY/],
	] as const) {
		test(`wrong usage is one line and exit code 2: ${message.source}`, async t => {
			const service = await startService(t, {scenario: 'one-success'});
			const [first, ...others] = args;
			const baseUrl = ['--base-url', service.origin.href];
			const result = await runHeadless([first, ...baseUrl, ...others], {env});
			assertRefused(result, 2, message);
			assert.deepEqual(service.recorded, []);
		});
	}

	for (const [what, key, message] of [
		['no key', undefined, /There is no API key\. Set CHENYU_API_KEY/],
		['an empty key', ' ', /There is no API key\. Set CHENYU_API_KEY/],
		['a key with a line end in it', `${apiKey}\n${apiKey}`, /The key in CHENYU_API_KEY contains/],
	] as const) {
		test(`${what} is one line and exit code 3, with and without a screen`, async t => {
			const service = await startService(t, {scenario: 'one-success'});
			const setup = {env: {CHENYU_API_KEY: key}};
			const args = [id, '--base-url', service.origin.href];
			const result = await runHeadless([...args, '--json'], setup);
			assertRefused(result, 3, message);
			const terminal = openTerminal(t, {args, ...setup, columns: 200});
			assert.deepEqual(await terminal.exit, {code: 3, signal: null});
			assert.equal(terminal.raw().toString(), result.stderr.replaceAll('\n', '\r\n'));
			assert.deepEqual(service.recorded, []);
		});
	}

	test('the same in Chinese', async () => {
		const result = await runHeadless([id], {env: {LANG: 'zh_CN.UTF-8'}});
		assertRefused(result, 3, /^chenyu-top: 没有 API 密钥。/);
	});

	test('help, -h, -V and the help of a command print and exit', async () => {
		const help = (await runHeadless(['--help'])).stdout;
		const version = (await runHeadless(['--version'])).stdout;

		for (const [args, wanted] of [
			[['--help'], /--interval SECONDS[^]*CHENYU_API_KEY[^]*129, 130, 131, 143/],
			[['--help', '--frobnicate'], help],
			[['-h'], help],
			[['help'], help],
			[['help', '--lang', 'en'], help],
			[['--version'], /^\d+\.\d+\.\d+\n$/],
			[['-V'], version],
			[['help', 'doctor'], /^chenyu-top doctor [^]*connection to the API/],
			[['config', '--help'], /^chenyu-top config [^]*default/],
			[['help', 'config', '--lang', 'zh'], /^chenyu-top config [^]*配置文件的路径/],
			[['ls', '-h'], /^chenyu-top ls [^]*input\.KEY/],
		] as const) {
			const {code, stdout, stderr} = await runHeadless(args);
			assert.deepEqual([code, stderr], [0, ''], args.join(' '));

			if (typeof wanted === 'string') {
				assert.equal(stdout, wanted);
			} else {
				assert.match(stdout, wanted);
			}
		}

		for (const [args, message] of [
			[['help', 'doctr'], /Did you mean chenyu-top doctor\?/],
			[['help', id], /help takes the name of one command/],
		] as const) {
			assertRefused(await runHeadless(args), 2, message);
		}
	});

	test('after -- every word is an id; addresses and lists with commas contain ids', async t => {
		const service = await startService(t, {scenario: {runs: []}});
		const other = 'wfrun_0123456789abcdef0123';

		for (const [words, ids] of [
			[
				['--', 'doctr', 'a,b'],
				['doctr', 'a,b'],
			],
			[[`https://www.chenyu.cn/console/runs/${id}?tab=log#${other}`], [id, other]],
			[[`${id},${other}, ${id}`], [id, other]],
			[
				['cost-7', 'run_1', 'list1'],
				['cost-7', 'run_1', 'list1'],
			],
		] as const) {
			const {stdout} = await runHeadless(
				['--json', '--once', '--base-url', service.origin.href, ...words],
				{env},
			);
			assert.deepEqual(readEvents(stdout)[0]?.['run_order_ids'], ids);
		}
	});

	test('an unknown status gives a warning; without a run the exit code is 3, unless --allow-empty', async t => {
		const service = await startService(t, {scenario: 'one-success'});
		const args = ['--json', '--base-url', service.origin.href];

		for (const [status, more, code, message] of [
			['faild', [], 3, /unknown status "faild"; did you mean failed\?\n.*No run was found/],
			['faild', ['--allow-empty'], 0, /did you mean failed\?\n$/],
			['nonsense', ['--once'], 3, /use queued, running, succeeded, failed, canceled\n/],
			['failed', ['--once'], 3, /^chenyu-top: No run was found[^\n]*--allow-empty[^\n]*\n$/],
			['cancelled', ['--once', '--allow-empty'], 0, /^$/],
		] as const) {
			const result = await runHeadless([...args, '--status', status, ...more], {env});
			assert.equal(result.code, code, status);
			assert.partialDeepStrictEqual(readEvents(result.stdout).at(-1), {
				event: 'end',
				exit_code: code,
				reason: code === 3 ? 'gave-up' : 'done',
			});
			assert.match(result.stderr.replace(/^.*clock is.*\n/m, ''), message);
			assert.ok(service.recorded.some(({path}) => path.includes(`status=${status}`)));
		}
	});
});
