import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, readFileSync, renameSync, rmSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {node, program} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {assertMatches, assertRefused} from './assert-output.ts';
import {makeHome, runIn} from './home.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun} from './runs.ts';
import {leave, openOn} from './watch.ts';

const withKey = {CHENYU_API_KEY: apiKey};

/**
 * Starts a service that accepts only `key`. Makes a home folder whose config has the base URL of the service and the
 * path of a key file, which contains `apiKey`.
 */
async function startWithHome(t: TestContext, config: object = {}, key = apiKey) {
	const service = await startService(t, {
		scenario: {runs: [finishedRun('One'), finishedRun('Two')]},
		apiKey: key,
	});
	const baseUrl = service.origin.href;
	const home = makeHome(t, {baseUrl, apiKeyFile: 'key', ...config}, {key: apiKey});
	return {service, home};
}

suite('the config file', {concurrency: 4}, () => {
	test('sets base URL, key file and interval, and options precede it', async t => {
		const {service, home} = await startWithHome(t);
		const [id = ''] = service.runOrderIds;
		const {code, stdout, stderr} = await runIn(home, ['--json', id]);
		assert.equal(code, 0, stderr);
		assert.match(stdout, /"status":"succeeded"/);
		const other = ['--base-url', 'http://127.0.0.1:1', '--timeout', '1s'];
		assert.equal((await runIn(home, ['--json', ...other, id])).code, 3);
		assert.equal(service.recorded.filter(({path}) => path.includes('execution')).length, 1);
	});

	test('an error is one line with its file and exit code 2, before any request', async t => {
		const {service} = await startWithHome(t);
		const home = makeHome(t, `{"apiKey": "${apiKey}"}`);
		const args = ['--json', '--base-url', service.origin.href, 'wfrun_1'];
		const result = await runIn(home, args, withKey);
		assertRefused(result, 2, /json: The config must not contain the key.*"apiKeyFile"/);
		assert.match(result.stderr, /^chenyu-top: \/[^\n]*config\.json: /);
		assert.deepEqual(service.recorded, []);
	});

	test('a pipe is refused at once; a link to a file is followed', async t => {
		const home = makeHome(t, {interval: 7});
		const real = join(home.path, 'real.json');
		renameSync(home.configPath, real);
		execFileSync('mkfifo', [home.configPath]);
		const result = await runIn(home, ['config']);
		assertRefused(result, 2, /The config \S+ cannot be read \(EINVAL\)\. /);
		rmSync(home.configPath);
		symlinkSync(real, home.configPath);
		assert.match((await runIn(home, ['config'])).stdout, /^interval +7 /m);
	});

	test('a named pipe as key file is refused at once; an open pipe is read', async t => {
		const {service, home} = await startWithHome(t);
		const pipe = join(home.path, 'pipe');
		execFileSync('mkfifo', [pipe]);
		const args = ['--once', ...service.runOrderIds];

		const result = await runIn(home, ['--api-key-file', pipe, ...args]);
		assertRefused(result, 3, /The file of --api-key-file is not a regular file/);
		const {code, stdout, stderr} = await runFile(
			'bash',
			['-c', `"$@" --api-key-file <(echo '${apiKey}')`, 'bash', node, program(), ...args],
			{env: home.env},
		);
		assert.deepEqual([code, stderr], [0, '']);
		assertKeyless(stdout);
	});

	test('config --json and doctor --json are the same in every language', async t => {
		const {home} = await startWithHome(t, {
			commands: [{name: 'a', key: 'f7', command: ['b']}],
			profiles: {w: {interval: 5}},
		});

		for (const words of [['config', '--profile', 'w', '--api-key-file', '/nowhere'], ['doctor']]) {
			const [english = '', chinese = ''] = await Promise.all(
				['en', 'zh'].map(
					async lang => (await runIn(home, [...words, '--json', '--lang', lang])).stdout,
				),
			);
			assert.doesNotMatch(chinese, /\p{Script=Han}/u);
			// Language and durations may differ.
			const comparable = (text: string) =>
				text
					.replaceAll(/"(zh|en)"|language is (zh|en)/g, '')
					.replaceAll(/\d[\d,.]* ?(m?s\b|seconds?\b)/g, '');
			assert.equal(comparable(chinese), comparable(english));
		}
	});

	test('chenyu-top config reports the path, every setting with its source, and never the key', async t => {
		const home = makeHome(t, {
			interval: 5,
			commands: [{name: 'again', key: 'f7', command: ['b']}],
			profiles: {work: {baseUrl: 'http://127.0.0.1:9', apiKeyFile: 'work.key'}},
		});
		const args = ['config', '--profile', 'work', '--theme', 'mono'];
		const {code, stdout, stderr} = await runIn(home, args, withKey);
		assert.deepEqual([code, stderr], [0, '']);
		assertMatches(stdout, [
			new RegExp(`^config file +${home.configPath}$`, 'm'),
			/^profiles +work$/m,
			/^profile +work$/m,
			/^baseUrl +http:\/\/127\.0\.0\.1:9\/ +profile work$/m,
			/^interval +5 +config file$/m,
			/^theme +mono +--theme$/m,
			/^concurrency +32 +default$/m,
			/^lang +en +the locale$/m,
			/^key +set +\/.*work\.key$/m,
			/^key of again +f7 +config file$/m,
		]);
		const json = await runIn(home, ['config', '--json'], withKey);
		const report = JSON.parse(json.stdout) as {path: string; settings: {name: string}[]};
		assert.equal(report.path, home.configPath);
		assert.deepEqual(
			report.settings.find(({name}) => name === 'interval'),
			{name: 'interval', value: 5, source: 'config', from: 'config file'},
		);
	});

	test('`:save-settings` keeps what the screen shows for the next start; the order can be set', async t => {
		const service = await startService(t, {scenario: {runs: [finishedRun('One')]}});
		const home = makeHome(t, '{\n\t// mine\n\t"sort": "ended"\n}');
		const open = () => openOn(t, service, {env: {HOME: home.path}, columns: 120, rows: 40});
		const terminal = open();
		await terminal.play(
			['', /ended▾/i],
			[': "language zh"', '▸language zh'],
			['enter', '▸1 运行'],
			['s', '工作流▴'],
			[': "save settings"', '写入配置文件'],
			['enter', /设置已保存到 ~\/\.config/],
		);
		await leave(terminal);
		assert.match(readFileSync(home.configPath, 'utf8'), /\/\/ mine\n[^]*"lang": "zh",/);
		await open().waitFor('▸1 运行');
	});
});

suite('doctor', {concurrency: 4}, () => {
	test('without problems every check has its line', async t => {
		const {service, home} = await startWithHome(t);
		const {code, stdout, stderr} = await runIn(home, ['doctor']);
		assert.deepEqual([code, stderr], [0, ''], stdout);
		assertMatches(stdout, [
			/^ok +program +chenyu-top \d\S+ on Node \d+/m,
			new RegExp(`^ok +config +${home.configPath} is valid; hooks: 0, channels: 0$`, 'm'),
			/^ok +key +from "apiKeyFile"$/m,
			/^ok +connection +http:\/\/127\.0\.0\.1:\d+ responded in \d+ ms and accepted the key; the account has 2 runs$/m,
			/^– +balance +unknown: the request failed, or this key may not ask for it$/m,
			/^ok +clock +within \d seconds? of the service's clock$/m,
			/^ok +certificates /m,
			/^ok +proxy +none set$/m,
			/^– +terminal /m,
			/^ok +locale +C\.UTF-8; the language is en$/m,
			/^ok +folders +writable: \//m,
			/^0 failed, 0 warnings\.$/m,
		]);
		assert.deepEqual(
			service.recorded.map(({path}) => path.replace('/api/open/v2/', '')),
			['workflow/run/list?page=1&page_size=1', 'balance/info'],
		);
	});

	test('problems have remedies in both languages and as JSON, and exit code 1', async t => {
		const {home} = await startWithHome(t, {}, 'another');
		chmodSync(join(dirname(home.configPath), 'key'), 0o644);
		const env = {
			LANG: 'zh_CN.GBK',
			NODE_TLS_REJECT_UNAUTHORIZED: '0',
			HTTPS_PROXY: 'http://user:hunter2@proxy.example:8080',
		};
		const {code, stdout, stderr} = await runIn(home, ['doctor', '--lang', 'zh'], env);
		assert.deepEqual([code, stderr], [1, '']);
		assertMatches(stdout, [
			/^注意 +密钥 +.*644.*chmod 600/m,
			/^失败 +连接 +服务拒绝了此 API 密钥（HTTP 401/m,
			/^注意 +证书 +NODE_TLS_REJECT_UNAUTHORIZED=0 不起作用/m,
			/^正常 +代理 +http:\/\/proxy\.example:8080（HTTPS_PROXY）不用于 127\.0\.0\.1:\d+/m,
			/^注意 +语言 +zh_CN\.GBK 不是 UTF-8/m,
			/^1 项失败，3 项需要注意。$/m,
		]);
		assert.ok(!stdout.includes('hunter2'));
		const json = await runIn(home, ['doctor', '--json', '--lang', 'en'], env);
		const report = JSON.parse(json.stdout) as {ok: boolean; checks: {id: string; state: string}[]};
		assert.deepEqual([json.code, report.ok], [1, false]);
		assert.deepEqual(
			report.checks.filter(({state}) => state === 'fail').map(({id}) => id),
			['reach'],
		);
	});
});
