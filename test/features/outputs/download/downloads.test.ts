import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {suite, test, type TestContext} from 'node:test';
import {downloadId, type DownloadPhase} from '../../../../source/core/output/download.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {
	createDownloads,
	type DownloadReport,
	type DownloadsOptions,
} from '../../../../source/features/outputs/download/downloads.ts';
import {TransferRate} from '../../../../source/features/outputs/download/transfer-rate.ts';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {
	interrupted,
	namesIn,
	orderFor,
	respond,
	run,
	startHost,
	testLimits,
	testTools,
} from './set-up.ts';

const body = patternBytes(120_000);

/** Creates the downloads of a program, which save into a temporary folder, and collects their reports. */
function openDownloads(t: TestContext, changes: Partial<DownloadsOptions> = {}) {
	const folder = temporaryFolder(t);
	const response: DownloadReport[] = [];
	const news = new EventEmitter();
	const bugs: unknown[] = [];
	const downloads = createDownloads({
		prepare: async request => request,
		renew: async request => request,
		...testTools(t, folder),
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
				response.writeHead(503, {'retry-after': '0.1'}).end();
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
			until: 5100,
		});
	});

	test('can be canceled, running or queued; the part stays and is resumed', async t => {
		const media = await startHost(t, interrupted({body}, {holdAfter: 30_000}));
		const {downloads, folder, phaseOf, until, untilBegun} = openDownloads(t, {
			limits: {...testLimits, maxConcurrent: 1},
		});
		const [first, second] = ['a', 'b'].map(key => orderFor(media.address(`/${key}.png`), {key}));
		assert.ok(first && second);
		downloads.add([first, second]);
		await untilBegun('a');
		downloads.cancel(second.id);
		downloads.cancel(first.id);
		await until(() => ['a', 'b'].every(key => phaseOf(key)?.kind === 'canceled'));
		assert.deepEqual(namesIn(folder), [`${run}-a.part`, `${run}-a.part.json`]);
		downloads.add([first]);
		await until(() => phaseOf('a')?.kind === 'done');
		assert.match(media.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]/);
		assert.deepEqual(namesIn(folder), [`${run}-a.png`]);
		assert.ok(media.requests.every(({path}) => path !== '/b.png'));
	});

	test('stop: parts stay, nothing more is reported, all files are closed', async t => {
		const media = await startHost(t, {body, holdAfter: 30_000});
		const {downloads, folder, told: report, untilBegun} = openDownloads(t);
		downloads.add(['a', 'b', 'c', 'd'].map(key => orderFor(media.address(`/${key}.png`), {key})));
		await untilBegun('a');
		await downloads.stop();
		const count = report.length;
		const names = namesIn(folder);
		assert.ok(names.length > 0 && names.every(name => name.includes('.part')), String(names));
		downloads.add([orderFor(media.address('/e.png'), {key: 'e'})]);
		assert.equal(report.length, count);
		assert.ok(media.requests.every(({path}) => path !== '/e.png' && path !== '/d.png'));
	});

	test('a second refusal, of a new link, is final', async t => {
		const media = await startMedia(t, respond(403));
		const {downloads, phaseOf, until} = openDownloads(t, {
			renew: async request => ({
				...request,
				source: {kind: 'address', address: media.address('/after')},
			}),
		});
		downloads.add([orderFor(media.address('/before'), {key: 'a'})]);
		await until(() => phaseOf('a')?.kind === 'failed');
		assert.deepEqual(
			media.requests.map(({path}) => path),
			['/before', '/after'],
		);
	});

	test('report failures while others continue; a text is saved among them', async t => {
		const media = await startMedia(t, (request, response) => {
			if (request.url === '/gone') {
				response.writeHead(403).end();
			} else {
				serveFile(request, response, {body});
			}
		});
		const {downloads, folder, phaseOf, until} = openDownloads(t, {
			limits: {...testLimits, maxConcurrent: 1},
		});
		const keys = ['gone', 'text', 'a'];
		downloads.add([
			orderFor(media.address('/gone'), {key: 'gone'}),
			orderFor(media.address('/'), {key: 'text', source: {kind: 'text', text: 'words'}}),
			orderFor(media.address('/a.png'), {key: 'a'}),
		]);
		await until(() => keys.every(key => ['done', 'failed'].includes(phaseOf(key)?.kind ?? '')));
		assert.deepEqual(phaseOf('gone'), {kind: 'failed', why: {kind: 'gone', status: 403}});
		assert.equal(media.requests.filter(({path}) => path === '/gone').length, 1);
		assert.deepEqual([phaseOf('text')?.kind, phaseOf('a')?.kind], ['done', 'done']);
		assert.deepEqual(namesIn(folder), [`${run}-a.png`, `${run}-text.txt`]);
	});
});

suite('the transfer rate', () => {
	test('covers recent bytes and falls when none arrive', () => {
		const rate = new TransferRate();
		rate.add(0, 0);
		assert.equal(rate.perSecond, null);
		rate.add(400, 400_000);
		assert.equal(rate.perSecond, null);
		rate.add(1000, 1_000_000);
		assert.equal(rate.perSecond, 1_000_000);

		for (let at = 2000; at <= 10_000; at += 1000) {
			rate.add(at, 1_000_000 + (at - 1000) * 100);
		}

		assert.equal(rate.perSecond, 100_000);

		for (let at = 11_000; at <= 20_000; at += 1000) {
			rate.add(at, 1_900_000);
		}

		assert.equal(rate.perSecond, 0);
	});

	test('starts over when the file is restarted', () => {
		const rate = new TransferRate();
		rate.add(0, 0);
		rate.add(1000, 5000);
		rate.add(2000, 10);
		assert.equal(rate.perSecond, null);
		rate.add(3000, 1010);
		assert.equal(rate.perSecond, 1000);
	});
});
