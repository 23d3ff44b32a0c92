import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {mediaFile} from '../../source/demo/media.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia, type MediaServer} from '../helpers/media-server.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {OutputScript, Scenario} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';
import {fieldsOf} from './events.ts';
import {assertStraightFrame} from './frame.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, responding, runEndingIn} from './runs.ts';
import {leave, runOn, spawnOn, watchHeadless, watchOnScreen} from './watch.ts';

const body = patternBytes(400_000);
/** A text output, and a file on the service itself. */
const words: OutputScript = {key: 'n10_text', value: 'words'};
const portrait: OutputScript = {key: 'n9_images', file: 'portrait.png'};

function scenarioOf(...outputs: readonly OutputScript[]): Scenario {
	return {runs: [finishedRun('A portrait', outputs)]};
}

/** An output on another host. */
function elsewhere(media: MediaServer): OutputScript {
	return {key: 'n9_images', value: media.address('/a.png').href};
}

/** A host that serves the file, slowly for the first requests. */
async function slowHost(t: TestContext, slowRequests: number, ms: number): Promise<MediaServer> {
	let downloads = 0;
	return startMedia(t, (request, response) => {
		// A request of the beginning, for metadata, is no download.
		const isMetadata = request.headers.range?.startsWith('bytes=0-') === true;
		const isSlow = !isMetadata && ++downloads <= slowRequests;
		serveFile(request, response, {body, ...(isSlow ? {drip: {bytes: 4000, ms}} : {})});
	});
}

function namesOf(id = ''): readonly string[] {
	return [`${id}-n10_text.txt`, `${id}-n9_images-portrait.png`];
}

function hasPart(folder: string): boolean {
	return namesIn(folder).some(name => name.endsWith('.part'));
}

function assertSaved(folder: string, id: string): void {
	assert.deepEqual(namesIn(folder), [`${id}-n9_images-a.png`]);
	assert.deepEqual(new Uint8Array(readFileSync(join(folder, `${id}-n9_images-a.png`))), body);
}

suite('--download without a screen', {concurrency: 3}, () => {
	test('saves and reports every output when its run ends, and waits for the last', async t => {
		const folder = join(temporaryFolder(t), 'made', 'for it');
		const {code, stderr, service, events} = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(1500, 'A portrait'), finishedRun('Another')]},
			args: ['--json', '--interval', '0.2', '--download', folder],
		});
		assert.equal(code, 0, stderr);
		const saved = events.filter(({event}) => event === 'download');
		const [first, second] = service.runOrderIds;
		assert.deepEqual(namesIn(folder), [...namesOf(first), ...namesOf(second)].toSorted());
		assert.equal(saved.length, 4);

		for (const event of saved) {
			assert.deepEqual(Object.keys(event), fieldsOf(event));
			assert.equal(readFileSync(String(event['path'])).length, event['bytes']);
			const {run_order_id: run, key} = event;
			const before = events.slice(0, events.indexOf(event));
			const reported = before.filter(one => one['event'] === 'output' && one['key'] === key);
			assert.ok(
				reported.some(one => one['run_order_id'] === run),
				'an output is reported before it is saved',
			);
		}

		assert.deepEqual(
			readFileSync(join(folder, `${first}-n9_images-portrait.png`)),
			Buffer.from(mediaFile('portrait.png')?.body ?? []),
		);
		assert.equal(events.at(-1)?.['event'], 'end');
		const requests = service.recorded.filter(({path}) => path.startsWith('/media/'));
		assert.equal(requests.length, 2);
		assert.ok(
			requests.every(({headers}) => headers.authorization === undefined),
			'the host gets no key',
		);
	});

	test('--timeout and signals stop them and leave no part; SIGKILL leaves no file with a final name', async t => {
		const folder = temporaryFolder(t);
		const media = await slowHost(t, 3, 300);
		const service = await startService(t, {scenario: scenarioOf(elsewhere(media))});
		const [id = ''] = service.runOrderIds;
		const args = ['--json', '--download', folder];
		const first = await runOn(service, {args: [...args, '--timeout', '4s']});
		assert.equal(first.code, 3);
		assert.equal(first.events.at(-1)?.['reason'], 'timeout');
		const failed = first.events.find(({event}) => event === 'download-failed');
		assert.equal(failed?.['key'], 'n9_images');
		assert.match(String(failed['reason']), /the watch ended first/);
		assert.deepEqual(namesIn(folder), []);

		for (const [signal, code, downloads] of [
			['SIGTERM', 143, 2],
			['SIGKILL', null, 3],
		] as const) {
			const {child, exit} = spawnOn(t, service, {args});
			child.stdout.resume();

			while (!hasPart(folder) || media.requests.length < downloads) {
				await setImmediate();
			}

			child.kill(signal);
			assert.equal(await exit, code);
			const left = namesIn(folder).map(name => name.replace(/-[\da-f]{8}\.part$/, '.part'));
			assert.deepEqual(left, signal === 'SIGTERM' ? [] : [`${id}-n9_images.part`]);
		}

		rmSync(join(folder, namesIn(folder)[0] ?? ''));
		assert.equal((await runOn(service, {args})).code, 0);
		assertSaved(folder, id);
	});
});

suite('what --download makes of an output', {concurrency: 3}, () => {
	test('a changed output is reported and saved with its last value', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			const seed = request.url?.startsWith('/final/') === true ? 1 : 2;
			serveFile(request, response, {body: patternBytes(4000, seed)});
		});
		const preview = media.address('/preview/cat.png').href;
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
		const outputs = events.filter(({event}) => event === 'output');
		assert.deepEqual(
			outputs.map(({value}) => value),
			[preview, final],
		);
		const last = events.findLast(({event}) => event === 'download');
		assert.deepEqual(new Uint8Array(readFileSync(String(last?.['path']))), patternBytes(4000, 1));
		assert.deepEqual(namesIn(folder), [`${service.runOrderIds[0]}-n9_images-cat.png`]);
	});

	test('one that cannot be saved is an event and exit code 3, and the others are saved', async t => {
		const folder = temporaryFolder(t);
		const pages: Readonly<Record<string, readonly [type: string, text: string]>> = {
			'/login.png': ['Text/HTML; charset=utf-8', 'Log in'],
			'/page.png': ['image/png', '\uFEFF <!DOCTYPE html><p>Log in <svg>'],
			'/error.png': ['image/png', '<?xml version="1.0"?><Error/>'],
			'/json.png': ['image/png', '{"error": "expired"}'],
			'/program.mp3': ['audio/mpeg', 'MZ\u0090'],
		};
		const media = await startMedia(t, ({url = ''}, response) => {
			const [type = '', text] = pages[url] ?? [];
			response.writeHead(text === undefined ? 404 : 200, {'content-type': type}).end(text);
		});
		const outputs: Record<string, string> = {
			n9_images: media.address('/gone.png').href,
			n10_text: 'words',
		};

		for (const [index, path] of Object.keys(pages).entries()) {
			const kind = path.endsWith('mp3') ? 'audio' : 'images';
			outputs[`n${index}_${kind}`] = media.address(path).href;
		}

		const {code, stderr, service, events} = await watchHeadless(t, {
			scenario: {runs: [responding(finishedRun('A portrait'), {outputs})]},
			args: ['--json', '--interval', '0.2', '--lang', 'zh', '--download', folder],
		});
		assert.deepEqual([code, stderr], [3, '']);
		const failed = events.filter(({event}) => event === 'download-failed');
		assert.equal(failed.length, 6);

		for (const {key, reason} of failed) {
			assert.match(String(reason), key === 'n9_images' ? /\b404\b/ : /web page or another kind/);
		}

		const end = {reason: 'gave-up', exit_code: 3, succeeded: 1};
		assert.partialDeepStrictEqual(events.at(-1), end);
		assert.deepEqual(namesIn(folder), [`${service.runOrderIds[0]}-n10_text.txt`]);
		// After a 404, a new address is requested once.
		const polls = service.recorded.filter(({path}) => path.includes('/execution'));
		assert.equal(polls.length, 2);
	});

	test('the name is made by the template, from inputs too, and nothing is saved twice', async t => {
		const folder = temporaryFolder(t);
		const run = {...finishedRun('Rainy / night', [portrait, words]), inputs: {n3_seed: 42}};
		const service = await startService(t, {scenario: {runs: [run]}, apiKey});
		const downloadName = '{title}/{label}-{input.seed}-{key}.{ext}';
		const env = {...makeHome(t, {downloadName}).env, CHENYU_API_KEY: apiKey};

		for (const orders of [1, 2]) {
			// With --json orders are requested anyway.
			const {code, stderr} = await runOn(service, {args: ['--plain', '--download', folder], env});
			assert.equal(code, 0, stderr);
			assert.deepEqual(readdirSync(join(folder, 'Rainy_night')).toSorted(), [
				'42-n10_text.txt',
				'42-n9_images.png',
			]);
			const requests = service.recorded.filter(({path}) => path.includes('run/info'));
			assert.equal(requests.length, orders);
		}
	});

	test('a path that is no folder is refused before any request', async t => {
		const file = join(temporaryFolder(t), 'file');
		writeFileSync(file, '');
		const {code, stdout, stderr, service} = await watchHeadless(t, {
			scenario: scenarioOf(),
			args: ['--json', '--download', join(file, 'below')],
		});
		assert.deepEqual([code, stdout, service.recorded.length], [2, '', 0]);
		assert.match(
			stderr,
			/^chenyu-top: Nothing can be saved in \S+: a part of the path is a file or a link, not a folder\.\n$/,
		);
	});
});

/** Starts the program in a folder within its temporary home folder, and opens the outputs pane. */
async function openOutputs(t: TestContext, outputs: readonly OutputScript[]) {
	const home = temporaryFolder(t);
	const folder = join(home, 'here');
	mkdirSync(folder);
	const {service, terminal} = await watchOnScreen(t, {
		scenario: scenarioOf(...outputs),
		columns: 120,
		rows: 30,
		cwd: folder,
		env: {HOME: home},
	});
	await terminal.play(['', 'SaveImage'], ['4', '▸4 Outputs']);
	const [id = ''] = service.runOrderIds;
	return {folder, service, terminal, id};
}

suite('downloads on the screen', {concurrency: 3}, () => {
	test('d saves the selected output and shows its path, and the receipt has the file', async t => {
		const {folder, terminal, id} = await openOutputs(t, [
			{...portrait, signedFor: 3_600_000},
			words,
		]);
		await terminal.play(['d', `saved ~/here/${id}-n9_images-portrait.png`]);
		assertStraightFrame(terminal, 120, 30);
		await terminal.play(
			['D', `saved ~/here/${id}-n10_text.txt`],
			['d', `already saved: ~/here/${id}-n9_images-portrait.png`],
		);
		assert.deepEqual(namesIn(folder), namesOf(id));
		rmSync(join(folder, `${id}-n9_images-portrait.png`));
		await terminal.play([
			'd',
			new RegExp(`(?<!already )saved ~/here/${id}-n9_images-portrait\\.png`),
		]);
		assert.deepEqual(namesIn(folder), namesOf(id));
		await leave(terminal);
		assert.match(terminal.raw().toString(), / …\w*-n9_images-portrait\.png  …wfrun/);
	});

	test('a long one has a progress bar; X stops it and d starts it again', async t => {
		const media = await slowHost(t, 1, 60);
		const {folder, terminal, id} = await openOutputs(t, [elsewhere(media)]);
		await terminal.play(['d', /━+─*\s+\d+% [\d.]+ kB\/s \w+ left/], ['', /saving 1 of 1 · /]);
		assertStraightFrame(terminal, 120, 30);
		await terminal.play(['d', 'all outputs are saved or being saved'], ['X', '⊘ stopped']);
		assert.deepEqual(namesIn(folder), []);
		await terminal.play(['d', `saved ~/here/${id}-n9_images-a.png`]);
		assertSaved(folder, id);
	});

	test('a signal stops it and leaves no part', async t => {
		const media = await slowHost(t, 1, 300);
		const {folder, terminal} = await openOutputs(t, [elsewhere(media)]);
		await terminal.play(['d', /saving 1 of 1/]);
		assert.ok(hasPart(folder));
		terminal.kill('SIGHUP');
		await terminal.exit;
		assert.deepEqual(namesIn(folder), []);
	});

	test('--download saves by itself when runs end, and --exit-when-done waits for it', async t => {
		const folder = temporaryFolder(t);
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(1500, 'A portrait')]},
			args: ['--download', folder, '--exit-when-done', '--interval', '0.2'],
			columns: 100,
		});
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		const [id = ''] = service.runOrderIds;
		assert.deepEqual(namesIn(folder), namesOf(id));
		assert.match(terminal.raw().toString(), new RegExp(`--download ${folder} ${id}`));
	});
});
