import assert from 'node:assert/strict';
import {chmodSync, readdirSync, readFileSync} from 'node:fs';
import {createServer as createPlain} from 'node:http';
import {createServer} from 'node:https';
import {join} from 'node:path';
import {after, suite, test, type TestContext} from 'node:test';
import {listen} from '../api/loopback.ts';
import {withoutTools, type Tool} from '../commands/tool.ts';
import {foreignHost, makeCertificates, type Certificates} from '../helpers/fault-certificates.ts';
import {formsOf} from '../helpers/keyless.ts';
import {temporaryFolder, type TestEnvironment} from '../helpers/program.ts';
import {
	startRecordingProxy,
	startSquid,
	withPassword,
	type ProxyProgram,
} from '../helpers/proxies.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal, without} from '../helpers/terminal.ts';
import {makeHome, runIn} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {leave, openOn, runOn, type HeadlessWatch} from './watch.ts';

const needsOpenssl = withoutTools('openssl');
const certificates = needsOpenssl === false ? makeCertificates({after}) : null;
const run = 'wfrun_a';
const password = 'p@ss/wörd%1';

suite('proxies', {concurrency: 2}, () => {
	proxyTest(
		['squid'],
		'a Squid with a password, which dies in the middle and comes back',
		async (t, made) => {
			const service = await serve(t, made, 'running');
			const proxy = await startSquid(t, foreignHost, password);
			const refused = await watch(service, {https_proxy: proxy.url.href});
			assertFailed(
				refused,
				proxy,
				/fails: it asks for a valid user name and password \(PROXY_407\)$/,
			);
			const terminal = openOn(t, service, {
				columns: 140,
				rows: 40,
				args: ['--interval', '0.2'],
				env: trusting(made, {https_proxy: withPassword(proxy, password)}),
			});
			await terminal.waitFor(/1 running/);
			assert.ok(service.requests.every(({key}) => key === `Bearer ${apiKey}`));
			await proxy.kill();
			await terminal.waitFor(/proxy failed[^]*the proxy http:\/\/127\.0\.0\.1:\d+ fails/);
			await proxy.start();
			terminal.press('r');
			await terminal.waitFor(without('proxy failed'));
			await leave(terminal);
			assertSecret(terminal.raw().toString());
		},
	);

	proxyTest([], 'a proxy that reads along is reported with the remedy', async (t, made) => {
		const service = await serve(t, made);
		const proxy = await startRecordingProxy(t, service.url);
		const args = ['--once', '--plain', '--proxy', proxy.url.href];
		const {code, stdout} = await runOn(service, {args});
		assert.equal(code, 3);
		assert.match(
			stdout,
			/the proxy http:\S+ fails: the certificate is from an authority .*NODE_EXTRA_CA_CERTS/,
		);
		assert.deepEqual(service.requests, []);
	});

	proxyTest([], 'outputs come through the proxy, without the key', async (t, made) => {
		const service = await serve(t, made);
		const proxy = await startRecordingProxy(t, service.url);
		const folder = temporaryFolder(t);
		const args = ['--json', '--once', '--download', folder];
		const env = trusting(made, {https_proxy: proxy.url.href});
		const {code, stdout} = await runOn(service, {args, env});
		assert.equal(code, 0, stdout);
		assert.deepEqual(
			readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8')),
			['words'],
		);
		const hosts = new Set(proxy.requests.map(({line}) => line));
		assert.deepEqual(
			[...hosts],
			[`CONNECT ${service.origin.host}`, `CONNECT files.${foreignHost}:443`],
		);
		assert.deepEqual(
			service.requests.filter(({url}) => url.startsWith('/a.txt')).map(({key}) => key),
			[undefined],
		);
	});

	proxyTest([], 'no output of a service elsewhere reaches this machine', async (t, made) => {
		const reached: unknown[] = [];
		const victim = createPlain((_request, response) => response.end('secrets'));
		victim.on('connection', () => reached.push('a connection'));
		const {url} = await listen(t, victim);
		const local = [
			`http://127.0.0.1:${url.port}/admin?delete=all`,
			...['127.0.0.1', '0x7f.1', '2130706433', 'localhost.', 'a.localhost', '[::1]', '0.0.0.0'].map(
				host => `https://${host}:${url.port}/`,
			),
			'https://169.254.169.254/latest/meta-data',
			'https://[fe80::1]/',
		];
		const redirect = `https://files.${foreignHost}/to?`;
		const outputs = {
			direct_text: local,
			redirected_text: local.map(address => redirect + encodeURIComponent(address)),
		};
		const service = await serve(t, made, 'succeeded', outputs);
		const proxy = await startRecordingProxy(t, service.url);
		const args = ['--json', '--once', '--download', temporaryFolder(t)];
		const env = trusting(made, {https_proxy: proxy.url.href});
		const {code, events} = await runOn(service, {args, env});
		const failed = events.filter(({event}) => event === 'download-failed');
		assert.equal(code, 3);
		assert.equal(failed.length, 2 * local.length);

		for (const {key, reason} of failed) {
			assert.match(
				String(reason),
				/leads to this machine|neither https nor on this machine, or redirects to one that is not/,
				String(key),
			);
		}

		assert.deepEqual(reached, []);
	});

	proxyTest(
		[],
		'nothing for this machine, and nothing without TLS, reaches a proxy',
		async (t, made) => {
			const service = await startService(t, {scenario: {runs: [finishedRun('A portrait')]}});
			const secure = await serve(t, made);
			const proxy = await startRecordingProxy(t, secure.url);
			const local = {...secure, origin: new URL(`https://localhost:${secure.url.port}`)};
			const env = {
				HTTPS_PROXY: proxy.url.href,
				all_proxy: proxy.url.href,
				HTTP_PROXY: proxy.url.href,
				http_proxy: proxy.url.href,
				NODE_USE_ENV_PROXY: '1',
			};
			const args = ['--once', '--plain', '--proxy', proxy.url.href];
			assert.equal((await runOn(service, {args, env})).code, 0);
			// The certificate is not for localhost, so there was a connection.
			assert.match((await runOn(local, {args, env})).stdout, /another host|authority/);
			assert.match(
				(await runOn(secure, {args, env: {...env, NO_PROXY: '.test'}})).stdout,
				/ENOTFOUND|EAI_AGAIN/,
			);
			assert.deepEqual(proxy.requests, []);
			// The recorder records what reaches it.
			await runOn(secure, {args, env});
			assert.notDeepEqual(proxy.requests, []);
		},
	);

	proxyTest([], 'a profile has its own proxy, also for outputs', async (t, made) => {
		const service = await serve(t, made, 'running');
		const proxy = await startRecordingProxy(t, service.url);
		const far = {baseUrl: service.origin.href, apiKeyFile: 'key', proxy: proxy.url.href};
		const home = makeHome(t, {profiles: {far}}, {key: apiKey});
		const terminal = openTerminal(t, {
			args: ['--profile', 'far'],
			env: {...home.env, ...trusting(made, {})},
		});
		await terminal.play(
			['', /far[^]*Runs 0/],
			[`a "${run}"`, run],
			['enter', /► running[^]*a\.txt/],
			['4', '▸4 Outputs'],
			['enter', /words/],
			['esc', '▸4 Outputs'],
		);
		const file = `CONNECT files.${foreignHost}:443`;
		assert.ok(proxy.requests.some(({line}) => line === file));
		await leave(terminal);
	});

	proxyTest([], 'config and doctor show a proxy without its password', async (t, made) => {
		const service = await serve(t, made);
		const proxy = await startRecordingProxy(t, service.url);
		const address = withPassword(proxy, password);
		const home = makeHome(
			t,
			{baseUrl: service.origin.href, apiKeyFile: 'key', proxy: address},
			{key: apiKey},
		);
		const env = {NODE_EXTRA_CA_CERTS: made.authority};
		const config = await runIn(home, ['config'], env);
		assert.match(config.stdout, new RegExp(`^proxy +${proxy.url.origin} +config file$`, 'm'));
		const doctor = await runIn(home, ['doctor'], env);
		assert.match(
			doctor.stdout,
			new RegExp(`^ok +proxy +${proxy.url.origin} \\(config file\\)$`, 'm'),
		);
		assert.match(doctor.stdout, /^ok +connection /m);
		const failed = await runIn(home, ['doctor', '--proxy', 'http://127.0.0.1:1'], env);
		assert.equal(failed.code, 1);
		assert.match(
			failed.stdout,
			/^FAIL +connection .*fails: .*ECONNREFUSED.*Check that the proxy runs/m,
		);

		chmodSync(home.configPath, 0o644);
		const exposed = await runIn(home, ['ls'], env);
		assert.equal(exposed.code, 2);
		assert.match(exposed.stderr, /read the .*chmod 600/);

		for (const {stdout, stderr} of [config, doctor, failed, exposed]) {
			assertSecret(stdout + stderr);
		}
	});
});

function proxyTest(
	tools: readonly Tool[],
	name: string,
	body: (t: TestContext, made: Certificates) => Promise<void>,
): void {
	test(name, {skip: withoutTools('openssl', ...tools)}, async t => {
		assert.ok(certificates !== null);
		await body(t, certificates);
	});
}

/** A service that only a proxy can find by its name, with one run and a file of it on another host. */
async function serve(
	t: TestContext,
	made: Certificates,
	status = 'succeeded',
	outputs: object = {n1_text: [`https://files.${foreignHost}/a.txt`]},
) {
	const requests: {readonly url: string; readonly key: string | undefined}[] = [];
	const server = createServer({key: made.key, cert: made.foreign}, (request, response) => {
		const {url = '', headers} = request;
		requests.push({url, key: headers.authorization});

		if (url.startsWith('/to?')) {
			response.writeHead(302, {location: decodeURIComponent(url.slice(4))}).end();
			return;
		}

		const data = url.includes('/run/list')
			? {items: [], total: 0}
			: {run_order_id: run, status, outputs};
		response.end(url.startsWith('/a.txt') ? 'words' : JSON.stringify({code: 0, msg: '', data}));
	});
	const {url} = await listen(t, server);
	const origin = new URL(`https://${foreignHost}:${url.port}`);
	return {origin, runOrderIds: [run], url, requests};
}

/** Asserts that a watch gave up because of the proxy, which it names. */
function assertFailed({code, events}: HeadlessWatch, {url}: ProxyProgram, reason: RegExp): void {
	assert.equal(code, 3);
	const problem = events.find(({event}) => event === 'problem');
	assert.equal(problem?.['kind'], 'network');
	assert.match(String(problem['message']), reason);
	assert.match(String(problem['message']), new RegExp(`^the proxy ${url.origin} fails: `));
}

function assertSecret(written: string): void {
	for (const form of [...formsOf(password), Buffer.from(`wei:${password}`).toString('base64')]) {
		assert.ok(!written.includes(form), form);
	}
}

type Service = Awaited<ReturnType<typeof serve>>;

function trusting({authority}: Certificates, env: TestEnvironment): TestEnvironment {
	return {NODE_EXTRA_CA_CERTS: authority, ...env};
}

async function watch(service: Service, env: TestEnvironment) {
	assert.ok(certificates !== null);
	return runOn(service, {args: ['--once', '--json'], env: trusting(certificates, env)});
}
