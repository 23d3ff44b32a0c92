import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import type {LookupAddress} from 'node:dns';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import test, {type TestContext} from 'node:test';
import {openAgent} from '../../source/api/agent.ts';
import {node} from '../helpers/program.ts';
import {serveJson} from './loopback.ts';

/** Listens without accepting connections: a client gets no response, as from a host that is down. */
const deaf = `
	const server = require('net').createServer();
	server.listen({port: Number(process.argv[1]), host: process.argv[2], backlog: 1}, () => {
		process.stdout.write('deaf');
		process.kill(process.pid, 'SIGSTOP');
	});
	server.on('error', error => {
		process.stdout.write(error.code);
		process.exit(1);
	});
`;
/** The number of connections opened to fill the backlog (queue) of `deaf`, so that later ones get no response. */
const waiting = 8;

test('a dead first address does not make a request fail', async t => {
	const service = await serveJson(t, {});
	const port = Number(service.url.port);
	const dead = (await deafAddress(t, port, '::1')) ?? (await deafAddress(t, port, '127.0.0.2'));
	assert.ok(dead !== null, 'no address for a dead service');
	const agent = openAgent({
		proxy: null,
		connectTimeout: 5000,
		headersTimeout: 5000,
		bodyTimeout: 5000,
		lookup(_host, _options, callback) {
			callback(null, [dead, {address: '127.0.0.1', family: 4}]);
		},
	});
	t.after(async () => agent.destroy());
	const request = {origin: `http://localhost:${port}`, path: '/', method: 'GET'} as const;
	const {statusCode} = await agent.request(request);
	assert.equal(statusCode, 200);
});

/**
 * Starts a process that listens at `address` and `port`, but never accepts a connection. Returns null if listening
 * there fails, for example because this machine has no IPv6.
 */
async function deafAddress(
	t: TestContext,
	port: number,
	address: string,
): Promise<LookupAddress | null> {
	const child = spawn(node, ['-e', deaf, String(port), address], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	t.after(() => void child.kill('SIGKILL'));
	const [output] = (await once(child.stdout, 'data')) as [Buffer];

	if (output.toString() !== 'deaf') {
		return null;
	}

	const sockets = Array.from({length: waiting}, (): Socket =>
		connect({port, host: address}).on('error', () => undefined),
	);
	t.after(() => {
		for (const socket of sockets) {
			socket.destroy();
		}
	});
	await Promise.all(sockets.slice(0, 2).map(async socket => once(socket, 'connect')));
	return {address, family: address.includes(':') ? 6 : 4};
}
