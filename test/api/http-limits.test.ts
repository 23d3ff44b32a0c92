import assert from 'node:assert/strict';
import {once} from 'node:events';
import test from 'node:test';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import {defaultLimits} from '../../source/api/http-client.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {clientOf, failureOf, never, running} from './client-of.ts';
import {serve} from './loopback.ts';

for (const [encoding, pack] of [
	['gzip', gzipSync],
	['br', brotliCompressSync],
	['gzip, gzip', (data: Buffer) => gzipSync(gzipSync(data))],
] as const) {
	test(`a body in ${encoding} is decompressed, also of an error response`, async t => {
		const service = await serve(t, (request, response) => {
			const failed = request.url?.includes('failed') ?? false;
			const body = failed ? {code: 7, msg: 'packed'} : running;
			response
				.writeHead(failed ? 500 : 200, {'content-encoding': encoding})
				.end(pack(Buffer.from(JSON.stringify(body))));
		});
		const client = clientOf(t, service.url);
		assert.equal((await client.execution('a', never)).execution.phase, 'running');
		const error = await failureOf(client.execution('failed', never));
		assert.equal(error.problem.serviceMessage?.exact, 'packed');
	});

	test(`a ${encoding} bomb is stopped by its decompressed size`, async t => {
		const limits = {...defaultLimits, executionBytes: 2 ** 20, otherBytes: 2 ** 16};
		const bomb = pack(Buffer.alloc(2 ** 22, ' '));
		assert.ok(bomb.length < limits.otherBytes);
		const service = await serve(t, (_request, response) => {
			response.writeHead(200, {'content-encoding': encoding}).end(bomb);
		});
		const client = clientOf(t, service.url, {limits});
		assert.equal((await failureOf(client.execution('a', never))).problem.kind, 'too-large');
		assert.equal((await failureOf(client.workflow('a', never))).problem.kind, 'too-large');
	});
}

test('an execution may be larger than any other response', async t => {
	const limits = {...defaultLimits, executionBytes: 4000, otherBytes: 1000};
	const service = await serve(t, (request, response) => {
		const size = Number(
			new URL(request.url ?? '', 'http://a').searchParams.get('run_order_id') ?? 2000,
		);
		response.end(JSON.stringify(running).padEnd(size));
	});
	const client = clientOf(t, service.url, {limits});
	assert.equal((await client.execution('4000', never)).execution.phase, 'running');
	assert.equal((await failureOf(client.execution('4001', never))).problem.kind, 'too-large');
	assert.equal((await failureOf(client.workflow('a', never))).problem.kind, 'too-large');
});

test('Retry-After is in seconds, or relative to the service’s Date, or else to the local clock', async t => {
	const clock = new FakeClock(Date.UTC(2099, 0, 1, 0, 0, 30));
	const until = 'Thu, 01 Jan 2099 00:01:00 GMT';

	for (const [status, headers, kind, pause] of [
		[429, {'retry-after': '7'}, 'rate-limit', 7000],
		[503, {'retry-after': until, date: 'Thu, 01 Jan 2099 00:00:00 GMT'}, 'http', 60_000],
		[503, {'retry-after': until}, 'http', 30_000],
	] as const) {
		const service = await serve(t, (_request, response) => {
			response.sendDate = false;
			response.writeHead(status, headers).end();
		});
		const error = await failureOf(clientOf(t, service.url, {clock}).execution('a', never));
		assert.deepEqual([error.problem.kind, error.problem.retryAfter], [kind, pause]);
	}
});

test('a service that sends single bytes forever is stopped by the total limit', async t => {
	const clock = new FakeClock();
	const service = await serve(t, (_request, response) => {
		response.writeHead(200);
		const drip = setInterval(() => {
			response.write(' ');
		}, 1);
		response.on('close', () => {
			clearInterval(drip);
			left.abort();
		});
		response.write(' ', () => {
			clock.advance(defaultLimits.total);
		});
	});
	const left = new AbortController();
	const gone = once(left.signal, 'abort');
	const error = await failureOf(clientOf(t, service.url, {clock}).execution('a', never));
	assert.equal(error.problem.kind, 'timeout');
	assert.equal(error.problem.detail, 'no complete response within 30 s');
	assert.equal(clock.pending, 0);
	await gone;
});

test('there are limits for the headers and between two chunks', async t => {
	const limits = {...defaultLimits, headers: 30, idle: 30};
	const service = await serve(t, (request, response) => {
		if (request.url?.includes('pieces')) {
			response.write(' ');
		}
	});
	const client = clientOf(t, service.url, {limits});
	const failures = await Promise.all(
		['head', 'pieces'].map(async id => failureOf(client.execution(id, never))),
	);
	assert.deepEqual(
		failures.map(({problem: {kind, detail}}) => `${kind} ${detail}`),
		['timeout UND_ERR_HEADERS_TIMEOUT', 'timeout UND_ERR_BODY_TIMEOUT'],
	);
});
