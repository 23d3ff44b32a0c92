import assert from 'node:assert/strict';
import test from 'node:test';
import {gzipSync} from 'node:zlib';
import {LastResponses} from '../../source/api/last-responses.ts';
import type {RawResponse} from '../../source/api/raw-response.ts';
import {emptyLog, mergeLog} from '../../source/core/log/log-store.ts';
import {clientOf, failureOf, never} from './client-of.ts';
import {serve} from './loopback.ts';
import {rawResponseOf} from './raw-response-of.ts';

function body(entries: number, status = 'running', title = ''): string {
	const logs = Array.from({length: entries}, (_, index) => ({
		at: `2026-05-08T10:00:${String(index % 60).padStart(2, '0')}Z`,
		event_type: 'progress',
		message: `step ${index}`,
	}));
	return JSON.stringify({code: 0, msg: 'ok', data: {status, title, logs}});
}

/** Serves these responses in turn and repeats the last one. */
async function serveInTurn(
	t: Parameters<typeof serve>[0],
	responses: readonly {readonly status?: number; readonly body: string; readonly gzip?: boolean}[],
) {
	let turn = 0;
	return serve(t, (_request, response) => {
		const next = responses[Math.min(turn++, responses.length - 1)];

		if (next?.gzip) {
			response.setHeader('content-encoding', 'gzip');
		}

		response.writeHead(next?.status ?? 200);
		response.end(next?.gzip ? gzipSync(next.body) : next?.body);
	});
}

test('a repeated response is the identical object, also with another compression', async t => {
	const service = await serveInTurn(t, [
		{body: body(3)},
		{body: body(3)},
		{body: body(3), gzip: true},
	]);
	const client = clientOf(t, service.url);
	const first = await client.execution('a', never);
	assert.equal(await client.execution('a', never), first);
	assert.equal(await client.execution('a', never), first);
	assert.notEqual(await client.execution('b', never), first, 'another run');
});

test('a longer response uses repeated entries again', async t => {
	for (const count of [100, 5000]) {
		const service = await serveInTurn(t, [{body: body(count)}, {body: body(count + 3)}]);
		const client = clientOf(t, service.url);
		const first = await client.execution('a', never);
		const second = await client.execution('a', never);
		assert.equal(second.logs.length, count + 3);
		assert.ok(first.logs.every((entry, index) => entry === second.logs[index]));
		const merged = mergeLog(mergeLog(emptyLog(), first.logs), second.logs);
		assert.deepEqual(merged.store.entries, second.logs);
	}
});

test('a failure in between changes nothing, even with the same body', async t => {
	const service = await serveInTurn(t, [
		{body: body(3)},
		{body: body(3), status: 502},
		{body: '<html>'},
		{body: body(3)},
	]);
	const client = clientOf(t, service.url);
	const first = await client.execution('a', never);
	assert.equal((await failureOf(client.execution('a', never))).kind, 'http');
	assert.equal((await failureOf(client.execution('a', never))).kind, 'malformed');
	assert.equal(await client.execution('a', never), first);
});

test('a final run is removed from the cache', async t => {
	const service = await serveInTurn(t, [{body: body(3, 'succeeded')}]);
	const client = clientOf(t, service.url);
	const first = await client.execution('a', never);
	const second = await client.execution('a', never);
	assert.deepEqual(second, first);
	assert.notEqual(second, first);
});

test('a repeated response is not decoded; the cache is limited, and recently used responses stay', async () => {
	const responses = new LastResponses();
	const kept = await responses.read('kept', reply('kept'));

	for (let count = 0; count < 20_000; count++) {
		await responses.read(String(count), reply(String(count)));
		assert.equal(await responses.read('kept', reply('kept')), kept);
	}

	const last = await responses.read('19999', reply('19999'));
	assert.equal(await responses.read('19999', reply('19999')), last);
	assert.equal(await isDecoded(responses, '19999'), false);
	assert.equal(await isDecoded(responses, '0'), true);
});

test('the report gets the complete data, even if the log is cached', async () => {
	const reported: unknown[] = [];
	const responses = new LastResponses((_, data) => {
		reported.push(data);
	});

	for (const count of [2, 2, 3, 5000, 5001]) {
		await responses.read('a', rawResponseOf(body(count)));
	}

	assert.deepEqual(
		reported,
		[2, 3, 5000, 5001].map(count => (JSON.parse(body(count)) as {data: unknown}).data),
	);
});

function reply(title: string): RawResponse {
	return rawResponseOf(body(1, 'running', title));
}

async function isDecoded(responses: LastResponses, title: string): Promise<boolean> {
	const known = reply(title);
	let wasDecoded = false;
	await responses.read(title, {
		...known,
		text(from, to) {
			wasDecoded = true;
			return known.text(from, to);
		},
	});
	return wasDecoded;
}
