import assert from 'node:assert/strict';
import test from 'node:test';
import {LastResponses, type OnResponse} from '../../source/api/last-responses.ts';
import type {RawResponse} from '../../source/api/raw-response.ts';
import {mergeLog} from '../../source/core/log/merge-log.ts';
import {emptyLog} from '../../source/core/log/run-log.ts';
import {rawResponseOf} from './raw-response-of.ts';

function body(entries: number, status = 'running', title = ''): string {
	const logs = Array.from({length: entries}, (_, index) => ({
		at: `2026-05-08T10:00:${String(index % 60).padStart(2, '0')}Z`,
		event_type: 'progress',
		message: `step ${index}`,
	}));
	return JSON.stringify({code: 0, msg: 'ok', data: {status, title, logs}});
}

function reader(report?: OnResponse) {
	const responses = new LastResponses(report);
	return async (text: string, {id = 'a', status = 200} = {}) =>
		responses.read(id, rawResponseOf(text, {status}));
}

test('a repeated response is the identical object', async () => {
	const read = reader();
	const first = await read(body(3));
	assert.equal(await read(body(3)), first);
	assert.notEqual(await read(body(3), {id: 'b'}), first, 'another run');
});

test('a longer response uses repeated entries again', async () => {
	for (const count of [100, 5000]) {
		const read = reader();
		const first = await read(body(count));
		const second = await read(body(count + 3));
		assert.equal(second.logs.length, count + 3);
		assert.ok(first.logs.every((entry, index) => entry === second.logs[index]));
		const merged = mergeLog(mergeLog(emptyLog, first.logs), second.logs);
		assert.deepEqual(merged.entries, second.logs);
	}
});

test('a failure in between changes nothing, even with the same body', async () => {
	const read = reader();
	const first = await read(body(3));
	await assert.rejects(read(body(3), {status: 502}), {kind: 'http'});
	await assert.rejects(read('<html>'), {kind: 'malformed'});
	assert.equal(await read(body(3)), first);
});

test('a final run is removed from the cache', async () => {
	const read = reader();
	const first = await read(body(3, 'succeeded'));
	const second = await read(body(3, 'succeeded'));
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
	const read = reader((_, data) => reported.push(data));

	for (const count of [2, 2, 3, 5000, 5001]) {
		await read(body(count));
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
