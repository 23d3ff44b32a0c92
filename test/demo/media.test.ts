import assert from 'node:assert/strict';
import test from 'node:test';
import {mediaNames} from '../../source/demo/media.ts';
import type {TestService} from '../helpers/service.ts';
import {execution, startWithClock} from './request-api.ts';

async function fetchFile(
	service: TestService,
	path: string,
	headers: Record<string, string> = {},
): Promise<{readonly response: Response; readonly body: Buffer}> {
	const response = await fetch(new URL(path, service.origin), {headers});
	return {response, body: Buffer.from(await response.arrayBuffer())};
}

test('serves every file with its type and length, without a key', async t => {
	const {service} = await startWithClock(t);
	const starts: Readonly<Record<string, string>> = {
		'image/png': '\u0089PNG\r\n',
		'image/jpeg': '\u00FF\u00D8\u00FF',
		'image/webp': 'RIFF',
		'audio/wav': 'RIFF',
		'video/mp4': '\0\0\0 ftypisom',
		'text/plain; charset=utf-8': '',
	};

	for (const name of mediaNames) {
		const {response, body} = await fetchFile(service, `/media/${name}`);
		const type = response.headers.get('content-type') ?? '';
		assert.equal(response.status, 200);
		assert.ok(type in starts, type);
		assert.ok(body.toString('latin1').startsWith(starts[type] ?? '?'), name);
		assert.equal(response.headers.get('content-length'), String(body.length));
		assert.ok(body.length > 50 && body.length < 20_000, `${name} has ${body.length} bytes`);
	}

	assert.equal((await fetchFile(service, '/media/none.png')).response.status, 404);
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
	assert.equal((await fetchFile(service, '/media/signed/portrait.png')).response.status, 403);
	clock.advance(3_600_000);
	const expired = await fetchFile(service, address);
	assert.equal(expired.response.status, 403);
	assert.deepEqual(JSON.parse(expired.body.toString()), {code: 403, msg: '链接已过期', data: null});
});
