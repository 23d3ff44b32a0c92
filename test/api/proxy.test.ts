import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:https';
import type {Socket} from 'node:net';
import {after, type TestContext} from 'node:test';
import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {defaultLimits} from '../../source/api/http-client.ts';
import {HttpProxy} from '../../source/core/http-proxy.ts';
import {testWith, withoutTools} from '../commands/tool.ts';
import {foreignHost, makeCertificates} from '../helpers/fault-certificates.ts';
import {startRecordingProxy} from '../helpers/proxies.ts';
import {clientOf, failureOf, never, running} from './client-of.ts';
import {listen} from './loopback.ts';

const made = withoutTools('openssl') === false ? makeCertificates({after}) : null;

/** A service behind a proxy, and a client of it. `respond` can handle the CONNECT requests. */
async function connectThrough(
	t: TestContext,
	{
		answers = Infinity,
		hasTls = false,
		respond = () => false,
	}: {answers?: number; hasTls?: boolean; respond?: (socket: Socket) => boolean} = {},
) {
	assert.ok(made !== null);
	setDefaultCACertificates([...getCACertificates('default'), readFileSync(made.authority, 'utf8')]);
	const requests = new Map<Socket, number>();
	const server = createServer({key: made.key, cert: made.foreign}, ({socket}, response) => {
		requests.set(socket, (requests.get(socket) ?? 0) + 1);

		if ((requests.get(socket) ?? 0) > answers) {
			socket.destroy();
		} else {
			response.end(JSON.stringify(running));
		}
	});
	const service = await listen(t, server);
	const tls = {key: made.key, cert: made.good};
	const proxy = await startRecordingProxy(t, service.url, {respond, ...(hasTls && {tls})});
	const address = `${hasTls ? 'https' : 'http'}://wei:secret@localhost:${proxy.url.port}`;
	const client = clientOf(t, new URL(`https://${foreignHost}`), {
		concurrency: 1,
		proxy: new HttpProxy(new URL(address), ''),
		limits: {...defaultLimits, connect: 100},
	});
	return {client, proxy};
}

testWith(['openssl'], 'a request whose tunnel dies is repeated in a new one', async t => {
	const {client, proxy} = await connectThrough(t, {answers: 2});

	for (const id of ['a', 'b', 'c', 'd']) {
		await client.execution(id, never);
	}

	assert.equal(proxy.requests.length, 2);
	const {line, headers} = proxy.requests[0] ?? {};
	assert.equal(line, `CONNECT ${foreignHost}:443`);
	assert.equal(
		headers?.['proxy-authorization'],
		`Basic ${Buffer.from('wei:secret').toString('base64')}`,
	);
});

testWith(['openssl'], 'a proxy can have TLS of its own', async t => {
	const {client, proxy} = await connectThrough(t, {hasTls: true});
	await client.execution('a', never);
	assert.equal(proxy.requests.length, 1);
});

testWith(
	['openssl'],
	'a tunnel that does not open is one failure, which names the proxy',
	async t => {
		for (const [respond, detail] of [
			[() => true, 'UND_ERR_HEADERS_TIMEOUT'],
			[(socket: Socket) => socket.destroy() === socket, 'UND_ERR_PRX_CONN'],
			[(socket: Socket) => socket.end('SSH-2.0-x\r\n') === socket, 'not valid HTTP'],
			[(socket: Socket) => socket.end('HTTP/1.1 418 x\r\n\r\n') === socket, 'PROXY_418'],
			// The proxy dies during the TLS handshake.
			[(socket: Socket) => socket.end('HTTP/1.1 200 x\r\n\r\n') === socket, 'ECONNRESET'],
		] as const) {
			const {client, proxy} = await connectThrough(t, {respond});
			const error = await failureOf(client.execution('a', never));
			assert.equal(error.problem.detail, detail);
			assert.equal(error.problem.proxy, `http://localhost:${proxy.url.port}`);
			assert.equal(proxy.requests.length, 1);
		}
	},
);
