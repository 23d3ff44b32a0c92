import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {apiKey, assertKeyless} from './key.ts';

const env = {CHENYU_API_KEY: apiKey};
const [id, page] = ['wfrun_314ff7d8b7a5beff1388', 'http://example.com/'];

suite('what cannot be', {concurrency: 4}, () => {
	for (const [args, said] of [
		[[id, '--frobnicate'], /Unknown option --frobnicate/],
		[[id, '--intervall', '3'], /Unknown option --intervall\. Did you mean --interval\?/],
		[[id, '--interval', 'abc'], /--interval cannot be "abc"/],
		[[id, '--interval', '0.1'], /--interval cannot be "0\.1"/],
		[[id, '--interval'], /--interval needs a value/],
		[[id, '--base-url', page], /--base-url is http to another machine.*Use https/],
		[[id, '--base-url', 'nonsense'], /--base-url is not a URL/],
		[['', '--json'], /A run order id is empty/],
		[[id, '--status', 'failed'], /--status narrows/],
		[[id, '--json', '--plain'], /--json and --plain exclude each other/],
		[[id, '--api-key', apiKey], /--api-key does not exist.*CHENYU_API_KEY/],
	] as const) {
		test(`wrong usage is one line and exit code 2: ${said.source}`, async t => {
			const service = await startService(t, {scenario: 'one-success'});
			const own = args.some(arg => arg === '--base-url');
			const {code, stdout, stderr} = await runHeadless(
				own ? args : [...args.slice(0, 1), '--base-url', service.origin.href, ...args.slice(1)],
				{env},
			);
			assert.equal(code, 2, stderr);
			assert.equal(stdout, '');
			assert.match(stderr, /^chenyu-top: [^\n]+\n$/);
			assert.match(stderr, said);
			assertKeyless(stderr);
			assert.deepEqual(service.recorded, []);
		});
	}

	for (const [what, key, said] of [
		['no key', undefined, /There is no API key\. Set CHENYU_API_KEY/],
		['an empty key', ' ', /There is no API key\. Set CHENYU_API_KEY/],
		['a key with a line end in it', `${apiKey}\n${apiKey}`, /The key in CHENYU_API_KEY holds/],
	] as const) {
		test(`${what} is one line and exit code 3, with and without a screen`, async t => {
			const service = await startService(t, {scenario: 'one-success'});
			const setup = {env: {CHENYU_API_KEY: key}};
			const args = [id, '--base-url', service.origin.href];
			const {code, stdout, stderr} = await runHeadless([...args, '--json'], setup);
			assert.equal(code, 3);
			assert.equal(stdout, '');
			assert.match(stderr, /^chenyu-top: [^\n]+\n$/);
			assert.match(stderr, said);
			assertKeyless(stderr);

			const terminal = openTerminal(t, {args, ...setup, columns: 200});
			assert.deepEqual(await terminal.exit, {code: 3, signal: null});
			assert.equal(terminal.raw().toString(), stderr.replaceAll('\n', '\r\n'));
			assert.deepEqual(service.recorded, []);
		});
	}

	test('the same in Chinese', async () => {
		const {code, stderr} = await runHeadless([id], {env: {LANG: 'zh_CN.UTF-8'}});
		assert.equal(code, 3);
		assert.match(stderr, /^chenyu-top: 没有 API 密钥。.*\n$/);
	});

	test('--help and --version print and leave', async () => {
		const help = await runHeadless(['--help', '--frobnicate']);
		assert.deepEqual([help.code, help.stderr], [0, '']);
		assert.match(help.stdout, /--interval SECONDS[^]*CHENYU_API_KEY[^]*129, 130, 143/);
		const version = await runHeadless(['--version']);
		assert.deepEqual([version.code, version.stderr], [0, '']);
		assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
	});
});
