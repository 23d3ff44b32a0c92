import assert from 'node:assert/strict';
import test from 'node:test';
import {mediaFile, mediaNames} from '../../source/demo/media.ts';
import type {TestService} from '../helpers/service.ts';
import {execution, startWithClock} from './request-api.ts';

const song = '/media/song.wav';

async function fetchFile(
	service: TestService,
	path: string,
	headers: Record<string, string> = {},
): Promise<{readonly response: Response; readonly body: Buffer}> {
	const response = await fetch(new URL(path, service.origin), {headers});
	return {response, body: Buffer.from(await response.arrayBuffer())};
}

/** Reads a body to its end, and calls `meanwhile` repeatedly until then. */
async function readWhile(response: Response, meanwhile: () => Promise<void>): Promise<Buffer> {
	const reading = response.arrayBuffer();
	const over = reading.then(() => true);

	for (;;) {
		await meanwhile();

		if (await Promise.race([over, Promise.resolve(false)])) {
			break;
		}
	}

	return Buffer.from(await reading);
}

test('serves every file with its type, length and tag, without a key', async t => {
	const {service} = await startWithClock(t);
	const starts: Readonly<Record<string, string>> = {
		'image/png': '\u0089PNG\r\n',
		'image/jpeg': '\u00FF\u00D8\u00FF',
		'image/webp': 'RIFF',
		'audio/wav': 'RIFF',
		'video/mp4': '\0\0\0 ftypisom',
		'text/plain; charset=utf-8': '',
	};

	for (const name of mediaNames.filter(one => mediaFile(one)?.pace === Infinity)) {
		const {response, body} = await fetchFile(service, `/media/${name}`);
		const type = response.headers.get('content-type') ?? '';
		assert.equal(response.status, 200);
		assert.ok(type in starts, type);
		assert.ok(body.toString('latin1').startsWith(starts[type] ?? '?'), name);
		assert.equal(response.headers.get('content-length'), String(body.length));
		assert.match(response.headers.get('etag') ?? '', /^"[\da-f]{16}"$/);
		assert.equal(response.headers.get('accept-ranges'), 'bytes');
		assert.ok(body.length > 50 && body.length < 20_000, `${name} has ${body.length} bytes`);
	}

	assert.equal((await fetchFile(service, '/media/none.png')).response.status, 404);
});

test('sends a large file slowly, also a range of it', async t => {
	const {service, clock} = await startWithClock(t);
	const address = new URL('/media/song-long.wav', service.origin);
	const file = mediaFile('song-long.wav');
	const {body = new Uint8Array(), pace = 0, tag = ''} = file ?? {};
	const started = clock.monotonic();
	const from = body.length - 3 * pace;
	const response = await fetch(address, {headers: {range: `bytes=${from}-`, 'if-range': tag}});
	assert.equal(response.status, 206);
	const received = await readWhile(response, async () => clock.advanceAsync(50));
	assert.equal(received.length, body.length - from);
	assert.equal(Buffer.compare(received, body.subarray(from)), 0);
	const took = clock.monotonic() - started;
	assert.ok(took >= 2900 && took < 4000, `${took} ms`);
});

test('F7: responds to a range with 206, and to an empty range or one of another version with the whole file', async t => {
	const {service} = await startWithClock(t);
	const {response: whole, body: all} = await fetchFile(service, song);
	const tag = whole.headers.get('etag') ?? '';
	const part = await fetchFile(service, song, {range: 'bytes=100-199', 'if-range': tag});
	assert.equal(part.response.status, 206);
	assert.equal(part.response.headers.get('content-range'), `bytes 100-199/${all.length}`);
	assert.equal(part.response.headers.get('content-length'), '100');
	assert.deepEqual(part.body, all.subarray(100, 200));
	const end = await fetchFile(service, song, {range: `bytes=${all.length - 5}-${all.length + 5}`});
	assert.deepEqual(end.body, all.subarray(-5));

	for (const headers of [
		{range: 'bytes=100-', 'if-range': '"old"'},
		{range: `bytes=${all.length}-`, 'if-range': tag},
		{range: 'bytes=5-4', 'if-range': tag},
	]) {
		const other = await fetchFile(service, song, headers);
		assert.equal(other.response.status, 200);
		assert.deepEqual(other.body, all);
	}
});

test('outputs have addresses of the requested origin, and signed ones expire', async t => {
	const {service, clock} = await startWithClock(t);
	clock.advance(13_000);
	const {n9_images: address = ''} = (await execution(service)).outputs;
	const link = new URL(address);
	assert.equal(link.origin, service.origin.origin);
	assert.equal(link.pathname, '/media/signed/portrait.png');
	// The run ends 12.0 s after the start, and the link lives for an hour.
	const expires = (Date.UTC(2026, 4, 8, 11) + 12_000) / 1000;
	assert.equal(link.searchParams.get('expires'), String(expires));
	assert.equal((await fetchFile(service, address)).response.status, 200);
	const forged = address.replace(/expires=\d+/, `expires=${expires + 1}`);
	assert.equal((await fetchFile(service, forged)).response.status, 403);
	assert.equal((await fetchFile(service, '/media/signed/portrait.png')).response.status, 403);
	clock.advance(3_600_000);
	const expired = await fetchFile(service, address);
	assert.equal(expired.response.status, 403);
	assert.deepEqual(JSON.parse(expired.body.toString()), {code: 403, msg: '链接已过期', data: null});
});
