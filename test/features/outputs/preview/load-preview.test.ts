import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {mediaFile} from '../../../../source/demo/media.ts';
import {
	previewLimits,
	type PreviewLimits,
} from '../../../../source/features/outputs/preview/limits.ts';
import {
	loadPreview,
	type PreviewOptions,
} from '../../../../source/features/outputs/preview/load-preview.ts';
import {
	basicGraphics,
	type GraphicsSupport,
} from '../../../../source/terminal/images/query-graphics.ts';
import {serveEndless, startMedia, type MediaHandler} from '../../../helpers/media-server.ts';
import {pngOf, samplePicture} from '../../../helpers/picture-samples.ts';
import {name, output} from '../../../helpers/values.ts';
import {openClient, respond, serve} from '../download/set-up.ts';

const picture = await pngOf(samplePicture('two colors', 96, 96));
const film = Buffer.from(mediaFile('clip.mp4')?.body ?? []);
const song = Buffer.from(mediaFile('song.wav')?.body ?? []);

type LookOptions = Partial<Output> & {
	readonly limits?: Partial<PreviewLimits>;
	readonly type?: string;
	readonly signal?: AbortSignal;
	readonly graphics?: () => GraphicsSupport;
};

/** Previews a host's response, returns all reports and the host's requests. */
async function look(
	t: TestContext,
	answer: MediaHandler | Uint8Array,
	{
		limits = {},
		type = 'application/octet-stream',
		signal = new AbortController().signal,
		graphics = () => basicGraphics,
		...change
	}: LookOptions = {},
) {
	const host = await startMedia(t, typeof answer === 'function' ? answer : serve(answer, type));
	const report: PreviewContent[] = [];
	const previewed = {...output('n9_images', host.address('/x').href), ...change};
	const options: PreviewOptions = {
		client: openClient(t),
		clock: systemClock,
		limits: {...previewLimits, ...limits},
		signal,
		graphics: async () => graphics(),
		box: {columns: 40, rows: 20},
		imageCache: new Map(),
		report: content => report.push(content),
	};

	await loadPreview(previewed, options);
	return {report, requests: host.requests};
}

async function seen(...parameters: Parameters<typeof look>): Promise<PreviewContent | undefined> {
	return (await look(...parameters)).report.at(-1);
}

test('an image is fetched whole and rendered in a worker', async t => {
	const {report, requests} = await look(t, picture);
	const [decoding, content, ...more] = report;
	assert.deepEqual([decoding?.kind, more], ['decoding', []]);
	assert.ok(content?.kind === 'image' && content.image.protocol === 'cells');
	assert.deepEqual([...content.image.pixels.subarray(0, 3)], [255, 0, 0]);
	const {columns, rows} = content.image;
	assert.deepEqual([columns, rows], [40, 20]);
	const middle = (rows * columns + columns / 2) * 3;
	assert.deepEqual([...content.image.pixels.subarray(middle, middle + 3)], [255, 230, 0]);
	const [request, ...others] = requests;
	assert.deepEqual([request?.method, others], ['GET', []]);
	assert.equal(request?.headers.authorization, undefined);
});

test('a video is fetched in ranges, for its header only', async t => {
	// As if a long video followed.
	const whole = Buffer.concat([film, Buffer.alloc(3_000_000)]);
	const {report, requests} = await look(t, whole, {kind: 'video'});
	assert.deepEqual(report.at(-1), {
		kind: 'media',
		fields: {
			format: 'MP4',
			size: whole.length,
			duration: 2000,
			video: {codec: 'avc', width: 96, height: 64, rate: 12},
			audio: null,
		},
	});
	assert.ok(requests.every(({headers}) => headers.range !== undefined));
});

test('audio, also from a host without range support', async t => {
	const whole = respond(200, {'content-type': 'audio/wav'}, song);
	const content = await seen(t, whole, {kind: 'audio'});
	assert.deepEqual(content, {
		kind: 'media',
		fields: {
			format: 'WAVE',
			size: song.length,
			duration: 800,
			video: null,
			audio: {codec: 'pcm-s16'},
		},
	});
});

test('a long text is truncated, JSON of kind file is shown, an output may be the text itself', async t => {
	const long = await seen(t, Buffer.from('ab\n'.repeat(1000)), {
		kind: 'text',
		limits: {maxTextBytes: 10},
	});
	assert.ok(long?.kind === 'text');
	assert.deepEqual(long.document.lines, ['ab', 'ab', 'ab', 'a']);
	assert.equal(long.document.isTruncated, true);
	const json = await seen(t, Buffer.from('[1]'), {kind: 'file', name: name('facts.json')});
	assert.ok(json?.kind === 'text');
	assert.deepEqual(json.document.lines, ['[', '  1', ']']);
	const own = await seen(t, picture, {kind: 'text', address: null, value: name('猫\n狗')});
	assert.ok(own?.kind === 'text');
	assert.deepEqual(own.document.lines, ['猫', '狗']);
	assert.equal(own.document.exact, '猫\n狗');
});

test('the media type decides only an undeclared kind', async t => {
	const guessed = await seen(t, picture, {kind: 'file', isKindDeclared: false, type: 'image/png'});
	assert.equal(guessed?.kind, 'image');
	const wrong = await seen(t, picture, {kind: 'image', type: 'text/html'});
	assert.equal(wrong?.kind, 'image');
	const archive = await seen(t, Buffer.from('PK'), {kind: 'file', type: 'application/zip'});
	assert.deepEqual(archive, {kind: 'unsupported', type: 'application/zip', size: 2});
});

test('each problem has its kind', async t => {
	const trouble = async (...parameters: Parameters<typeof look>): Promise<unknown> => {
		const content = await seen(...parameters);
		assert.ok(content?.kind === 'failed', content?.kind);
		return content.why;
	};
	const endless: MediaHandler = (_request, response) => {
		serveEndless(response, picture);
	};
	const nothing = Buffer.alloc(0);

	for (const [answer, change, why] of [
		[respond(403), {}, {kind: 'gone', status: 403}],
		[respond(500), {}, {kind: 'http', status: 500}],
		[picture, {kind: 'audio'}, {kind: 'unreadable'}],
		[film, {}, {kind: 'unreadable'}],
		[nothing, {}, {kind: 'empty'}],
		[nothing, {kind: 'text'}, {kind: 'empty'}],
		[nothing, {kind: 'video'}, {kind: 'empty'}],
		[endless, {limits: {maxImageBytes: 5000}}, {kind: 'too-many-bytes', maxBytes: 5000}],
		[picture, {limits: {maxImageBytes: 50}}, {kind: 'too-many-bytes', maxBytes: 50}],
		[picture, {limits: {maxPixels: 9000}}, {kind: 'too-many-pixels', width: 96, height: 96}],
		[picture, {limits: {decodeTimeoutMs: 0}}, {kind: 'too-slow'}],
		[() => {}, {limits: {previewTimeoutMs: 50}}, {kind: 'too-slow'}],
		[picture, {address: new URL('http://a.example/x')}, {kind: 'refused'}],
	] as const) {
		assert.deepEqual(await trouble(t, answer, change), why);
	}

	const allowTruncation: MediaHandler = (_request, response) => {
		response.writeHead(200, {'content-length': 9000});
		response.write(picture, () => response.destroy());
	};
	const broken = await trouble(t, allowTruncation);
	assert.ok(['cut-off', 'network'].includes((broken as {kind: string}).kind), String(broken));
});

test('a video whose header is spread over the file is rejected', async t => {
	const spread = Buffer.alloc(200_000);
	// Empty boxes of eight bytes, which parsers read one by one.
	for (let at = 0; at < spread.length; at += 8) {
		spread.writeUInt32BE(8, at);
		spread.write('free', at + 4, 'latin1');
	}

	film.copy(spread, 0, 0, 32);
	const content = await seen(t, spread, {kind: 'video', limits: {maxHeadBytes: 20_000}});
	assert.ok(content?.kind === 'failed');
	assert.ok(['too-many-bytes', 'unreadable'].includes(content.why.kind), content.why.kind);
});

test('an aborted preview reports nothing', async t => {
	const ending = new AbortController();
	const {report} = await look(t, picture, {
		signal: ending.signal,
		graphics() {
			ending.abort();
			return basicGraphics;
		},
	});
	assert.deepEqual(report, []);
});
