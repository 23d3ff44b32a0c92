import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, renameSync, rmSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import {node, program} from '../helpers/program.ts';
import {runFile, runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {makeHome} from './home.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun} from './runs.ts';

suite('the config file', {concurrency: 4}, () => {
	test('a watch takes base URL, key file and interval from it, and a flag goes before', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('One')]},
			apiKey,
		});
		const home = makeHome(t, {baseUrl: service.origin.href, apiKeyFile: 'key'}, {key: apiKey});
		const {code, stdout, stderr} = await runHeadless(['--json', ...service.runOrderIds], {
			env: home.env,
		});
		assert.deepEqual([code, stderr], [0, '']);
		assert.match(stdout, /"status":"succeeded"/);
		assertKeyless(stdout);
		const flagged = await runHeadless(
			['--json', '--base-url', 'http://127.0.0.1:1', '--timeout', '1s', 'wfrun_1'],
			{env: home.env},
		);
		assert.equal(flagged.code, 3);
		assert.equal(
			service.recorded.filter(({path}) => path.includes('execution')).length,
			1,
			'the flag leads elsewhere',
		);
	});

	test('an error is one line with its place and exit code 2, before any request', async t => {
		const service = await startService(t, {scenario: 'one-success'});

		for (const [config, said] of [
			[
				'{\n\t"intervall": 3\n}',
				/:2:2: There is no setting "intervall"\. Did you mean "interval"\?/,
			],
			[`{"apiKey": "${apiKey}"}`, /:1:2: The config must not contain the key.*"apiKeyFile"/],
			[
				'{"keys": {"follow": ["e"]}}',
				/:1:22: "e" cannot be bound to "follow": it is bound to "next-error" there/,
			],
		] as const) {
			const home = makeHome(t, config);
			const args = ['--json', '--base-url', service.origin.href, 'wfrun_1'];
			const env = {...home.env, CHENYU_API_KEY: apiKey};
			const {code, stdout, stderr} = await runHeadless(args, {env});
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, /^chenyu-top: \/[^\n]*config\.json:\d+:\d+: [^\n]+\n$/);
			assert.match(stderr, said);
			assertKeyless(stderr);
		}

		assert.deepEqual(service.recorded, []);
		const {code} = await runHeadless(['--help'], {env: makeHome(t, '{').env});
		assert.equal(code, 0);
	});

	test('every mistake has a line of its own; an empty config is none', async t => {
		const env = {CHENYU_API_KEY: apiKey};
		const wrong = makeHome(t, '{\n"intervall": 3,\n"calm": "yes"\n}');
		const {code, stderr} = await runHeadless(['wfrun_1'], {env: {...wrong.env, ...env}});
		assert.equal(code, 2);
		assert.match(
			stderr,
			/^chenyu-top: \/\S+:2:1: [^\n]+\nchenyu-top: \/\S+:3:9: "calm" cannot be "yes"[^\n]+\n$/,
		);
		const doctor = await runHeadless(['doctor', '--base-url', 'http://127.0.0.1:9'], {
			env: {...wrong.env, ...env},
		});
		assert.match(doctor.stdout, /:2:1: .*:3:9: /);
		const empty = makeHome(t, '');
		assert.equal((await runHeadless(['config'], {env: empty.env})).code, 0);
	});

	test('K8: a config that is a pipe, a device or a folder is refused at once; a link to a file is none', async t => {
		const home = makeHome(t, {interval: 7}, {});
		const real = join(home.path, 'real.json');
		renameSync(home.configPath, real);

		for (const make of [
			() => execFileSync('mkfifo', [home.configPath]),
			() => {
				symlinkSync('/dev/zero', home.configPath);
			},
			() => {
				mkdirSync(home.configPath);
			},
		]) {
			make();
			const {code, stdout, stderr} = await runHeadless(['config'], {env: home.env});
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, /^chenyu-top: The config \S+ is not a regular file\. [^\n]+\n$/);
			rmSync(home.configPath, {recursive: true});
		}

		symlinkSync(real, home.configPath);
		const {stdout} = await runHeadless(['config'], {env: home.env});
		assert.match(stdout, /^interval +7 /m);
	});

	test('K8: a key file that is a named pipe or a device is refused at once; an open pipe is read', async t => {
		const service = await startService(t, {scenario: {runs: [finishedRun('One')]}, apiKey});
		const home = makeHome(t, '');
		const pipe = join(home.path, 'pipe');
		execFileSync('mkfifo', [pipe]);
		const args = ['--once', '--base-url', service.origin.href, ...service.runOrderIds];

		for (const file of [pipe, '/dev/zero', home.path]) {
			const {code, stdout, stderr} = await runHeadless(['--api-key-file', file, ...args], {
				env: home.env,
			});
			assert.deepEqual([code, stdout], [3, '']);
			assert.match(
				stderr,
				/^chenyu-top: The file of --api-key-file is not a regular file[^\n]+\n$/,
			);
		}

		const written = `echo '${apiKey}'`;
		const {code, stdout, stderr} = await runFile(
			'bash',
			['-c', `"$@" --api-key-file <(${written})`, 'bash', node, program(), ...args],
			{env: home.env},
		);
		assert.deepEqual([code, stderr], [0, '']);
		assertKeyless(stdout);
	});

	test('config --json and doctor --json are the same in every language', async t => {
		const service = await startService(t, {scenario: 'one-success', apiKey});
		const home = makeHome(
			t,
			{
				baseUrl: service.origin.href,
				apiKeyFile: 'key',
				keys: {follow: ['f7']},
				profiles: {w: {interval: 5}},
			},
			{key: apiKey},
		);

		for (const words of [
			['config'],
			['config', '--profile', 'w', '--api-key-file', '/nowhere'],
			['doctor'],
		]) {
			const [english, chinese] = await Promise.all(
				['en', 'zh'].map(async lang => {
					const {stdout} = await runHeadless([...words, '--json', '--lang', lang], {
						env: home.env,
					});
					return stdout;
				}),
			);
			assert.doesNotMatch(chinese ?? '', /\p{Script=Han}/u);
			// The language may differ, the service's time, and the seconds between the clocks.
			const plain = (text = '') =>
				text
					.replaceAll(/"(zh|en)"|language is (zh|en)/g, '')
					.replaceAll(/\d+(\.\d+)? ?(m?s\b|seconds?\b)/g, '');
			assert.equal(plain(chinese), plain(english));
		}
	});

	test('chenyu-top config tells the path, what is in force and from where, and never the key', async t => {
		const home = makeHome(t, {
			interval: 5,
			keys: {follow: ['f7', 'ctrl+t']},
			profiles: {work: {baseUrl: 'http://127.0.0.1:9', apiKeyFile: 'work.key'}},
		});
		const args = ['config', '--profile', 'work', '--theme', 'mono'];
		const env = {...home.env, CHENYU_API_KEY: apiKey};
		const {code, stdout, stderr} = await runHeadless(args, {env});
		assert.deepEqual([code, stderr], [0, '']);

		for (const line of [
			new RegExp(`^config file +${home.configPath}$`, 'm'),
			/^profiles +work$/m,
			/^profile +work$/m,
			/^baseUrl +http:\/\/127\.0\.0\.1:9\/ +profile work, line \d+$/m,
			/^interval +5 +line 2$/m,
			/^theme +mono +--theme$/m,
			/^concurrency +8 +default$/m,
			/^lang +en +the locale$/m,
			/^key +set +\/.*work\.key$/m,
			/^keys of follow +f7 ctrl\+t +line 4$/m,
		]) {
			assert.match(stdout, line);
		}

		assertKeyless(stdout);
		const json = await runHeadless(['config', '--json'], {env});
		const report = JSON.parse(json.stdout) as {path: string; settings: unknown[]};
		assert.equal(report.path, home.configPath);
		assert.ok(
			report.settings.some(
				row =>
					JSON.stringify(row) === '{"name":"interval","value":5,"source":"config","from":"line 2"}',
			),
			json.stdout,
		);
		assertKeyless(json.stdout);
	});

	test('keys of the config are the ones that work, and the footer and the help name them', async t => {
		const home = makeHome(t, {keys: {filter: ['f7'], zoom: ['f8', 'ctrl+v']}});
		const terminal = openTerminal(t, {args: ['--demo'], env: home.env, columns: 100});
		await terminal.waitFor(/F7 filter/);
		terminal.type('\u001B[18~');
		await terminal.waitFor('filter runs:');
		terminal.press('esc');
		await terminal.waitFor(/F7 filter/);
		terminal.press('?');
		await terminal.waitFor(/F8 ctrl\+v +show the pane full screen/);
		terminal.press('q');
		await terminal.waitFor(/F7 filter/);
		terminal.press('q');
		await terminal.exit;
	});
});

suite('doctor', {concurrency: 4}, () => {
	test('all is well: every check has its line, and the key is in none', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('One'), finishedRun('Two')]},
			apiKey,
		});
		const home = makeHome(t, {baseUrl: service.origin.href, apiKeyFile: 'key'}, {key: apiKey});
		const {code, stdout, stderr} = await runHeadless(['doctor'], {env: home.env});
		assert.deepEqual([code, stderr], [0, ''], stdout);

		for (const line of [
			/^ok +program +chenyu-top \d\S+ on Node \d+/m,
			new RegExp(`^ok +config +${home.configPath} is valid$`, 'm'),
			/^ok +key +from "apiKeyFile"$/m,
			/^ok +name +127\.0\.0\.1 is an IP address$/m,
			/^ok +reach +http:\/\/127\.0\.0\.1:\d+ responded in \d+ ms and accepted the key; the account has 2 runs$/m,
			/^ok +clock +within \d seconds? of the service's clock$/m,
			/^ok +certificates /m,
			/^ok +proxy +none set$/m,
			/^– +terminal /m,
			/^ok +locale +C\.UTF-8; the language is en$/m,
			/^ok +folders +writable: \//m,
			/^All checks passed\.$/m,
		]) {
			assert.match(stdout, line);
		}

		assertKeyless(stdout);
		assert.equal(service.recorded.length, 1);
		assert.match(service.recorded[0]?.path ?? '', /run\/list\?page=1&page_size=1$/);
	});

	test('what is not well has its remedy, in both languages and as JSON, and exit code 1', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('One')]},
			apiKey: 'another',
		});
		const home = makeHome(t, {baseUrl: service.origin.href, apiKeyFile: 'key'}, {key: apiKey});
		chmodSync(join(dirname(home.configPath), 'key'), 0o644);
		const env = {
			...home.env,
			LANG: 'zh_CN.GBK',
			NODE_TLS_REJECT_UNAUTHORIZED: '0',
			HTTPS_PROXY: 'http://user:hunter2@proxy.example:8080',
		};
		const {code, stdout, stderr} = await runHeadless(['doctor', '--lang', 'zh'], {env});
		assert.deepEqual([code, stderr], [1, '']);

		for (const line of [
			/^注意 +密钥 +.*644.*chmod 600/m,
			/^失败 +连接 +服务拒绝了此 API 密钥（HTTP 401/m,
			/^注意 +证书 +NODE_TLS_REJECT_UNAUTHORIZED=0 不起作用/m,
			/^注意 +代理 +设置了 HTTPS_PROXY/m,
			/^注意 +语言 +zh_CN\.GBK 不是 UTF-8/m,
			/^有 1 项检查失败。$/m,
		]) {
			assert.match(stdout, line);
		}

		assert.ok(!stdout.includes('hunter2'));
		assertKeyless(stdout);
		const json = await runHeadless(['doctor', '--json', '--lang', 'en'], {env});
		const told = JSON.parse(json.stdout) as {ok: boolean; checks: {id: string; state: string}[]};
		assert.equal(told.ok, false);
		assert.deepEqual(
			told.checks.filter(({state}) => state === 'fail').map(({id}) => id),
			['reach'],
		);
		assert.equal(json.code, 1);
	});

	test('a config that is wrong and a key that is missing are checks that fail', async t => {
		const home = makeHome(t, '{"interval": 0}');
		const {code, stdout} = await runHeadless(['doctor', '--base-url', 'http://127.0.0.1:1'], {
			env: home.env,
		});
		assert.equal(code, 1);
		assert.match(stdout, /^FAIL +config +\/.*config\.json:1:14: "interval" cannot be 0\./m);
		assert.match(stdout, /^FAIL +key +There is no API key\./m);
		assert.match(stdout, /^– +reach +not checked: there is no key$/m);
	});
});
