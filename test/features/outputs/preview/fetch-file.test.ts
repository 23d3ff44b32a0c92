import assert from 'node:assert/strict';
import test from 'node:test';
import {fetchFileMetadata} from '../../../../source/features/outputs/preview/fetch-file.ts';
import {serveEndless, startMedia} from '../../../helpers/media-server.ts';
import {openClient, respond, serve} from '../download/set-up.ts';

const never = new AbortController().signal;
const body = Buffer.alloc(1234, 'x');

test('size and type are requested by the first byte, without the API key', async t => {
	const {address, requests} = await startMedia(t, serve(body, 'Image/PNG; charset=binary'));
	assert.deepEqual(await fetchFileMetadata(address('/x'), openClient(t), never), {
		metadata: {kind: 'loaded', size: 1234, type: 'image/png', mediaKind: 'image'},
		acceptsRanges: true,
	});
	assert.deepEqual(
		requests.map(({method, headers}) => [method, headers.range, headers.authorization]),
		[['GET', 'bytes=0-0', undefined]],
	);
});

test(
	'a host that knows no ranges may send without end: its answer is left',
	{timeout: 5000},
	async t => {
		const {address} = await startMedia(t, (_request, response) => {
			response.writeHead(200, {'content-type': 'text/plain'});
			serveEndless(response, body);
		});
		assert.deepEqual(await fetchFileMetadata(address('/x'), openClient(t), never), {
			metadata: {kind: 'loaded', size: null, type: 'text/plain', mediaKind: 'text'},
			acceptsRanges: false,
		});
	},
);

test('an empty file has no first byte', async t => {
	const {address} = await startMedia(t, respond(416, {'content-range': 'bytes */0'}));
	const {metadata} = await fetchFileMetadata(address('/x'), openClient(t), never);
	assert.equal(metadata.size, 0);
});
