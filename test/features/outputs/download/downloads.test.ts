import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {suite, test, type TestContext} from 'node:test';
import {downloadId, type DownloadPhase} from '../../../../source/core/output/download.ts';
import {initialState} from '../../../../source/features/index.ts';
import {createDownloads} from '../../../../source/features/outputs/download/downloads.ts';
import {plainAccess} from '../../../../source/features/outputs/download/media-client.ts';
import type {Action} from '../../../../source/store/action.ts';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {hastyClock, interrupted, namesIn, requestOf, run} from './set-up.ts';

const body = patternBytes(120_000);

/** Creates the downloads of a program, which save into a temporary folder, and collects what they report. */
function openDownloads(t: TestContext) {
	const folder = temporaryFolder(t);
	const reports: Array<Extract<Action, {type: 'downloadUpdated'}>> = [];
	const news = new EventEmitter();
	const state = initialState({size: {columns: 80, rows: 24}}, 0);
	const downloads = createDownloads(folder, {
		clock: hastyClock,
		now: () => 5000,
		access: {...plainAccess, allowsLocal: true},
		template: null,
		pollNow: null,
		store: () => ({
			getState: () => state,
			observe: () => () => {},
			dispatch(action) {
				assert.ok(action.type === 'downloadUpdated');
				reports.push(action);
				news.emit('told');
			},
		}),
		onBug(error) {
			news.emit('error', error);
		},
	});
	t.after(async () => downloads.stop());
	/** The last reported phase of the output with this key. */
	const phaseOf = (key: string): DownloadPhase | undefined =>
		reports.findLast(({id}) => id === downloadId(run, key))?.phase;

	/** Resolves when the condition holds; checked after each report. */
	async function until(holds: () => boolean): Promise<void> {
		while (!holds()) {
			await once(news, 'told', {signal: t.signal});
		}
	}

	return {folder, downloads, reports, phaseOf, until};
}

suite('several downloads', {concurrency: 4}, () => {
	test('run three at a time', async t => {
		const held: Array<() => void> = [];
		const threeHeld = Promise.withResolvers<undefined>();
		const media = await startMedia(t, (request, response) => {
			const serve = (): void => {
				serveFile(request, response, {body});
			};

			if (media.requests.length > 3) {
				serve();
			} else if (held.push(serve) === 3) {
				threeHeld.resolve(undefined);
			}
		});
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd', 'e'];
		downloads.add(keys.map(key => requestOf(media.address(`/${key}`), {key})));
		await threeHeld.promise;
		assert.deepEqual(media.requests.map(({path}) => path).toSorted(), ['/a', '/b', '/c']);
		held.forEach(serve => {
			serve();
		});
		await until(() => keys.every(key => phaseOf(key)?.kind === 'done'));
		assert.equal(namesIn(folder).length, 5);
	});

	test('report progress, why an attempt failed, and finally the path', async t => {
		const media = await startMedia(t, (request, response, count) => {
			if (count === 1) {
				response.writeHead(503).end();
			} else {
				serveFile(request, response, {body});
			}
		});
		const {downloads, folder, reports, phaseOf, until} = openDownloads(t);
		downloads.add([requestOf(media.address('/a.png'), {key: 'a'})]);
		await until(() => phaseOf('a')?.kind === 'done');
		const why = {kind: 'http', status: 503};
		const begun = {kind: 'running', since: 5000, bytes: 0, total: null, why};
		assert.deepEqual(reports[0]?.phase, begun);
		const file = `${folder}/${run}-a.png`;
		const path = {safe: file, exact: file};
		assert.deepEqual(phaseOf('a'), {kind: 'done', bytes: body.length, path, folder, isNew: true});
	});

	test('can be canceled, running or queued, and leave no part', async t => {
		const media = await startMedia(t, interrupted({body}, {holdAfter: 30_000}));
		const {downloads, folder, phaseOf, until} = openDownloads(t);
		const keys = ['a', 'b', 'c', 'd'];
		const requests = keys.map(key => requestOf(media.address(`/${key}.png`), {key}));
		downloads.add(requests);
		await until(() => phaseOf('a')?.kind === 'running');
		requests.toReversed().forEach(({id}) => {
			downloads.cancel(id);
		});
		await until(() => keys.every(key => phaseOf(key)?.kind === 'canceled'));
		assert.deepEqual(namesIn(folder), []);
		assert.ok(media.requests.every(({path}) => path !== '/d.png'));
		downloads.add(requests.slice(0, 1));
		await until(() => phaseOf('a')?.kind === 'done');
		assert.deepEqual(namesIn(folder), [`${run}-a.png`]);
	});
});
