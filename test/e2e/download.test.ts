import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
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
import {finishedRun, responding, runEndingIn} from './runs.ts';
import {leave, runOn, spawnOn, watchHeadless, watchOnScreen} from './watch.ts';

const body = patternBytes(400_000);
/** A text output, and a file on the service itself. */
const words: OutputScript = {key: 'n10_text', kind: 'text', text: 'words'};
const portrait: OutputScript = {key: 'n9_images', kind: 'file', file: 'portrait.png'};

function scenarioOf(...outputs: readonly OutputScript[]): Scenario {
	return {runs: [finishedRun('A portrait', outputs)]};
}

/** An output on another host. */
function elsewhere(media: MediaServer): OutputScript {
	return {key: 'n9_images', kind: 'address', address: media.address('/a.png').href};
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

	test('plain lines have the key and the path, and nothing is saved twice', async t => {
		const folder = temporaryFolder(t);
		const service = await startService(t, {scenario: {runs: [finishedRun('A portrait')]}});
		const [id = ''] = service.runOrderIds;

		for (const _time of [1, 2]) {
			const args = ['--plain', '--once', '--download', folder];
			const {code, stdout} = await runOn(service, {args});
			assert.equal(code, 0);
			assert.match(
				stdout,
				new RegExp(`${id} saved n9_images ${folder}/${id}-n9_images-portrait\\.png`),
			);
			assert.deepEqual(namesIn(folder), namesOf(id));
		}
	});

	test('the address of an expired link is requested again', async t => {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, (request, response) => {
			if (request.url?.includes('fresh') === true) {
				serveFile(request, response, {body});
			} else {
				response.writeHead(403).end('expired');
			}
		});
		const run = responding(finishedRun('A portrait'), poll => {
			const signature = poll === 1 ? 'stale' : 'fresh';
			const address = media.address(`/a.png?expires=1900000000&signature=${signature}`);
			return {outputs: {n9_images: address.href}};
		});
		const {code, events} = await watchHeadless(t, {
			scenario: {runs: [run]},
			args: ['--json', '--interval', '0.2', '--download', folder],
		});
		assert.equal(code, 0);
		assert.equal(events.filter(({event}) => event === 'download').length, 1);
		assert.ok(namesIn(folder)[0]?.endsWith('-n9_images-a.png'));
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

	test('D in another pane names the right pane, where it reports the count and the folder', async t => {
		const {folder, terminal} = await openOutputs(t, [portrait, words]);
		await terminal.play(
			['2', '▸2 '],
			['D', 'D works in the outputs pane; 4 goes there'],
			['4', '▸4 Outputs'],
			['D', 'saved 2 outputs in ~/here'],
		);
		assertStraightFrame(terminal, 120, 30);
		assert.equal(namesIn(folder).length, 2);
	});

	test('a long one has a progress bar; X stops it and d starts it again', async t => {
		const media = await slowHost(t, 1, 60);
		const {folder, terminal, id} = await openOutputs(t, [elsewhere(media)]);
		await terminal.play(['d', /━+─*\s+\d+% [\d.]+ KiB\/s \w+ left/], ['', /⇣1 /]);
		assertStraightFrame(terminal, 120, 30);
		await terminal.play(
			['d', 'nothing to save here, or all is saved or being saved'],
			['X', 'stopped; d starts again'],
		);
		assert.deepEqual(namesIn(folder), []);
		await terminal.play(['d', `saved ~/here/${id}-n9_images-a.png`]);
		assertSaved(folder, id);
	});

	test('a missing folder is reported', async t => {
		const {folder, terminal} = await openOutputs(t, [words]);
		rmSync(folder, {recursive: true});
		await terminal.play(['d', 'n10_text is not saved: the folder does not exist']);
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
