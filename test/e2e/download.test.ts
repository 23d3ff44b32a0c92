import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {OutputScript, Scenario} from '../../source/demo/index.ts';
import {mediaFile} from '../../source/demo/media.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia, type MediaServer} from '../helpers/media-server.ts';
import {node, program, testEnvironment, temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {assertStraightFrame} from './frame.ts';
import {fieldsOf, readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, runEndingIn} from './runs.ts';
import {openOn, watchArguments, watchHeadless, watchOnScreen} from './watch.ts';

const body = patternBytes(400_000);

/** A finished run with these outputs. */
function scenarioOf(...outputs: readonly OutputScript[]): Scenario {
	return {runs: [{...finishedRun('A portrait'), ending: {kind: 'succeeded', outputs}}]};
}

/** An output on another host. */
function elsewhere(media: MediaServer, path: string, key = 'n9_images'): OutputScript {
	return {key, kind: 'address', address: media.address(path).href};
}

/** A host that sends a file of half a megabyte in about half a minute. */
async function slowHost(t: TestContext): Promise<MediaServer> {
	return startMedia(t, (request, response, count) => {
		serveFile(request, response, {body, ...(count === 1 ? {drip: {bytes: 4000, ms: 300}} : {})});
	});
}

suite('--download without a screen', {concurrency: 3}, () => {
	test('saves every output as its run ends, tells each, and ends when all are there', async t => {
		const folder = join(temporaryFolder(t), 'made', 'for it');
		const {code, stdout, stderr, service} = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(1500, 'A portrait'), finishedRun('Another')]},
			args: ['--json', '--interval', '0.2', '--download', folder],
		});
		assert.equal(code, 0, stderr);
		const events = readEvents(stdout);
		const saved = events.filter(({event}) => event === 'download');
		const [first, second] = service.runOrderIds;
		assert.deepEqual(
			namesIn(folder),
			[first, second]
				.flatMap(id => [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`])
				.toSorted(),
		);
		assert.equal(saved.length, 4);

		for (const event of saved) {
			assert.deepEqual(Object.keys(event), fieldsOf(event));
			assert.equal(readFileSync(String(event['path'])).length, event['bytes']);
			const told = events.findIndex(
				one =>
					one['event'] === 'output' &&
					one['key'] === event['key'] &&
					one['run_order_id'] === event['run_order_id'],
			);
			assert.ok(
				told !== -1 && told < events.indexOf(event),
				'an output is reported before it is saved',
			);
		}

		assert.deepEqual(
			readFileSync(join(folder, `${first}-n9_images-portrait.png`)),
			Buffer.from(mediaFile('portrait.png')?.body ?? []),
		);
		assert.equal(events.at(-1)?.['event'], 'end');
		const fetched = service.recorded.filter(({path}) => path.startsWith('/media/'));
		assert.equal(fetched.length, 2);
		assert.ok(
			fetched.every(({headers}) => headers.authorization === undefined),
			'no key to the host (F3)',
		);
	});

	test('in plain lines: the key and the path; a second time nothing is saved twice', async t => {
		const folder = temporaryFolder(t);
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait')]},
		});
		const [id = ''] = service.runOrderIds;
		const args = watchArguments(service, [id], ['--plain', '--once', '--download', folder]);

		for (const _time of [1, 2]) {
			const {code, stdout} = await runHeadless(args, {env: {CHENYU_API_KEY: apiKey}});
			assert.equal(code, 0);
			assert.match(
				stdout,
				new RegExp(`${id} saved n9_images ${folder}/${id}-n9_images-portrait\\.png`),
			);
			assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`]);
		}
	});

	for (const more of [[], ['--once']]) {
		test(`an output that cannot be saved: an event, and exit code 3 (K10) ${more.join('')}`, async t => {
			const media = await startMedia(t, (_request, response) => {
				response.writeHead(404).end();
			});
			const folder = temporaryFolder(t);
			const {code, stdout, stderr, service} = await watchHeadless(t, {
				scenario: scenarioOf(elsewhere(media, '/a.png'), {
					key: 'n10_text',
					kind: 'text',
					text: 'words',
				}),
				args: ['--json', '--interval', '0.2', '--download', folder, ...more],
			});
			const [id = ''] = service.runOrderIds;
			assert.equal(code, 3);
			assert.equal(stderr, '');
			const events = readEvents(stdout);
			assert.deepEqual(
				events
					.filter(({event}) => event === 'download-failed')
					.map(({run_order_id: run, key, reason}) => [run, key, reason]),
				[[id, 'n9_images', 'its host responded 404: the link has expired, or the file is gone']],
			);
			assert.deepEqual(
				events.filter(({event}) => event === 'download').map(({key}) => key),
				['n10_text'],
			);
			const {reason, exit_code: exitCode, succeeded} = events.at(-1) ?? {};
			assert.deepEqual([reason, exitCode, succeeded], ['gave-up', 3, 1]);
			// A fresh address was asked for once.
			assert.equal(service.recorded.filter(({path}) => path.includes('/execution')).length, 2);
		});
	}

	test('an expired link is requested again, and its file is saved', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			if (request.url?.includes('fresh') === true) {
				serveFile(request, response, {body});
			} else {
				response.writeHead(403).end('expired');
			}
		});
		let responses = 0;
		const {code, stdout} = await watchHeadless(t, {
			scenario: {
				runs: [
					{
						...finishedRun('A portrait'),
						reworded(execution) {
							const signature = responses++ === 0 ? 'stale' : 'fresh';
							return {
								...execution,
								outputs: {
									n9_images: media.address(`/a.png?expires=1900000000&signature=${signature}`).href,
								},
							};
						},
					},
				],
			},
			args: ['--json', '--interval', '0.2', '--download', folder],
		});
		assert.equal(code, 0);
		assert.equal(readEvents(stdout).filter(({event}) => event === 'download').length, 1);
		assert.ok(namesIn(folder)[0]?.endsWith('-n9_images-a.png'));
	});

	test('--timeout stops them, with what there is kept; the next time they go on (F7)', async t => {
		const folder = temporaryFolder(t);
		const media = await slowHost(t);
		const service = await startService(t, {
			scenario: scenarioOf(elsewhere(media, '/a.png')),
		});
		const [id = ''] = service.runOrderIds;
		const env = {CHENYU_API_KEY: apiKey};
		const args = watchArguments(service, [id], ['--json', '--download', folder]);
		const first = await runHeadless([...args, '--timeout', '4s'], {env});
		assert.equal(first.code, 3);
		assert.equal(readEvents(first.stdout).at(-1)?.['reason'], 'timeout');
		assert.deepEqual(namesIn(folder), [`${id}-n9_images.part`, `${id}-n9_images.part.json`]);
		const second = await runHeadless(args, {env});
		assert.equal(second.code, 0, second.stderr);
		assert.match(media.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]\d*-$/);
		assert.deepEqual(namesIn(folder), [`${id}-n9_images-a.png`]);
		assert.deepEqual(new Uint8Array(readFileSync(join(folder, `${id}-n9_images-a.png`))), body);
	});

	test('a signal stops them as well, and a kill that nobody hears', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response, count) => {
			serveFile(request, response, {body, ...(count < 3 ? {drip: {bytes: 4000, ms: 300}} : {})});
		});
		const service = await startService(t, {
			scenario: scenarioOf(elsewhere(media, '/a.png')),
		});
		const [id = ''] = service.runOrderIds;
		const args = watchArguments(service, [id], ['--plain', '--download', folder]);
		const part = join(folder, `${id}-n9_images.part`);

		for (const [signal, code] of [
			['SIGTERM', 143],
			['SIGKILL', null],
		] as const) {
			const requested = media.requests.length;
			const child = spawn(node, [program(), ...args], {
				env: testEnvironment({CHENYU_API_KEY: apiKey}),
				stdio: ['ignore', 'ignore', 'inherit'],
			});
			t.after(() => child.kill('SIGKILL'));
			const ended = once(child, 'close') as Promise<[number | null]>;

			while (media.requests.length === requested || !existsSync(part)) {
				await new Promise(resolve => setImmediate(resolve));
			}

			child.kill(signal);
			assert.deepEqual((await ended)[0], code);
			assert.ok(
				namesIn(folder).every(name => name.includes('.part')),
				signal,
			);
		}

		assert.equal((await runHeadless(args, {env: {CHENYU_API_KEY: apiKey}})).code, 0);
		assert.deepEqual(namesIn(folder), [`${id}-n9_images-a.png`]);
	});
});

/** A watch on the screen, at its outputs, in a folder of its own. */
async function atOutputs(
	t: TestContext,
	outputs: readonly OutputScript[],
	args: readonly string[] = [],
) {
	const home = temporaryFolder(t);
	const folder = join(home, 'here');
	mkdirSync(folder);
	const {service, terminal} = await watchOnScreen(t, {
		scenario: scenarioOf(...outputs),
		columns: 120,
		rows: 30,
		cwd: folder,
		env: {HOME: home},
		args,
	});
	await terminal.waitFor('SaveImage');
	terminal.press('4');
	await terminal.waitFor(/▸(Outputs|输出)/);
	const [id = ''] = service.runOrderIds;
	return {folder, service, terminal, id};
}

suite('downloads on the screen', {concurrency: 3}, () => {
	test('d saves the selected output, shows where, and the receipt names the file', async t => {
		const {folder, terminal, id} = await atOutputs(t, [
			{key: 'n9_images', kind: 'file', file: 'portrait.png', signedFor: 3_600_000},
			{key: 'n10_text', kind: 'text', text: 'words'},
		]);
		terminal.press('d');
		await terminal.waitFor(`saved ~/here/${id}-n9_images-portrait.png`);
		assertStraightFrame(terminal, 120, 30);
		terminal.press('D');
		await terminal.waitFor(`saved ~/here/${id}-n10_text.txt`);
		terminal.press('>');
		await terminal.waitFor(`already saved: ~/here/${id}-n9_images-portrait.png`);
		assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`]);
		rmSync(join(folder, `${id}-n9_images-portrait.png`));
		terminal.press('d');
		await terminal.waitFor(new RegExp(`└ saved ~/here/${id}-n9_images-portrait\\.png`));
		assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`]);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.match(terminal.raw().toString(), / …\w*-n9_images-portrait\.png  …\w*-n10_text\.txt/);
	});

	test('D where it saves nothing says where it does, and there it says how many it saved in which folder', async t => {
		for (const [lang, notice, saved] of [
			['en', 'D works in the outputs pane; 4 goes there', 'saved 2 outputs in ~/here'],
			['zh', 'D 只在输出窗格中有效，按 4 前往', '已将 2 个输出保存到 ~/here'],
		] as const) {
			const {folder, terminal} = await atOutputs(
				t,
				[
					{key: 'n9_images', kind: 'file', file: 'portrait.png'},
					{key: 'n10_text', kind: 'text', text: 'words'},
				],
				['--lang', lang],
			);
			terminal.press('1');
			await terminal.waitFor(/▸(Runs|运行)/);
			terminal.press('D');
			await terminal.waitFor(notice);
			assertStraightFrame(terminal, 120, 30);
			terminal.press('4');
			await terminal.waitFor(/▸(Outputs|输出)/);
			terminal.press('D');
			await terminal.waitFor(saved);
			assertStraightFrame(terminal, 120, 30);
			assert.equal(namesIn(folder).length, 2);
		}
	});

	test('a long one has a bar, can be stopped with X, and goes on with d', async t => {
		let fetched = 0;
		const media = await startMedia(t, (request, response) => {
			// The shelf asks for size and type as well: that is no download.
			const isFirst = request.method === 'GET' && ++fetched === 1;
			serveFile(request, response, {body, ...(isFirst ? {drip: {bytes: 4000, ms: 60}} : {})});
		});
		const {folder, terminal, id} = await atOutputs(t, [elsewhere(media, '/a.png')]);
		terminal.press('d');
		await terminal.waitFor(/━+─*\s+\d+% [\d.]+ KiB\/s \d\d:\d\d left/);
		await terminal.waitFor(/⇣1 \d+%/);
		assertStraightFrame(terminal, 120, 30);
		terminal.press('d');
		await terminal.waitFor('is already being saved; X stops it');
		terminal.press('X');
		await terminal.waitFor('stopped; d resumes');
		assert.deepEqual(namesIn(folder), [`${id}-n9_images.part`, `${id}-n9_images.part.json`]);
		terminal.press('d');
		await terminal.waitFor(`saved ~/here/${id}-n9_images-a.png`);
		assert.ok(media.requests.some(({headers}) => /^bytes=[1-9]\d{3,}-$/.test(headers.range ?? '')));
		assert.deepEqual(new Uint8Array(readFileSync(join(folder, `${id}-n9_images-a.png`))), body);
	});

	test('q asks once while they go on, and what there is stays', async t => {
		const media = await startMedia(t, (request, response) => {
			serveFile(request, response, {body, drip: {bytes: 4000, ms: 200}});
		});
		const {folder, terminal, id} = await atOutputs(t, [elsewhere(media, '/a.png')]);
		terminal.press('d');
		await terminal.waitFor(/\d+% [\d.]+ KiB\/s/);
		terminal.press('q');
		await terminal.waitFor('1 unfinished download; q again quits, the next start resumes it');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.deepEqual(namesIn(folder), [`${id}-n9_images.part`, `${id}-n9_images.part.json`]);
	});

	test('a failure is one sentence, in Chinese too', async t => {
		const media = await startMedia(t, (_request, response) => {
			response.writeHead(410).end();
		});
		const {terminal} = await atOutputs(t, [elsewhere(media, '/a.png')], ['--lang', 'zh']);
		terminal.press('d');
		await terminal.waitFor('主机响应 410：链接已过期，或文件已不在');
		assertStraightFrame(terminal, 120, 30);
	});

	test('a missing folder is reported', async t => {
		const {folder, terminal} = await atOutputs(t, [{key: 'n10_text', kind: 'text', text: 'words'}]);
		rmSync(folder, {recursive: true});
		terminal.press('d');
		await terminal.waitFor('n10_text is not saved: the folder does not exist');
	});

	test('--download saves by itself as runs end, and --exit-when-done waits for it', async t => {
		const folder = temporaryFolder(t);
		const service = await startService(t, {
			scenario: {runs: [runEndingIn(1500, 'A portrait')]},
		});
		const terminal = openOn(t, service, {
			args: ['--download', folder, '--exit-when-done', '--interval', '0.2'],
			columns: 100,
		});
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		const [id = ''] = service.runOrderIds;
		assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`]);
		assert.match(terminal.raw().toString(), new RegExp(`--download ${folder} ${id}`));
		assertKeyless(terminal.raw());
	});
});
