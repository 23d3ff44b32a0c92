import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import test, {type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {addressId} from '../../../source/core/output/output-address.ts';
import type {Output} from '../../../source/core/output/output.ts';
import {plainAccess} from '../../../source/features/outputs/download/media-client.ts';
import {previewLimits} from '../../../source/features/outputs/preview/limits.ts';
import {createViewer, type ViewerReport} from '../../../source/session/screen/viewer.ts';
import {basicGraphics} from '../../../source/terminal/images/query-graphics.ts';
import {startMedia} from '../../helpers/media-server.ts';
import {output} from '../../helpers/values.ts';

/** Opens a viewer and records its reports. `until(count)` resolves when there are `count` reports. */
function setUp(t: TestContext, metadataTimeoutMs = previewLimits.metadataTimeoutMs) {
	const told: ViewerReport[] = [];
	const bugs: unknown[] = [];
	const viewer = createViewer({
		access: () => ({...plainAccess, allowsLocal: true}),
		graphics: async () => Promise.resolve(basicGraphics),
		limits: {...previewLimits, metadataTimeoutMs},
		report: news => told.push(news),
		onBug: error => bugs.push(error),
	});
	t.after(async () => viewer.close());
	return {
		viewer,
		view: (requestId: number, shown: Output) => {
			const box = {columns: 10, rows: 10};
			viewer.loadPreview({type: 'loadPreview', requestId, output: shown, box});
		},
		told,
		bugs,
		until: async (count: number): Promise<void> => {
			while (told.length < count) {
				await setImmediate();
			}
		},
	};
}

test('metadata is requested for a few files at a time, and reported for each', async t => {
	let underWay = 0;
	let most = 0;
	const held: ServerResponse[] = [];
	const {address} = await startMedia(t, (_request, response) => {
		underWay++;
		most = Math.max(most, underWay);
		held.push(response);

		// Responds when the maximum number is in flight, after time for further requests.
		if (held.length === previewLimits.maxConcurrent || underWay + told.length === 10) {
			void respond();
		}
	});
	const {viewer, told, until, bugs} = setUp(t);

	async function respond(): Promise<void> {
		for (let turn = 0; turn < 50; turn++) {
			await setImmediate();
		}

		for (const each of held.splice(0)) {
			underWay--;
			each.writeHead(200, {'content-length': 5, 'content-type': 'image/png'}).end();
		}
	}

	const addresses = Array.from({length: 10}, (_, index) => address(`/${index}`));
	viewer.loadFileMetadata({type: 'loadFileMetadata', addresses: addresses});
	await until(10);
	assert.equal(most, previewLimits.maxConcurrent);
	assert.deepEqual(
		new Set(told.map(news => news.type === 'fileMetadataLoaded' && news.id)),
		new Set(addresses.map(addressId)),
	);
	assert.deepEqual(bugs, []);
});

test('a host that does not respond is reported and does not block the others', async t => {
	const {address} = await startMedia(t, ({url}, response) => {
		if (url !== '/silent') {
			response.writeHead(404).end();
		}
	});
	const {viewer, told, until} = setUp(t, 200);
	viewer.loadFileMetadata({
		type: 'loadFileMetadata',
		addresses: [address('/silent'), address('/gone'), new URL('http://a.example/x')],
	});
	await until(3);
	const whys = told.map(news =>
		news.type === 'fileMetadataLoaded' && news.metadata.kind === 'failed'
			? news.metadata.why.kind
			: null,
	);
	assert.deepEqual(new Set(whys), new Set(['gone', 'refused', 'stalled']));
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
	const {viewer, view, told, until, bugs} = setUp(t);
	view(1, output('a', address('/silent').href));
	await requested;
	view(2, output('b', address('/gone').href));
	await until(1);
	assert.deepEqual(told, [
		{
			type: 'previewUpdated',
			requestId: 2,
			content: {kind: 'failed', why: {kind: 'gone', status: 404}},
		},
	]);
	view(3, output('a', address('/silent').href));
	viewer.stopPreview({type: 'stopPreview'});
	await viewer.close();
	assert.equal(told.length, 1);
	assert.deepEqual(bugs, []);
});

test('an error in what receives the metadata is reported as a bug', async t => {
	const bug = new Error('a bug');
	const bugs: unknown[] = [];
	const viewer = createViewer({
		access: () => ({...plainAccess, allowsLocal: true}),
		graphics: async () => Promise.resolve(basicGraphics),
		report() {
			throw bug;
		},
		onBug: error => bugs.push(error),
	});
	t.after(async () => viewer.close());
	viewer.loadFileMetadata({type: 'loadFileMetadata', addresses: [new URL('http://a.example/x')]});

	for (let turn = 0; turn < 1000 && bugs.length === 0; turn++) {
		await setImmediate();
	}

	assert.deepEqual(bugs, [bug]);
});
