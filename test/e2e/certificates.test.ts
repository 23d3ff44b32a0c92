import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer as createPlain} from 'node:http';
import {createServer} from 'node:https';
import type {AddressInfo, Server, Socket} from 'node:net';
import {after, suite, test, type TestContext} from 'node:test';
import {makeCertificates} from '../helpers/fault-certificates.ts';
import type {TestEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';

const certificates = makeCertificates();
const done = JSON.stringify({code: 0, msg: '', data: {status: 'succeeded'}});

if (certificates === null) {
	process.stderr.write('There is no openssl here: no certificate was made, and none was judged.\n');
} else {
	const {authority, key, good, expired, foreign} = certificates;
	after(() => {
		certificates.remove();
	});

	suite('certificates', {concurrency: 2}, () => {
		for (const [what, env] of [
			['NODE_EXTRA_CA_CERTS', {NODE_EXTRA_CA_CERTS: authority}],
			['the system', {SSL_CERT_FILE: authority}],
		] as const) {
			test(`H12: an authority that ${what} names is believed`, async t => {
				const {code, events, stderr, heard} = await watch(t, {key, cert: good}, env);
				assert.deepEqual([code, stderr], [0, '']);
				assert.equal(events.at(-1)?.['reason'], 'done');
				assert.deepEqual(heard, [`Bearer ${apiKey}`]);
			});
		}

		for (const [what, cert, why] of [
			['of an unknown authority', good, /UNABLE_TO|self-signed/i],
			['that is over', expired, /CERT_HAS_EXPIRED|expired/i],
			['of another host', foreign, /altnames|ALTNAME/i],
		] as const) {
			if (cert === null) {
				continue;
			}

			const known = what === 'of an unknown authority' ? {} : {NODE_EXTRA_CA_CERTS: authority};

			test(`H12: a certificate ${what} is refused, and the key is not sent`, async t => {
				const {code, events, heard} = await watch(t, {key, cert}, known);
				assert.equal(code, 3);
				const problem = events.find(({event}) => event === 'problem');
				assert.equal(problem?.['kind'], 'network');
				assert.match(String(problem['message']), why);
				assert.deepEqual(heard, []);
			});

			test(`H12: NODE_TLS_REJECT_UNAUTHORIZED=0 does not change that for one ${what}, and is told`, async t => {
				const {code, stderr, heard} = await watch(
					t,
					{key, cert},
					{...known, NODE_TLS_REJECT_UNAUTHORIZED: '0'},
				);
				assert.equal(code, 3);
				assert.equal(
					stderr,
					'chenyu-top: NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are verified (NODE_EXTRA_CA_CERTS adds authorities)\n',
				);
				assert.deepEqual(heard, []);
			});
		}

		test('H12: who speaks no TLS where TLS is meant is a failure of the network', async t => {
			const {code, events, heard} = await watch(t, null, {});
			assert.equal(code, 3);
			assert.equal(events.find(({event}) => event === 'problem')?.['kind'], 'network');
			assert.deepEqual(heard, []);
		});
	});
}

/** Asks once at `https://localhost`, where a certificate is shown, or plain HTTP spoken; gives what was heard of the key there. */
async function watch(
	t: TestContext,
	tls: {readonly key: Buffer; readonly cert: Buffer} | null,
	env: TestEnvironment,
) {
	const heard: unknown[] = [];
	const answer: Parameters<typeof createPlain>[1] = (request, response) => {
		if (request.url?.includes('/run/execution') === true) {
			heard.push(request.headers.authorization);
		}

		response.end(done);
	};
	const server: Server = tls === null ? createPlain(answer) : createServer(tls, answer);
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => sockets.add(socket));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.close();

		for (const socket of sockets) {
			socket.destroy();
		}
	});
	const {port} = server.address() as AddressInfo;
	const {code, stdout, stderr} = await runHeadless(
		['wfrun_a', '--base-url', `https://localhost:${port}`, '--once', '--json'],
		{env: {CHENYU_API_KEY: apiKey, ...env}},
	);
	assertKeyless(`${stdout}${stderr}`);
	return {code, stderr, events: readEvents(stdout), heard};
}
