import assert from 'node:assert/strict';
import {createServer as createPlain, type RequestListener} from 'node:http';
import {createServer} from 'node:https';
import {after, suite, test, type TestContext} from 'node:test';
import {listen} from '../api/loopback.ts';
import {withoutTools} from '../commands/tool.ts';
import {
	makeCertificates,
	type CertificateName,
	type Certificates,
} from '../helpers/fault-certificates.ts';
import type {TestEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {apiKey, assertKeyless} from './key.ts';
import {openOn, runOn, type HeadlessWatch, type Watched} from './watch.ts';

const needsOpenssl = withoutTools('openssl');
const certificates = needsOpenssl === false ? makeCertificates({after}) : null;
const done = JSON.stringify({code: 0, msg: '', data: {status: 'succeeded'}});

/** Refused certificates with Node's error code. */
const refused = [
	['good', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	['expired', 'CERT_HAS_EXPIRED'],
	['foreign', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const satisfies ReadonlyArray<readonly [CertificateName, string]>;

/** Matches words of the error messages of OpenSSL, Node and undici, which the program must not show. */
const rawText = /unable to|altnames|[Hh]ostname|routines|bad response/;

suite('certificates', {concurrency: 2}, () => {
	secureTest('the authority in SSL_CERT_FILE is trusted', async (t, made) => {
		const {service, keys} = await serveWith(t, {key: made.key, cert: made.good});
		const {code, events, stderr} = await watch(service, {SSL_CERT_FILE: made.authority});
		assert.deepEqual([code, stderr], [0, '']);
		assert.equal(events.at(-1)?.['reason'], 'done');
		assert.deepEqual(keys, [`Bearer ${apiKey}`]);
	});

	for (const [name, code] of refused) {
		secureTest(`a certificate is refused with its cause: ${code}`, async (t, made) => {
			const {service, keys} = await serveWith(t, {key: made.key, cert: made[name]});
			const env = name === 'good' ? {} : {NODE_EXTRA_CA_CERTS: made.authority};
			const watched = await watch(service, env);
			assertProblem(watched, new RegExp(`certificate.*\\(${code}\\)$`));
			assert.doesNotMatch(watched.stdout, rawText);
			assert.deepEqual(keys, []);
		});
	}

	secureTest('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored, and said to be', async (t, made) => {
		const {service, keys} = await serveWith(t, {key: made.key, cert: made.good});
		const {code, stderr} = await watch(service, {NODE_TLS_REJECT_UNAUTHORIZED: '0'});
		assert.equal(code, 3);
		assert.equal(
			stderr,
			'chenyu-top: NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are verified (NODE_EXTRA_CA_CERTS adds authorities)\n',
		);
		assert.deepEqual(keys, []);
	});

	secureTest('the doctor names cause and remedy in one line of both languages', async (t, made) => {
		const {service} = await serveWith(t, {key: made.key, cert: made.good});

		for (const [lang, sentence] of [
			['en', /^FAIL.*certificates  .*that this machine does not know.*NODE_EXTRA_CA_CERTS/],
			['zh', /^失败.*证书  .*本机不信任的颁发机构.*NODE_EXTRA_CA_CERTS/],
		] as const) {
			const args = ['doctor', '--base-url', service.origin.href, '--lang', lang];
			const {code, stdout} = await runHeadless(args, {env: {CHENYU_API_KEY: apiKey}});
			assertKeyless(stdout);
			assert.equal(code, 1);
			assert.doesNotMatch(stdout, rawText);
			const lines = stdout.split('\n').filter(line => /certificates  |证书  /.test(line));
			assert.equal(lines.length, 1);
			assert.match(lines.join(), sentence);
		}
	});

	secureTest('the screen shows the cause and the remedy', async (t, made) => {
		const {service} = await serveWith(t, {key: made.key, cert: made.good});
		const terminal = openOn(t, service, {columns: 120, rows: 40});
		await terminal.waitFor(/bad certificate[^]*NODE_EXTRA_CA_CERTS/);
	});

	test('a server without TLS is a network problem', async t => {
		const {service, keys} = await serveWith(t, null);
		assertProblem(await watch(service, {}), /does not use TLS \(ERR_SSL_\w+\)$/);
		assert.deepEqual(keys, []);
	});
});

function secureTest(
	name: string,
	body: (t: TestContext, made: Certificates) => Promise<void>,
): void {
	test(name, {skip: needsOpenssl}, async t => {
		assert.ok(certificates !== null);
		await body(t, certificates);
	});
}

/** Serves HTTPS, or HTTP if `tls` is null. The program always uses HTTPS. `keys` has the received API keys. */
async function serveWith(
	t: TestContext,
	tls: {readonly key: Buffer; readonly cert: Buffer} | null,
) {
	const keys: unknown[] = [];
	const respond: RequestListener = (request, response) => {
		if (request.url?.includes('/run/execution') === true) {
			keys.push(request.headers.authorization);
		}

		response.end(done);
	};
	const {url} = await listen(t, tls === null ? createPlain(respond) : createServer(tls, respond));
	const origin = new URL(`https://localhost:${url.port}`);
	return {service: {origin, runOrderIds: ['wfrun_a']}, keys};
}

async function watch(service: Watched, env: TestEnvironment) {
	return runOn(service, {args: ['--once', '--json'], env});
}

/** Asserts that the watch gave up because of a problem of the network. */
function assertProblem({code, events}: HeadlessWatch, message: RegExp): void {
	assert.equal(code, 3);
	const problem = events.find(({event}) => event === 'problem');
	assert.equal(problem?.['kind'], 'network');
	assert.match(String(problem['message']), message);
}
