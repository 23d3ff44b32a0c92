import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {pageMessages} from '../../../source/commands/report/messages.ts';
import {plainAccess} from '../../../source/features/outputs/download/media-client.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {fetchPictures} from '../../../source/session/subcommands/report-pictures.ts';
import {reported} from '../../commands/report/pages.ts';
import {startMedia, type MediaHandler} from '../../helpers/media-server.ts';
import {root} from '../../helpers/program.ts';
import {execution, output, pollStatus, run} from '../../helpers/sample.ts';

const png = readFileSync(join(root, 'source', 'demo', 'media', 'portrait.png'));
const megabyte = 1_000_000;
/** Two of these pictures do not fit into a page. */
const large = Buffer.concat([png, Buffer.alloc(13 * megabyte)]);

/** Fetches pictures with these names of one run, and returns what became of each. */
async function fetched(
	t: test.TestContext,
	names: readonly string[],
	handler: MediaHandler,
	isKept = false,
) {
	const {requests, address} = await startMedia(t, handler);
	const outputs = names.map(name => output('image', name, address(`/${name}`).href));
	const from = run('wfrun_1', {
		execution: execution('succeeded', {outputs}),
		...(isKept && {polling: pollStatus({respondedAt: null})}),
	});
	const found = reported(from);
	const messages = pageMessages(messagesFor('en'));
	const {signal} = new AbortController();
	const access = {...plainAccess, allowsLocal: true};
	const pictures = await fetchPictures([found], messages, access, signal);
	const results = [...pictures.values()].map(picture =>
		typeof picture === 'string' ? picture : picture.source.slice(0, 30),
	);
	return {results, requests: requests.length};
}

test('a picture is known by its bytes; other files and what cannot be fetched have a reason', async t => {
	const {results} = await fetched(
		t,
		['a.svg', 'b.png', 'c.png', 'd.png', 'e.png', 'f.png'],
		(request, response) => {
			const raw = {
				'/e.png': 'SSH-2.0-OpenSSH',
				'/f.png': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz',
			}[request.url ?? ''];

			if (raw !== undefined) {
				response.socket?.end(`${raw}\r\n`);
				return;
			}

			const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
			const body = request.url === '/a.svg' ? png : request.url === '/b.png' ? svg : '<html>';
			response.writeHead(request.url === '/d.png' ? 404 : 200, {'content-type': 'image/png'});
			response.end(body);
		},
	);
	assert.deepEqual(results, [
		'data:image/png;base64,iVBORw0K',
		'no PNG, JPEG, GIF or WebP picture',
		'no PNG, JPEG, GIF or WebP picture',
		'its host responded 404: the link has expired, or the file is gone',
		'its host cannot be reached: not valid HTTP (HPE_INVALID)',
		'its host cannot be reached: not valid HTTP (HPE_INVALID)',
	]);
});

test('pictures are limited in all, and smaller ones after a large one still fit', async t => {
	const names = ['1', 'huge', '2', 'small'];
	const {results} = await fetched(t, names, ({url}, response) => {
		response.end(
			url === '/huge' ? Buffer.alloc(24 * megabyte + 1) : url === '/small' ? png : large,
		);
	});
	assert.deepEqual(
		results.map(each => each.startsWith('data:')),
		[true, false, false, true],
	);
	assert.equal(results[1], 'the pictures of a page take at most 24.0 MB');
});

test('the history keeps no links, so no picture of it is requested', async t => {
	const {results, requests} = await fetched(t, ['a.png'], () => undefined, true);
	assert.deepEqual([results, requests], [[], 0]);
});
