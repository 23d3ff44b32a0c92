import assert from 'node:assert/strict';
import test from 'node:test';
import {fetchFileMetadata} from '../../../../source/features/outputs/preview/file-metadata.ts';
import {previewProblemOf} from '../../../../source/features/outputs/preview/fetch-file.ts';
import {startMedia} from '../../../helpers/media-server.ts';
import {never, openLooker, serve, serveEndless} from './host.ts';

const body = Buffer.alloc(1234, 'x');

test('size and type are requested by HEAD, without the API key', async t => {
	const {address, requests} = await startMedia(t, (request, response) => {
		serve(request, response, body, 'Image/PNG; charset=binary');
	});
	const metadata = await fetchFileMetadata(address('/x'), openLooker(t), never);
	assert.deepEqual(metadata, {kind: 'loaded', size: 1234, type: 'image/png', mediaKind: 'image'});
	assert.deepEqual(
		requests.map(({method}) => method),
		['HEAD'],
	);
	assert.deepEqual(
		requests.map(({headers}) => headers.authorization),
		[undefined],
	);
});

for (const status of [403, 405, 501]) {
	test(`if HEAD fails with ${status} the first byte is requested`, async t => {
		const {address, requests} = await startMedia(t, (request, response) => {
			if (request.method === 'HEAD') {
				response.writeHead(status).end();
			} else {
				serve(request, response, body, 'video/mp4');
			}
		});
		const metadata = await fetchFileMetadata(address('/x?X-Amz-Signature=a'), openLooker(t), never);
		assert.deepEqual(metadata, {kind: 'loaded', size: 1234, type: 'video/mp4', mediaKind: 'video'});
		assert.equal(requests[1]?.headers.range, 'bytes=0-0');
	});
}

test(
	'a host that knows no ranges may send without end: its answer is left',
	{timeout: 5000},
	async t => {
		const {address} = await startMedia(t, ({method}, response) => {
			if (method === 'HEAD') {
				response.writeHead(405).end();
				return;
			}

			response.writeHead(200, {'content-type': 'text/plain'});
			serveEndless(response, body);
		});
		const metadata = await fetchFileMetadata(address('/x'), openLooker(t), never);
		assert.deepEqual(metadata, {kind: 'loaded', size: null, type: 'text/plain', mediaKind: 'text'});
	},
);

test('an empty file has no first byte', async t => {
	const {address} = await startMedia(t, ({method}, response) => {
		response.writeHead(method === 'HEAD' ? 403 : 416, {'content-range': 'bytes */0'}).end();
	});
	assert.equal((await fetchFileMetadata(address('/x'), openLooker(t), never)).size, 0);
});

test('F3: redirects are followed to safe addresses only, and not endlessly', async t => {
	const {address} = await startMedia(t, (request, response) => {
		const {url} = request;

		if (url === '/good') {
			serve(request, response, body);
		} else {
			const to = {'/1': '/good', '/evil': 'http://a.example/', '/loop': '/loop'}[url ?? ''];
			response.writeHead(302, {location: to}).end();
		}
	});
	const client = openLooker(t);
	assert.equal((await fetchFileMetadata(address('/1'), client, never)).size, 1234);
	assert.deepEqual(await troubleOf(fetchFileMetadata(address('/evil'), client, never)), {
		kind: 'refused-redirect',
	});
	assert.deepEqual(await troubleOf(fetchFileMetadata(address('/loop'), client, never)), {
		kind: 'too-many-redirects',
	});
	assert.deepEqual(
		await troubleOf(fetchFileMetadata(new URL('http://a.example/x'), client, never)),
		{
			kind: 'refused',
		},
	);
});

test('if both are refused the file is refused', async t => {
	const {address} = await startMedia(t, (_request, response) => {
		response.writeHead(403).end();
	});
	const trouble = await troubleOf(fetchFileMetadata(address('/x'), openLooker(t), never));
	assert.deepEqual(trouble, {kind: 'gone', status: 403});
});

async function troubleOf(promise: Promise<unknown>) {
	return promise.then(() => assert.fail('it did not fail'), previewProblemOf);
}
