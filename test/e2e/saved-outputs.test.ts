import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {basename, join} from 'node:path';
import {suite, test} from 'node:test';
import {systemClock} from '../../source/core/time/clock.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia} from '../helpers/media-server.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';
import type {JsonEvent} from './events.ts';
import {finishedRun, responding} from './runs.ts';
import {runOn, watchHeadless, watchOnScreen} from './watch.ts';

const body = patternBytes(4000);

function withOutputs(outputs: object): Scenario {
	return {runs: [responding(finishedRun('A portrait'), {outputs})]};
}

/** A run that ends after `runningPolls` polls. `outputs` returns the outputs in the response to the poll with this number. */
function endingAfter(runningPolls: number, outputs: (poll: number) => object): Scenario {
	const run = responding(finishedRun('A portrait'), poll => ({
		...(poll <= runningPolls ? {status: 'running', terminal_at: null} : {}),
		outputs: outputs(poll),
	}));
	return {runs: [run]};
}

/** Returns, for each event of the kind `kind`, the values of `fields` in this order. */
function pick(events: readonly JsonEvent[], kind: string, ...fields: readonly string[]): unknown {
	return events.filter(({event}) => event === kind).map(event => fields.map(name => event[name]));
}

suite('a changed output', {concurrency: 3}, () => {
	test('is reported and saved with its last value', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			const seed = request.url?.startsWith('/final/') === true ? 1 : 2;
			serveFile(request, response, {body: patternBytes(4000, seed)});
		});
		const preview = media.address('/preview/cat.png').href;
		const final = media.address('/final/cat.png').href;
		const {code, stderr, service, events} = await watchHeadless(t, {
			scenario: endingAfter(3, poll => ({n9_images: poll <= 3 ? preview : final})),
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
		assert.deepEqual(namesIn(folder), [`${id}-n9_images-cat.png`]);
	});

	test('is not reported for a new signature, except when the run ends', async t => {
		const {stdout} = await watchHeadless(t, {
			scenario: endingAfter(4, poll => ({
				n9_images: `https://cdn.example/a.png?expires=1900000000&signature=${poll}`,
			})),
			args: ['--plain', '--interval', '0.2'],
		});
		assert.deepEqual(stdout.match(/signature=\d+/g), ['signature=1', 'signature=5']);
	});
});

function reply(status: number, headers: Record<string, string> = {}, text = '') {
	return (_request: IncomingMessage, response: ServerResponse) =>
		void response.writeHead(status, headers).end(text);
}

suite('a failed download is an event', {concurrency: 3}, () => {
	for (const [name, handler, reason, args] of [
		['404', reply(404), /\b404\b/, []],
		['404, --once', reply(404), /\b404\b/, ['--once']],
		[
			'a web page instead of an image',
			reply(200, {'content-type': 'Text/HTML; charset=utf-8'}, '<p>Log in'),
			/web page/,
			[],
		],
	] as const) {
		test(name, async t => {
			const folder = temporaryFolder(t);
			const media = await startMedia(t, handler);
			const outputs = {n9_images: media.address('/a.png').href, n10_text: 'words'};
			const {code, stderr, service, events} = await watchHeadless(t, {
				scenario: withOutputs(outputs),
				args: ['--json', '--interval', '0.2', '--lang', 'zh', '--download', folder, ...args],
			});
			const [id = ''] = service.runOrderIds;
			assert.equal(code, 3);
			assert.equal(stderr, '');
			const [failed, ...others] = events.filter(({event}) => event === 'download-failed');
			assert.deepEqual(others, []);
			assert.deepEqual([failed?.['run_order_id'], failed?.['key']], [id, 'n9_images']);
			assert.match(String(failed?.['reason']), reason);
			assert.deepEqual(pick(events, 'download', 'key'), [['n10_text']]);
			assert.deepEqual(pick(events, 'end', 'reason', 'exit_code', 'succeeded'), [
				['gave-up', 3, 1],
			]);
			assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`]);
			// After a 404, a new address is requested once.
			const polls = service.recorded.filter(({path}) => path.includes('/execution'));
			assert.equal(polls.length, name.startsWith('404') ? 2 : 1);
		});
	}

	test('in plain lines of both languages it follows the output', async t => {
		const media = await startMedia(t, reply(410));

		for (const [lang, sentence] of [
			['en', 'not saved n9_images: its host responded 410'],
			['zh', '未保存 n9_images：主机响应 410'],
		] as const) {
			const {stdout, stderr} = await watchHeadless(t, {
				scenario: withOutputs({n9_images: media.address('/a.png').href}),
				args: ['--plain', '--interval', '0.2', '--lang', lang, '--download', temporaryFolder(t)],
			});
			const lines = stdout.split('\n');
			const failedAt = lines.findIndex(line => line.includes(sentence));
			assert.ok(failedAt > lines.findIndex(line => line.includes('/a.png')), stdout + stderr);
			assert.equal(stderr, '');
		}
	});
});

test('the same command again makes no second copy, also from a host without length and version', async t => {
	const folder = temporaryFolder(t);
	const media = await startMedia(t, (_request, response) => {
		response.writeHead(200, {'content-type': 'image/png'}).write(body.subarray(0, 1000));
		response.end(body.subarray(1000));
	});
	const service = await startService(t, {
		scenario: withOutputs({n9_images: media.address('/a.png').href}),
		clock: systemClock,
	});
	const path = join(folder, `${service.runOrderIds[0]}-n9_images-a.png`);

	for (const _time of [1, 2]) {
		const {code, stdout, events} = await runOn(service, {
			args: ['--json', '--once', '--download', folder],
		});
		assert.equal(code, 0, stdout);
		assert.deepEqual(pick(events, 'download', 'path'), [[path]]);
	}

	assert.equal(namesIn(folder).length, 1);
});

test('the kind of an output decides its extension, and its first bytes whether it is saved', async t => {
	const folder = temporaryFolder(t);
	const svg = '<?xml version="1.0"?><!-- <html> --><svg xmlns="">';
	/** The key, the name that the host suggests, the media type, the file; then what it is saved as, or why not. */
	const cases: ReadonlyArray<readonly [string, string, string, string, string | RegExp]> = [
		['n1_image', 'a.exe', 'image/png', 'GIF89a', 'a.png'],
		['n2_image', 'a.desktop', 'image/webp', 'RIFF', 'a.webp'],
		['n3_image', 'a.exe.scr', 'application/x-msdownload', 'GIF89a', 'a.exe.png'],
		['n4_image', 'a.exe ', 'text/plain', 'GIF89a', 'a.png'],
		['n5_image', 'v1.2', 'image/png', 'GIF89a', 'v1.2.png'],
		['n6_image', 'a.SVG', 'image/svg+xml', svg, 'a.svg'],
		['n7_video', 'a.html', 'video/mp4', 'ftyp', 'a.mp4'],
		['n8_text', 'a.sh', 'text/x-sh', 'echo', 'a.txt'],
		['n9_file', 'a.tar.gz', 'application/gzip', 'data', 'a.tar.gz'],
		['n10_image', 'a.png', 'image/png', '\uFEFF <!DOCTYPE html><p>Log in <svg>', /web page/],
		['n11_image', 'a.png', 'image/png', '<!-- x --><html>', /web page/],
		['n12_image', 'a.png', 'image/png', '<?xml version="1.0"?><Error/>', /web page/],
		['n13_image', 'a.png', 'image/png', '{"error": "expired"}', /another kind/],
		['n14_audio', 'a.mp3', 'audio/mpeg', 'MZ\u0090', /another kind/],
	];
	const media = await startMedia(t, (request, response) => {
		const [, name = '', type, text] = cases.find(([key]) => request.url === `/${key}`) ?? [];
		response
			.writeHead(200, {'content-type': type, 'content-disposition': `inline; filename="${name}"`})
			.end(text);
	});
	const outputs = Object.fromEntries(cases.map(([key]) => [key, media.address(`/${key}`).href]));
	const {code, events} = await watchHeadless(t, {
		scenario: withOutputs(outputs),
		args: ['--json', '--download', folder],
	});
	assert.equal(code, 3);

	for (const [key, , , , expected] of cases) {
		const {path, reason} =
			events.find(({event, key: of}) => of === key && String(event).startsWith('download')) ?? {};

		if (expected instanceof RegExp) {
			assert.match(String(reason), expected, key);
		} else {
			assert.equal(basename(String(path)).replace(/^.*_[a-z]+-/, ''), expected, key);
		}
	}

	assert.equal(
		namesIn(folder).length,
		cases.filter(([, , , , to]) => typeof to === 'string').length,
	);
});

test('--download reports a path that is no folder', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'file'), '');

	for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
		const {code, stdout, stderr, service} = await watchHeadless(t, {
			scenario: withOutputs({}),
			args: ['--json', '--download', path],
		});
		assert.deepEqual([code, stdout, service.recorded.length], [2, '', 0]);
		assert.equal(
			stderr,
			`chenyu-top: Nothing can be saved in ${path}: a part of the path is a file or a link, not a folder.\n`,
		);
	}
});

suite('outputs beyond the limit', {concurrency: 2}, () => {
	const outputs = Object.fromEntries(
		Array.from({length: 12_345}, (_, index) => [`n${index}_text`, `text ${index}`]),
	);

	test('are counted in an event and in a plain line', async t => {
		const {code, events} = await watchHeadless(t, {
			scenario: withOutputs(outputs),
			args: ['--json', '--once'],
		});
		assert.equal(code, 0);
		assert.equal(events.filter(({event}) => event === 'output').length, 2000);
		assert.deepEqual(pick(events, 'outputs-cut', 'reported', 'left_out'), [[2000, 10_345]]);

		for (const [lang, sentence] of [
			['en', 'too many outputs: 2,000 reported, 10,345 omitted'],
			['zh', '输出过多：列出 2,000 个，略去 10,345 个'],
		] as const) {
			const {stdout} = await watchHeadless(t, {
				scenario: withOutputs(outputs),
				args: ['--plain', '--once', '--lang', lang],
			});
			assert.ok(stdout.includes(sentence), stdout.slice(-500));
		}
	});

	test('are counted in the title of the outputs pane', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: withOutputs(outputs), columns: 100});
		await terminal.waitFor(/Outputs 2,000 ─ 10,345 more omitted/);
	});

	test('count as not saved: exit code 3 with --download', async t => {
		const folder = temporaryFolder(t);
		// This output is nested too deeply.
		const deep = JSON.parse(`${'['.repeat(20)}"x"${']'.repeat(20)}`) as unknown;
		const {code, events} = await watchHeadless(t, {
			scenario: withOutputs({n9_text: 'words', deep}),
			args: ['--json', '--download', folder],
		});
		assert.equal(code, 3);
		assert.deepEqual(pick(events, 'outputs-cut', 'reported', 'left_out'), [[1, 1]]);
		assert.deepEqual(pick(events, 'end', 'reason', 'exit_code'), [['gave-up', 3]]);
		assert.equal(namesIn(folder).length, 1);
	});
});
