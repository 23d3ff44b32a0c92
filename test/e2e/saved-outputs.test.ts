import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia} from '../helpers/media-server.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {JsonEvent} from './events.ts';
import {finishedRun, responding} from './runs.ts';
import {watchHeadless} from './watch.ts';

function withOutputs(outputs: object): RunScript {
	return responding(finishedRun('A portrait'), {outputs});
}

/** Returns, for each event of the kind `kind`, the values of `fields` in this order. */
function pick(events: readonly JsonEvent[], kind: string, ...fields: readonly string[]): unknown {
	return events.filter(({event}) => event === kind).map(event => fields.map(name => event[name]));
}

suite('outputs saved by --download', {concurrency: 3}, () => {
	test('K9: a changed output is reported and saved with its last value, also if its first link expires soon', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			// Equal names and lengths: only the bytes differ.
			const seed = request.url?.startsWith('/final/') === true ? 1 : 2;
			serveFile(request, response, {body: patternBytes(4000, seed)});
		});
		const soon = Math.floor(Date.now() / 1000) + 60;
		const preview = media.address(`/preview/cat.png?expires=${soon}&signature=a`).href;
		const final = media.address('/final/cat.png').href;
		const run = responding(finishedRun('A portrait'), poll =>
			poll <= 3
				? {status: 'running', terminal_at: null, outputs: {n9_images: preview}}
				: {outputs: {n9_images: final}},
		);
		const {code, stderr, service, events} = await watchHeadless(t, {
			scenario: {runs: [run]},
			args: ['--json', '--interval', '0.2', '--download', folder],
		});
		assert.equal(code, 0, stderr);
		const [id = ''] = service.runOrderIds;
		assert.deepEqual(pick(events, 'output', 'key', 'value'), [
			['n9_images', preview],
			['n9_images', final],
		]);
		const last = events.findLast(({event}) => event === 'download');
		assert.deepEqual(new Uint8Array(readFileSync(String(last?.['path']))), patternBytes(4000, 1));
		assert.deepEqual(namesIn(folder), [`${id}-n9_images-cat-2.png`, `${id}-n9_images-cat.png`]);
	});

	test('K10: a failed download is an event and exit code 3; a new address is requested once', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (_request, response) => {
			response.writeHead(404).end();
		});
		const {code, stderr, service, events} = await watchHeadless(t, {
			scenario: {runs: [withOutputs({n9_images: media.address('/a.png').href, n10_text: 'words'})]},
			args: ['--json', '--interval', '0.2', '--lang', 'zh', '--download', folder],
		});
		const [id = ''] = service.runOrderIds;
		assert.deepEqual([code, stderr], [3, '']);
		assert.deepEqual(pick(events, 'download-failed', 'run_order_id', 'key', 'reason'), [
			[id, 'n9_images', 'its host responded 404: the link has expired, or the file is gone'],
		]);
		assert.deepEqual(pick(events, 'download', 'key'), [['n10_text']]);
		assert.deepEqual(pick(events, 'end', 'reason', 'exit_code', 'succeeded'), [['gave-up', 3, 1]]);
		assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`]);
		const polls = service.recorded.filter(({path}) => path.includes('/execution'));
		assert.equal(polls.length, 2);
	});

	test('a path that is no folder is reported before any request', async t => {
		const file = join(temporaryFolder(t), 'file');
		writeFileSync(file, '');

		for (const path of [file, join(file, 'below')]) {
			const {code, stdout, stderr, service} = await watchHeadless(t, {
				scenario: {runs: [withOutputs({})]},
				args: ['--json', '--download', path],
			});
			assert.deepEqual([code, stdout, service.recorded.length], [2, '', 0]);
			assert.equal(
				stderr,
				`chenyu-top: Nothing can be saved in ${path}: a part of the path is a file, not a folder.\n`,
			);
		}
	});
});
