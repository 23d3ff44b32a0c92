import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {PassThrough} from 'node:stream';
import {suite, test, type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {
	downloadId,
	type DownloadPhase,
	type DownloadReport,
} from '../../../../source/core/output/download.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {
	createDownloads,
	type DownloadsOptions,
} from '../../../../source/features/outputs/download/downloads.ts';
import {FakeClock} from '../../../helpers/fake-clock.ts';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {name as textOf} from '../../../helpers/values.ts';
import {interrupted, namesIn, orderFor, run, saveContext, startHost} from './set-up.ts';

const body = patternBytes(120_000);

/** Creates the downloads of a program, which save into a temporary folder, and collects their reports. */
function openDownloads(t: TestContext, changes: Partial<DownloadsOptions> = {}) {
	const folder = temporaryFolder(t);
	const response: DownloadReport[] = [];
	const news = new EventEmitter();
	const bugs: unknown[] = [];
	const downloads = createDownloads({
		prepare: async request => request,
		...saveContext(t, folder),
		now: () => 0,
		showPath: path => cleanName(`~${path.slice(folder.length)}`),
		report(reports) {
			response.push(...reports);
			news.emit('told');
		},
		onBug(error) {
			bugs.push(error);
			news.emit('told');
		},
		...changes,
	});
	t.after(async () => {
		await downloads.stop();
		assert.deepEqual(bugs, []);
	});
	/** The last reported phase of the output with this key. */
	const phaseOf = (key: string): DownloadPhase | undefined =>
		response.findLast(({id}) => id === downloadId(run, key))?.phase;

	/** Resolves when the condition holds; checked after each report. */
	async function until(holds: () => boolean): Promise<void> {
		while (!holds()) {
			assert.deepEqual(bugs, []);
			await once(news, 'told', {signal: t.signal});
		}
	}

	/** Resolves when the first bytes of the output with this key have arrived. */
	const untilBegun = async (key: string): Promise<void> =>
		until(() => {
			const phase = phaseOf(key);
			return phase?.kind === 'running' && phase.bytes > 0;
		});

	return {folder, downloads, told: response, phaseOf, until, untilBegun};
}

suite('several downloads', {concurrency: 4}, () => {
	test('run three at a time, those that expire first before others', async t => {
		const started: string[] = [];
		const held: Array<() => void> = [];
		const threeHeld = Promise.withResolvers<undefined>();
		const media = await startMedia(t, (request, response) => {
			started.push(request.url?.slice(0, 2) ?? '');
			const serve = (): void => {
				serveFile(request, response, {body});
			};

			if (started.length <= 3) {
				held.push(serve);

				if (held.length === 3) {
					threeHeld.resolve(undefined);
				}
			} else {
				serve();
			}
		});
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
		const queries = new Map([
			['e', '?expires=1900000003'],
			['c', '?expires=1900000001'],
			['f', '?expires=1900000002'],
		]);
		downloads.add(
			keys.map(key => orderFor(media.address(`/${key}${queries.get(key) ?? ''}`), {key})),
		);
		// Three are running, and no other starts until one of them ends.
		await until(() => keys.filter(key => phaseOf(key)?.kind === 'running').length >= 3);
		await threeHeld.promise;
		assert.deepEqual(started.toSorted(), ['/c', '/e', '/f']);

		for (const serve of held) {
			serve();
		}

		await until(() => keys.every(key => phaseOf(key)?.kind === 'done'));
		assert.equal(namesIn(folder).length, 6);
	});

	test('report progress at most once per interval, and finally the path', async t => {
		const half = body.length / 2;
		const isHalfReported = Promise.withResolvers<void>();
		const media = await startMedia(t, (_request, response) => {
			response.writeHead(200, {'content-length': body.length});
			response.write(body.subarray(0, half));
			void isHalfReported.promise.then(() => response.end(body.subarray(half)));
		});
		const {downloads, folder, told: report, phaseOf, until, untilBegun} = openDownloads(t);
		downloads.add([orderFor(media.address('/a.png'), {key: 'a'})]);
		await untilBegun('a');
		isHalfReported.resolve();
		await until(() => phaseOf('a')?.kind === 'done');
		const bytes = report.flatMap(({phase}) => (phase.kind === 'running' ? [phase.bytes] : []));
		assert.ok(bytes.some(count => count > 0 && count <= half));
		const sorted = bytes.toSorted((one, other) => one - other);
		assert.deepEqual(bytes, sorted);
		assert.ok(report.some(({phase}) => phase.kind === 'running' && phase.total === body.length));
		assert.deepEqual(report.at(-1), {
			id: downloadId(run, 'a'),
			phase: {
				kind: 'done',
				bytes: body.length,
				path: {safe: `~/${run}-a.png`, exact: `${folder}/${run}-a.png`},
				folder: '~',
				isNew: true,
			},
		});
	});

	test('report failed attempts with the reason and the time of the next one', async t => {
		const media = await startMedia(t, (request, response, count) => {
			if (count === 1) {
				response.writeHead(503, {'retry-after': '0.6'}).end();
			} else {
				serveFile(request, response, {body});
			}
		});
		const {downloads, phaseOf, told: report, until} = openDownloads(t, {now: () => 5000});
		downloads.add([orderFor(media.address('/a'), {key: 'a'})]);
		await until(() => phaseOf('a')?.kind === 'done');
		assert.deepEqual(report.find(({phase}) => phase.kind === 'waiting')?.phase, {
			kind: 'waiting',
			bytes: 0,
			total: null,
			why: {kind: 'http', status: 503},
			until: 5600,
		});
	});

	test('can be canceled, running or queued, and leave no part', async t => {
		const media = await startHost(t, interrupted({body}, {holdAfter: 30_000}));
		const {downloads, folder, phaseOf, until, untilBegun} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd'];
		const requests = keys.map(key => orderFor(media.address(`/${key}.png`), {key}));
		downloads.add(requests);
		await untilBegun('a');
		requests.toReversed().forEach(({id}) => downloads.cancel(id));
		await until(() => keys.every(key => phaseOf(key)?.kind === 'canceled'));
		assert.deepEqual(namesIn(folder), []);
		assert.ok(media.requests.every(({path}) => path !== '/d.png'));
		downloads.add(requests.slice(0, 1));
		await until(() => phaseOf('a')?.kind === 'done');
		assert.deepEqual(namesIn(folder), [`${run}-a.png`]);
	});

	test('stop: no part stays, and nothing more is reported', async t => {
		const media = await startHost(t, {body, holdAfter: 30_000});
		const {downloads, folder, told: report, untilBegun} = openDownloads(t);
		downloads.add(['a', 'b', 'c', 'd'].map(key => orderFor(media.address(`/${key}.png`), {key})));
		await untilBegun('a');
		assert.ok(namesIn(folder).every(name => name.endsWith('.part')));
		const count = report.length;
		await downloads.stop();
		assert.deepEqual(namesIn(folder), []);
		downloads.add([orderFor(media.address('/e.png'), {key: 'e'})]);
		assert.equal(report.length, count);
		assert.ok(media.requests.every(({path}) => path !== '/e.png' && path !== '/d.png'));
	});

	test('report failures while others continue; a text is saved among them', async t => {
		const media = await startMedia(t, (request, response) => {
			if (request.url === '/gone') {
				response.writeHead(403).end();
			} else {
				serveFile(request, response, {body});
			}
		});
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['gone', 'text', 'a'];
		downloads.add([
			orderFor(media.address('/gone'), {key: 'gone'}),
			orderFor(media.address('/'), {key: 'text', value: textOf('words'), address: null}),
			orderFor(media.address('/a.png'), {key: 'a'}),
		]);
		await until(() => keys.every(key => ['done', 'failed'].includes(phaseOf(key)?.kind ?? '')));
		assert.deepEqual(phaseOf('gone'), {kind: 'failed', why: {kind: 'gone', status: 403}});
		assert.equal(media.requests.filter(({path}) => path === '/gone').length, 1);
		assert.deepEqual([phaseOf('text')?.kind, phaseOf('a')?.kind], ['done', 'done']);
		assert.deepEqual(namesIn(folder), [`${run}-a.png`, `${run}-text.txt`]);
	});
});

test('the rate follows recent bytes, and falls when none arrive', async t => {
	const clock = new FakeClock();
	const chunks = new PassThrough();
	const address = new URL('https://cdn.example/a');
	const get = async () => ({status: 200, headers: {}, chunks, drop: () => undefined, address});
	const {downloads, phaseOf} = openDownloads(t, {clock, media: {get, close: async () => {}}});
	const running = () => {
		const phase = phaseOf('a');
		return phase?.kind === 'running' ? phase : {bytes: 0, rate: 0};
	};
	downloads.add([orderFor(address, {key: 'a'})]);

	for (let sent = 100_000; sent <= 1_000_000; sent += 100_000) {
		chunks.write(patternBytes(100_000));

		while (running().bytes < sent) {
			await setImmediate();
			clock.advance(5);
		}
	}

	const before = running().rate ?? 0;
	assert.ok(before > 0);
	clock.advance(5000);
	assert.ok((running().rate ?? 0) < before / 2);
	clock.advance(30_000);
	assert.ok((running().rate ?? 0) < before / 100);
	// The mocked host does not know the signal.
	chunks.end();
});
