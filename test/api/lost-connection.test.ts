import assert from 'node:assert/strict';
import type {Socket} from 'node:net';
import test, {type TestContext} from 'node:test';
import {clientOf, failureOf, never} from './client-of.ts';
import {httpResponse, serveBytes} from './loopback.ts';

const body = httpResponse(JSON.stringify({code: 0, data: {status: 'running'}}));

const deaths: Readonly<Record<string, (socket: Socket) => void>> = {
	'is closed': socket => socket.end(),
	'is reset': socket => socket.resetAndDestroy(),
};

/** Responds to the first request of each connection. At the second request, `die` ends the connection. */
async function respondOnce(t: TestContext, die: (socket: Socket) => void) {
	return serveBytes(t, (socket, _connection, request) => {
		if (request === 0) {
			socket.write(body);
		} else {
			die(socket);
		}
	});
}

for (const [how, die] of Object.entries(deaths)) {
	test(`requests on used sockets, each of which ${how}, are retried on new ones`, async t => {
		for (const ids of [['a'], ['a', 'b', 'c', 'd']]) {
			const service = await respondOnce(t, die);
			const client = clientOf(t, service.url, {concurrency: ids.length});

			for (let poll = 0; poll < 3; poll++) {
				const responses = await Promise.all(ids.map(async id => client.execution(id, never)));
				assert.ok(responses.every(({execution}) => execution.phase === 'running'));
			}

			assert.equal(service.connections(), 3 * ids.length);
		}
	});
}

test('a second lost connection in a row is a failure', async t => {
	const service = await serveBytes(t, (socket, connection, request) => {
		if (connection === 0 && request === 0) {
			socket.write(body);
		} else {
			socket.resetAndDestroy();
		}
	});
	const client = clientOf(t, service.url, {concurrency: 1});
	await client.execution('a', never);
	assert.equal((await failureOf(client.execution('a', never))).problem.kind, 'network');
	assert.equal(service.requests(), 3);
});

test('a request is not retried after its response has begun', async t => {
	const service = await respondOnce(t, socket => {
		socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"cod\r\n');
	});
	const client = clientOf(t, service.url, {concurrency: 1});
	await client.execution('a', never);
	const error = await failureOf(client.execution('a', never));
	assert.equal(error.problem.detail, 'UND_ERR_SOCKET');
	assert.equal(service.requests(), 2);
});
