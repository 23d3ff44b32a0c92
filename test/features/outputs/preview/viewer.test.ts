import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import * as fc from 'fast-check';
import {downloadId} from '../../../../source/core/output/download.ts';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {plainAccess} from '../../../../source/features/outputs/download/media-client.ts';
import {
	createViewer,
	documentLines,
	maxImageBytes,
} from '../../../../source/features/outputs/preview/viewer.ts';
import {newRun} from '../../../../source/features/runs/index.ts';
import type {ActionWithoutTime} from '../../../../source/store/action.ts';
import {unknownTerminal} from '../../../../source/terminal/query.ts';
import {serveEndless, startMedia, type MediaHandler} from '../../../helpers/media-server.ts';
import {name, output} from '../../../helpers/values.ts';
import {respond, serve} from '../download/set-up.ts';
import {pngOf, samplePicture} from './picture-samples.ts';

const picture = pngOf(samplePicture('two colors', 96, 96));

const run = newRun(name('run'), 0);

/** Opens a viewer, and records its reports. `chunkMs`: how long each chunk of a file takes, by the clock of the viewer. */
function open(t: TestContext, renewed: URL | null = null, chunkMs = 0) {
	const told: ActionWithoutTime[] = [];
	const bugs: unknown[] = [];
	let now = 0;
	const viewer = createViewer({
		access: {...plainAccess, allowsLocal: true},
		clock: {monotonic: () => (now += chunkMs)},
		graphics: async () => unknownTerminal,
		renew: async () => renewed,
		dispatch: news => told.push(news),
		onBug: error => bugs.push(error),
	});
	t.after(() => {
		viewer.close();
		assert.deepEqual(bugs, []);
	});
	return {
		viewer,
		view: (requestId: number, outputs: readonly Output[], next: Output | null = null) => {
			viewer.loadPreview({
				type: 'loadPreview',
				requestId,
				outputs: outputs.map(one => ({run, output: one})),
				next: next && {run, output: next},
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

/** Previews the response of a host, and returns what is shown at last, and the requests. */
async function look(
	t: TestContext,
	answer: MediaHandler | Uint8Array,
	change: Partial<Output> = {},
	chunkMs?: number,
) {
	const host = await startMedia(t, typeof answer === 'function' ? answer : serve(answer));
	const {view, told, until} = open(t, null, chunkMs);
	const last = (): PreviewContent | null => {
		const news = told.at(-1);
		return news?.type === 'previewUpdated' ? news.content : null;
	};
	view(1, [{...output('n9_images', host.address('/x').href), ...change}]);
	await until(() => last() !== null);
	return {content: last(), told, requests: host.requests};
}

test('if the decoder crashes, the picture is unreadable, and the program does not crash', async t => {
	t.mock.method(Worker.prototype, 'postMessage', function (this: Worker) {
		process.nextTick(() => this.emit('error', new Error('out of memory')));
	});
	const {content} = await look(t, picture);
	assert.deepEqual(content, {kind: 'failed', why: {kind: 'unreadable'}});
});

test('a preview of a host that sends less than 1 kB a second over a minute fails', async t => {
	const drip: MediaHandler = (_, response) => void response.write('one chunk');
	const {content} = await look(t, drip, {}, 60_000);
	assert.deepEqual(content, {kind: 'failed', why: {kind: 'slow'}});
});

test('an image is fetched whole and rendered in a worker', async t => {
	const {content, requests, told} = await look(t, picture);
	assert.ok(content?.kind === 'image' && content.image.protocol === 'cells');
	const {columns, rows, pixels} = content.image;
	assert.deepEqual([columns, rows, ...pixels.subarray(0, 3)], [40, 20, 255, 0, 0]);
	assert.deepEqual([told.length, requests.length], [1, 1]);
	assert.equal(requests[0]?.headers.authorization, undefined);
});

test('a long text is truncated, JSON of kind file is shown, an output may be the text itself; a video is not shown', async t => {
	const document = async (
		...given: Parameters<typeof look> extends [unknown, ...infer Rest] ? Rest : never
	) => {
		const {content} = await look(t, ...given);
		assert.ok(content?.kind === 'text');
		return content.document;
	};
	const long = await document(Buffer.from('ab\n'.repeat(200_000)), {kind: 'text'});
	assert.deepEqual([long.isTruncated, long.exact.length], [true, 2 ** 19]);
	const json = await document(Buffer.from('[1]'), {kind: 'file', name: name('facts.json')});
	assert.deepEqual(json.lines, ['[', '  1', ']']);
	const own = await document(picture, {kind: 'text', address: null, value: name('猫\n狗')});
	assert.deepEqual([own.lines, own.exact], [['猫', '狗'], '猫\n狗']);
	const {content, requests} = await look(t, picture, {kind: 'video'});
	assert.deepEqual([content, requests], [{kind: 'unsupported'}, []]);
});

test('each problem has its kind', async t => {
	const endless: MediaHandler = (_request, response) => {
		serveEndless(response, picture);
	};
	const cutOff: MediaHandler = (_request, response) => {
		response.writeHead(200, {'content-length': 9000});
		response.write(picture, () => response.destroy());
	};
	const nothing = Buffer.alloc(0);

	for (const [answer, change, why] of [
		[respond(403), {}, {kind: 'gone', status: 403}],
		[respond(500), {}, {kind: 'http', status: 500}],
		[Buffer.from('ftyp'), {}, {kind: 'unreadable'}],
		[nothing, {}, {kind: 'empty'}],
		[nothing, {kind: 'text'}, {kind: 'empty'}],
		[endless, {}, {kind: 'too-large', maxBytes: maxImageBytes}],
		[cutOff, {}, {kind: 'network', code: 'UND_ERR_SOCKET', proxy: null}],
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

	assert.deepEqual(
		shown(),
		['a', 'b'].map(key => downloadId('run', key)),
	);
	view(2, [c]);
	await until(() => shown().length === 3);
	assert.deepEqual(
		host.requests.map(({path}) => path),
		['/a', '/b', '/c'],
	);
});

test('if the link of a picture has ended, it is shown by a new link', async t => {
	const host = await startMedia(t, (request, response, count) => {
		(request.url === '/new' ? serve(picture, 'image/png') : respond(403))(request, response, count);
	});
	const {view, told, until} = open(t, host.address('/new'));
	view(1, [output('a', host.address('/old').href)]);
	await until(() => told.length === 1);
	assert.ok(told[0]?.type === 'previewUpdated' && told[0].content.kind === 'image');
	assert.deepEqual(
		host.requests.map(({path}) => path),
		['/old', '/new'],
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
	assert.deepEqual(told, [
		{type: 'previewUpdated', requestId: 2, id: downloadId('run', 'b'), content},
	]);
	view(3, [output('a', address('/silent').href)]);
	viewer.stopPreview();
	viewer.close();
	assert.equal(told.length, 1);
});

test('metadata is the size, the pixels and the kind of a file, from its beginning', async t => {
	const {address, requests} = await startMedia(t, (request, response, count) => {
		const {url = ''} = request;

		if (url === '/a.png') {
			serve(Buffer.concat([picture, Buffer.alloc(99_999)]))(request, response, count);
		} else if (url === '/endless') {
			// A host that knows no ranges.
			response.writeHead(200);
			serveEndless(response, Buffer.from('text'));
		} else if (url === '/gone') {
			response.writeHead(404).end();
		}
	});
	const {viewer, told, until} = open(t);
	const size = picture.length + 99_999;
	const expected = new Map<string, unknown>([
		['/a.png', {kind: 'loaded', size, pixels: {width: 96, height: 96}, fileKind: 'image'}],
		['/endless', {kind: 'loaded', size: null, pixels: null, fileKind: null}],
		['/gone', {kind: 'failed', why: {kind: 'gone', status: 404}, href: address('/gone').href}],
	]);
	viewer.loadFileMetadata([...expected.keys()].map(path => address(path)));
	await until(() => told.length === expected.size);
	const loaded = told.flatMap(news =>
		news.type === 'fileMetadataLoaded' ? [[new URL(news.id).pathname, news.metadata] as const] : [],
	);
	assert.deepEqual(new Map(loaded), expected);
	assert.ok(requests.every(({headers}) => headers.range === 'bytes=0-16383'));
	assert.ok(requests.every(({headers}) => headers.authorization === undefined));
});

test('any line break ends a line, JSON is pretty-printed, overlong lines are split', () => {
	assert.deepEqual(documentLines('a\nb\r\nc\rd\n'), ['a', 'b', 'c', 'd']);
	assert.deepEqual(documentLines('a\n\n'), ['a', '']);
	assert.deepEqual(documentLines('{"a":[1,2]}'), ['{', '  "a": [', '    1,', '    2', '  ]', '}']);
	const lengths = documentLines('x'.repeat(10_000)).map(({length}) => length);
	assert.deepEqual(lengths, [4096, 4096, 1808]);
});

test('no control characters are left in a text', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 300}), text => {
			assert.doesNotMatch(documentLines(text).join(''), /[\p{Cc}\p{Cs}]/u);
		}),
	);
});
