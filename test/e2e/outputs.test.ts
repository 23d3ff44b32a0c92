import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {suite, test, type TestContext} from 'node:test';
import {mediaFile} from '../../source/demo/media.ts';
import {successResponse} from '../../source/demo/responses.ts';
import {scriptedWorkflow} from '../../source/demo/script-language.ts';
import {serveFile, startMedia} from '../helpers/media-server.ts';
import {temporaryFolder, type TestEnvironment} from '../helpers/program.ts';
import type {RunScript} from '../helpers/script.ts';
import {without, type TestTerminal} from '../helpers/terminal.ts';
import {assertStraightSides, picture} from './frame.ts';
import {finishedRun} from './runs.ts';
import {copiedText, standInOpener, watchOnScreen, type ScreenWatch} from './watch.ts';

/** A run with an output of each kind. */
const everyKind: RunScript = {
	...finishedRun('Everything', [
		{key: 'n9_images', file: 'portrait.png', signedFor: 3_600_000},
		{key: 'n10_text', value: 'a seed of 42'},
		{key: 'n11_files', file: 'lyrics.txt'},
		{key: 'n12_videos', file: 'clip.mp4'},
		{key: 'n13_audio', file: 'song.wav'},
		{key: 'n14_images', file: 'storyboard.txt'},
	]),
	// The last one is declared wrongly.
	workflow: scriptedWorkflow('everything', 'Everything', [{key: 'n14_images', type: 'image'}]),
};

/** Opens the zoomed outputs pane and waits for all metadata. */
async function openOutputs(t: TestContext, env: TestEnvironment = {}): Promise<ScreenWatch> {
	const watch = await watchOnScreen(t, {
		scenario: {runs: [everyKind]},
		columns: 100,
		rows: 30,
		env: {COLORTERM: 'truecolor', ...env},
	});
	await watch.terminal.play(
		['', 'portrait.png'],
		['4 z', /portrait\.png +96×96 +912 B +link (?:59|60)m/],
		['', /lyrics\.txt +198 B[^]*clip\.mp4 +\d[^]*song\.wav +\d[^]*storyboard\.txt +\d/],
	);
	return watch;
}

/** The place of the first cell of a text, from 0. */
function find(terminal: TestTerminal, text: string): readonly [x: number, y: number] {
	const y = terminal.screen().findIndex(line => line.includes(text));
	return [terminal.screen()[y]?.indexOf(text) ?? -1, y];
}

suite('the outputs pane', {concurrency: 2}, () => {
	test('contacts no host before it is open, and never with the key; o gives the desktop the address', async t => {
		const {env, opened} = standInOpener(t);
		const {service, terminal} = await watchOnScreen(t, {scenario: {runs: [everyKind]}, env});
		const requests = () => service.recorded.filter(({path}) => path.startsWith('/media/'));
		await terminal.waitFor('portrait.png');
		assert.deepEqual(requests(), []);
		await terminal.play(['4', /portrait\.png .*link \d+m/], ['z', '912 B']);
		assert.ok(requests().length > 0);
		assert.ok(requests().every(({headers}) => headers.authorization === undefined));
		assert.ok(requests().every(({headers}) => headers.range === 'bytes=0-16383'));
		await terminal.play(['o', 'opened portrait.png']);
		assert.match(
			readFileSync(opened, 'utf8'),
			/^1\nhttp:\/\/127\.0\.0\.1:\d+\/media\/signed\/portrait\.png\?expires=\d+&signature=[\da-f]+\nkey::\n$/,
		);
	});

	test('over SSH o copies the address by the terminal instead', async t => {
		const {env, opened} = standInOpener(t);
		const {terminal} = await openOutputs(t, {...env, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'});
		await terminal.play(['o', 'could not open portrait.png on this machine; copied its address']);
		assert.match(
			copiedText(terminal),
			/^http:\/\/127\.0\.0\.1:\d+\/media\/signed\/portrait\.png\?/,
		);
		assert.equal(existsSync(opened), false);
	});

	test('enter shows a text with search, and esc closes one layer at a time', async t => {
		const {terminal} = await openOutputs(t);
		await terminal.play(
			['j j enter', /lyrics\.txt ─ 9 lines ─ 198 B ─ n11_files[^]*城市夜色/],
			['/', 'search text:'],
			['"boat"', 'hit 1 of 1'],
			['enter', without('search text:')],
		);
		assertStraightSides(terminal, 100, 30);
		assert.equal(terminal.cell(...find(terminal, 'boat')).inverse, true);
		await terminal.play(['y', 'copied lyrics.txt']);
		assert.match(copiedText(terminal), /^城市夜色\n[^]*moon\.\n$/);
		await terminal.play(['esc', /▸4 Outputs 6/]);
	});

	test('v shows an image in half blocks, a resize scales it without another request, and esc restores the screen', async t => {
		const {service, terminal} = await openOutputs(t);
		const before = withoutTimes(picture(terminal, 100));
		await terminal.play(
			['v', /portrait\.png ─ PNG 96×96 ─ link \d+m ─ 912 B ─ n9_images[^]*▀/],
			['', '▀'.repeat(54)],
		);
		assertStraightSides(terminal, 100, 30);
		terminal.resize(70, 20);
		await terminal.waitFor(new RegExp(`[^▀]${'▀'.repeat(34)}[^▀]`));
		assertStraightSides(terminal, 70, 20);
		terminal.resize(100, 30);
		await terminal.waitFor('▀'.repeat(54));
		const requests = service.recorded.filter(
			({headers, path}) => headers.range === undefined && path.includes('portrait.png'),
		);
		assert.equal(requests.length, 1);
		await terminal.play(['esc', '▸4 Outputs 6'], ['', without('▀')]);
		assert.deepEqual(withoutTimes(picture(terminal, 100)), before);
	});

	test('v in the history shows the pictures of runs that nobody watched; space marks them, D saves these', async t => {
		const folder = temporaryFolder(t);
		const others = ['One', 'Two', 'Three'].map(title =>
			finishedRun(title, [{key: 'n9_images', file: 'face.png', signedFor: 3_600_000}]),
		);
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [everyKind, ...others]},
			ids: [everyKind.id],
			cwd: folder,
			columns: 100,
			rows: 30,
			env: {COLORTERM: 'truecolor'},
		});
		await terminal.play(
			['', 'portrait.png'],
			['H', /Three[^]*Two[^]*One/],
			['j space space', /•\s*Three/],
			['v', /▸face\.png ─ 1 of 2 ─ PNG[^]*▀/],
			['space', /face\.png ─ 2 of 2 ─ 1 marked/],
			['D', /saved ~?\S*face\.png/],
		);
		assert.equal(readdirSync(folder).filter(name => name.endsWith('face.png')).length, 1);
	});

	test('an output without extension is what its first bytes say: in the list, by v and when saved', async t => {
		const cwd = temporaryFolder(t);
		const body = Buffer.from(mediaFile('portrait.png')?.body ?? '');
		const {address} = await startMedia(t, (request, response) => {
			serveFile(request, response, {body});
		});
		const run = finishedRun('A portrait', [
			{key: 'n9', value: address('/media/example-output').href},
		]);
		const env = {COLORTERM: 'truecolor'};
		const {terminal} = await watchOnScreen(t, {scenario: {runs: [run]}, cwd, env});
		await terminal.play(
			['', 'example-output'],
			['4 z', /▣ example-output +96×96/],
			['v', /example-output ─ PNG 96×96[^]*▀/],
			['d', /saved \S*example-output\.png/],
		);
	});

	test('v on the details shows the inputs that are pictures, by links of the service, without the key', async t => {
		const cwd = temporaryFolder(t);
		const body = Buffer.from(mediaFile('portrait.png')?.body ?? '');
		const {address, requests} = await startMedia(t, (request, response) => {
			serveFile(request, response, {body});
		});
		const run = {
			...finishedRun('A portrait'),
			inputs: {
				n1_image: {uri: 'asset://asset_0123', role: 'first_frame'},
				n2_images: [address('/river.png?expires=1&signature=s').href, 'asset://asset_ffff'],
			},
		};
		const asset = {
			original_filename: '江南.png',
			media_type: 'image',
			signed_url: address('/assets/asset_0123/content?signature=a').href,
		};
		const env = {COLORTERM: 'truecolor'};
		const scenario = {runs: [run], assets: new Map([['asset_0123', successResponse(asset)]])};
		const {terminal} = await watchOnScreen(t, {scenario, cwd, columns: 100, env});
		await terminal.play(
			['', '江南.png'],
			['2', 'v input picture'],
			['v', /▸江南\.png ─ PNG 96×96 ─ 912 B ─ inputs\.n1_image[^]*▀/],
			['d', /saved \S*inputs\.n1_image-江南\.png/],
			[']', /▸river\.png ─ PNG 96×96 ─ 912 B[^]*▀/],
			['y', 'copied river.png'],
			[']', /▸asset ffff[^]*No preview: the service gives no link to it \([^)]*\)\./],
			['o', 'nothing to open here'],
			['esc', /▸2 A portrait/],
		);
		assert.equal(copiedText(terminal), address('/river.png?expires=1&signature=s').href);
		assert.ok(requests.every(({headers}) => headers.authorization === undefined));
		assert.deepEqual(new Set(requests.map(({path}) => path)).size, 2);
	});

	test('v does not fetch a video, and reports a wrong image', async t => {
		const {service, terminal} = await openOutputs(t);
		await terminal.play(
			['j j j v', /clip\.mp4 ─ video ─[^]*No preview for this kind of file/],
			['esc', '▸4 Outputs 6'],
			['G v', 'No preview: the file is damaged, or no picture. o opens it'],
			['esc', '▸4 Outputs 6'],
		);
		const requests = service.recorded.filter(
			({method, path}) => method === 'GET' && /clip|song/.test(path),
		);
		assert.ok(requests.every(({headers}) => headers.range !== undefined));
	});
});

/** Returns the rows except the one with the expiry time and the footer, which both change over time. */
function withoutTimes(rows: readonly string[]): readonly string[] {
	return rows.filter((_, y) => y !== 2 && y !== rows.length - 1);
}
