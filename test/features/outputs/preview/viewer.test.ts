import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {addressId} from '../../../../source/core/output/output-address.ts';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {plainAccess} from '../../../../source/features/outputs/download/media-client.ts';
import {
	createViewer,
	maxImageBytes,
	type ViewerReport,
} from '../../../../source/features/outputs/preview/viewer.ts';
import {unknownTerminal} from '../../../../source/terminal/query.ts';
import {serveEndless, startMedia, type MediaHandler} from '../../../helpers/media-server.ts';
import {pngOf, samplePicture} from '../../../helpers/picture-samples.ts';
import {name, output} from '../../../helpers/values.ts';
import {respond, serve} from '../download/set-up.ts';

const picture = pngOf(samplePicture('two colors', 96, 96));

/** Opens a viewer, and records its reports. `until(count)` resolves when there are `count` reports. */
function open(t: TestContext, timeout?: number) {
	const told: ViewerReport[] = [];
	const bugs: unknown[] = [];
	const viewer = createViewer({
		access: () => ({...plainAccess, allowsLocal: true}),
		graphics: async () => unknownTerminal,
		report: news => told.push(news),
		onBug: error => bugs.push(error),
		...(timeout !== undefined && {metadataTimeout: timeout, previewTimeout: timeout}),
	});
	t.after(async () => {
		await viewer.close();
		assert.deepEqual(bugs, []);
	});
	return {
		viewer,
		view: (requestId: number, pictures: readonly Output[], next: Output | null = null) => {
			viewer.loadPreview({
				type: 'loadPreview',
				requestId,
				pictures: pictures.map(one => ({id: one.key.exact, output: one})),
				next,
				box: {columns: 40, rows: 20},
			});
		},
		told,
		until: async (holds: () => boolean): Promise<void> => {
			while (!holds()) {
				assert.deepEqual(bugs, []);
				await setImmediate();
			}
		},
	};
}

type LookOptions = Partial<Output> & {readonly type?: string; readonly timeout?: number};

/** Previews the response of a host, and returns what is shown at last, and the requests. */
async function look(
	t: TestContext,
	answer: MediaHandler | Uint8Array,
	{type = 'application/octet-stream', timeout, ...change}: LookOptions = {},
) {
	const host = await startMedia(t, typeof answer === 'function' ? answer : serve(answer, type));
	const {view, told, until} = open(t, timeout);
	const last = (): PreviewContent | null => {
		const news = told.at(-1);
		return news?.type === 'previewUpdated' ? news.content : null;
	};
	view(1, [{...output('n9_images', host.address('/x').href), ...change}]);
	await until(() => !['fetching', 'decoding'].includes(last()?.kind ?? 'fetching'));
	return {content: last(), told, requests: host.requests};
}

test('an image is fetched whole and rendered in a worker', async t => {
	const {content, requests, told} = await look(t, picture);
	assert.equal(told.length, 2, 'it is being decoded, then shown');
	assert.ok(content?.kind === 'image' && content.image.protocol === 'cells');
	const {columns, rows, pixels} = content.image;
	assert.deepEqual([columns, rows], [40, 20]);
	assert.deepEqual([...pixels.subarray(0, 3)], [255, 0, 0]);
	assert.equal(requests.length, 1);
	assert.equal(requests[0]?.headers.authorization, undefined);
});

test('a long text is truncated, JSON of kind file is shown, an output may be the text itself', async t => {
	const text = Buffer.from('ab\n'.repeat(200_000));
	const {content: long} = await look(t, text, {kind: 'text'});
	assert.ok(long?.kind === 'text');
	assert.equal(long.document.isTruncated, true);
	assert.equal(long.document.exact.length, 2 ** 19);
	const {content: json} = await look(t, Buffer.from('[1]'), {
		kind: 'file',
		name: name('facts.json'),
	});
	assert.ok(json?.kind === 'text');
	assert.deepEqual(json.document.lines, ['[', '  1', ']']);
	const {content: own} = await look(t, picture, {
		kind: 'text',
		address: null,
		value: name('猫\n狗'),
	});
	assert.ok(own?.kind === 'text');
	assert.deepEqual([own.document.lines, own.document.exact], [['猫', '狗'], '猫\n狗']);
});

test('the media type decides only an undeclared kind; of a video type and size are shown', async t => {
	const guess = {kind: 'file', isKindDeclared: false, type: 'image/png'} as const;
	assert.equal((await look(t, picture, guess)).content?.kind, 'image');
	const wrong = await look(t, picture, {kind: 'image', type: 'text/html'});
	assert.equal(wrong.content?.kind, 'image');
	const video = await look(t, Buffer.from('ftyp'), {kind: 'video', type: 'video/mp4'});
	assert.deepEqual(video.content, {kind: 'unsupported', type: 'video/mp4', size: 4});
});

test('each problem has its kind', async t => {
	const endless: MediaHandler = (_request, response) => {
		serveEndless(response, picture);
	};
	const cutOff: MediaHandler = (_request, response) => {
		response.writeHead(200, {'content-length': 9000});
		response.write(picture, () => response.destroy());
	};
	const large = respond(200, {'content-length': maxImageBytes + 1});
	const nothing = Buffer.alloc(0);

	for (const [answer, change, why] of [
		[respond(403), {}, {kind: 'gone', status: 403}],
		[respond(500), {}, {kind: 'http', status: 500}],
		[Buffer.from('ftyp'), {}, {kind: 'unreadable'}],
		[nothing, {}, {kind: 'empty'}],
		[nothing, {kind: 'text'}, {kind: 'empty'}],
		[large, {}, {kind: 'too-many-bytes', maxBytes: maxImageBytes}],
		[endless, {}, {kind: 'too-many-bytes', maxBytes: maxImageBytes}],
		[cutOff, {}, {kind: 'cut-off'}],
		[() => {}, {timeout: 50}, {kind: 'too-slow'}],
		[picture, {address: new URL('http://a.example/x')}, {kind: 'refused'}],
	] as const) {
		const {content} = await look(t, answer, change);
		assert.deepEqual(content, {kind: 'failed', why});
	}
});

test('a page of pictures is loaded one after another; the next picture is fetched once, and then shown', async t => {
	let sent = 0;
	const host = await startMedia(t, (request, response, count) => {
		response.on('finish', () => sent++);
		serve(picture, 'image/png')(request, response, count);
	});
	const [a, b, c] = ['a', 'b', 'c'].map(key => output(key, host.address(`/${key}`).href));
	assert.ok(a && b && c);
	const {view, told, until} = open(t);
	const shown = () =>
		told.flatMap(news =>
			news.type === 'previewUpdated' && news.content.kind === 'image' ? [news.id] : [],
		);
	view(1, [a, b], c);
	await until(() => shown().length === 2 && sent === 3);

	for (let turn = 0; turn < 50; turn++) {
		await setImmediate();
	}

	assert.deepEqual(shown(), ['a', 'b']);
	view(2, [c]);
	await until(() => shown().length === 3);
	assert.deepEqual(
		host.requests.map(({path}) => path),
		['/a', '/b', '/c'],
	);
});

test('a preview replaces the previous one, and a stopped preview reports nothing', async t => {
	const {promise: requested, resolve} = Promise.withResolvers<void>();
	const {address} = await startMedia(t, ({url}, response) => {
		if (url === '/silent') {
			resolve();
		} else {
			response.writeHead(404).end();
		}
	});
	const {viewer, view, told, until} = open(t);
	view(1, [output('a', address('/silent').href)]);
	await requested;
	view(2, [output('b', address('/gone').href)]);
	await until(() => told.length === 1);
	const content = {kind: 'failed', why: {kind: 'gone', status: 404}};
	assert.deepEqual(told, [{type: 'previewUpdated', requestId: 2, id: 'b', content}]);
	view(3, [output('a', address('/silent').href)]);
	viewer.stopPreview();
	await viewer.close();
	assert.equal(told.length, 1);
});

test('metadata is the size, the type and the pixels of a file, from its beginning', async t => {
	const {address, requests} = await startMedia(t, (request, response, count) => {
		const {url = ''} = request;

		if (url === '/a.png') {
			serve(Buffer.concat([picture, Buffer.alloc(99_999)]), 'Image/PNG; charset=x')(
				request,
				response,
				count,
			);
		} else if (url === '/endless') {
			// A host that knows no ranges.
			response.writeHead(200, {'content-type': 'text/plain'});
			serveEndless(response, picture);
		} else if (url === '/empty') {
			response.writeHead(416, {'content-range': 'bytes */0'}).end();
		} else if (url === '/gone') {
			response.writeHead(404).end();
		}
	});
	const {viewer, told, until} = open(t, 500);
	const unknown = {kind: 'loaded', size: null, type: null, mediaKind: null, pixels: null};
	const unsafe = new URL('http://a.example/x');
	const expected = {
		'/a.png': {
			kind: 'loaded',
			size: picture.length + 99_999,
			type: 'image/png',
			mediaKind: 'image',
			pixels: {width: 96, height: 96},
		},
		'/endless': {...unknown, type: 'text/plain', mediaKind: 'text'},
		'/empty': {...unknown, size: 0},
		'/gone': {kind: 'failed', why: {kind: 'gone', status: 404}, href: address('/gone').href},
		'/silent': {kind: 'failed', why: {kind: 'stalled'}, href: address('/silent').href},
	};
	viewer.loadFileMetadata([...Object.keys(expected).map(path => address(path)), unsafe]);
	await until(() => told.length === 6);
	const loaded = new Map(
		told.flatMap(news => (news.type === 'fileMetadataLoaded' ? [[news.id, news.metadata]] : [])),
	);

	for (const [path, metadata] of Object.entries(expected)) {
		assert.deepEqual(loaded.get(addressId(address(path))), metadata, path);
	}

	assert.partialDeepStrictEqual(loaded.get(unsafe.href), {why: {kind: 'refused'}});
	assert.ok(requests.every(({headers}) => headers.range === 'bytes=0-16383'));
	assert.ok(requests.every(({headers}) => headers.authorization === undefined));
});
