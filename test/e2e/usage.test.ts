import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {runHeadless, type HeadlessResult} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';

const env = {CHENYU_API_KEY: apiKey};
const [id, page] = ['wfrun_314ff7d8b7a5beff1388', 'http://example.com/'];

suite('usage', {concurrency: 4}, () => {
	for (const [args, message] of [
		[[id, '--frobnicate'], /Unknown option --frobnicate/],
		[[id, '--intervall', '3'], /Unknown option --intervall\. Did you mean --interval\?/],
		[[id, '--interval', 'abc'], /--interval cannot be "abc"/],
		[[id, '--interval', '0.1'], /--interval cannot be "0\.1"/],
		[[id, '--interval'], /--interval needs a value/],
		[[id, '--base-url', page], /--base-url is http to another machine.*Use https/],
		[[id, '--base-url', 'nonsense'], /--base-url is not a URL/],
		[['', '--json'], /A run order id is empty/],
		[[id, '--status', 'failed'], /--status narrows/],
		[[id, '--json', '--plain'], /--json and --plain cannot be used together/],
		[['doctr'], /"doctr" looks like a command\. Did you mean chenyu-top doctor\?/],
		[['Confg', '--json'], /Did you mean chenyu-top config\?/],
		[['version'], /Did you mean chenyu-top --version\?/],
		[['list'], /There is no command "list"\. See chenyu-top --help, or put -- before it/],
		[['mcp'], /There is no command "mcp"/],
		[[id, 'doctor'], /"doctor" looks like a command/],
		[['https://www.chenyu.cn/console'], /There is no run order id in this address/],
		[[id, '--api-key', apiKey], /--api-key does not exist.*CHENYU_API_KEY/],
	] as const) {
		test(`wrong usage is one line and exit code 2: ${message.source}`, async t => {
			const service = await startService(t, {scenario: 'one-success'});
			const own = args.some(arg => arg === '--base-url');
			const result = await runHeadless(
				own ? args : [...args.slice(0, 1), '--base-url', service.origin.href, ...args.slice(1)],
				{env},
			);
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
		const {code, stderr} = await runHeadless([id], {env: {LANG: 'zh_CN.UTF-8'}});
		assert.equal(code, 3);
		assert.match(stderr, /^chenyu-top: 没有 API 密钥。.*\n$/);
	});

	test('help, -h, -V and the help of a command print and exit', async () => {
		const [help, version] = await Promise.all([
			runHeadless(['--help']),
			runHeadless(['--version']),
		]);

		for (const [args, wanted] of [
			[['-h'], help.stdout],
			[['help'], help.stdout],
			[['help', '--lang', 'en'], help.stdout],
			[['-V'], version.stdout],
			[['help', 'doctor'], /^chenyu-top doctor [^]*connection to the API/],
			[['config', '--help'], /^chenyu-top config [^]*default/],
			[['help', 'config', '--lang', 'zh'], /^chenyu-top config [^]*配置文件的路径/],
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
			const {code, stderr} = await runHeadless(args);
			assert.equal(code, 2);
			assert.match(stderr, message);
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
			const end = readEvents(result.stdout).at(-1);
			assert.deepEqual([end?.['event'], end?.['exit_code']], ['end', code]);
			assert.equal(end?.['reason'], code === 3 ? 'gave-up' : 'done');
			assert.match(result.stderr.replace(/^.*clock is.*\n/m, ''), message);
			assert.ok(service.recorded.some(({path}) => path.includes(`status=${status}`)));
		}
	});

	test('--help and --version print and exit', async () => {
		const help = await runHeadless(['--help', '--frobnicate']);
		assert.deepEqual([help.code, help.stderr], [0, '']);
		assert.match(help.stdout, /--interval SECONDS[^]*CHENYU_API_KEY[^]*129, 130, 131, 143/);
		const version = await runHeadless(['--version']);
		assert.deepEqual([version.code, version.stderr], [0, '']);
		assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
	});
});

/** Asserts that the program wrote nothing but one line to stderr, without the key. */
function assertRefused(result: HeadlessResult, code: number, message: RegExp): void {
	const {stdout, stderr} = result;
	assert.deepEqual([result.code, stdout], [code, ''], stderr);
	assert.match(stderr, /^chenyu-top: [^\n]+\n$/);
	assert.match(stderr, message);
	assertKeyless(stderr);
}
