/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import type {RunScript} from '../../source/demo/index.ts';
import {type TestEnvironment, temporaryFolder} from '../helpers/program.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {picture} from './frame.ts';
import {workflow} from '../../source/demo/showcase/recipes.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen, type ScreenWatch} from './watch.ts';

const hour = 3_600_000;

/** A run that made one output of each kind. */
function everyKind(): RunScript {
	return {
		...finishedRun('Everything'),
		// The last of them is not what it is said to be.
		workflow: workflow('everything', 'Everything', [{key: 'n14_images', type: 'image'}]),
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: 'n9_images', kind: 'file', file: 'portrait.png', signedFor: hour},
				{key: 'n10_text', kind: 'text', text: 'a seed of 42'},
				{key: 'n11_files', kind: 'file', file: 'lyrics.txt'},
				{key: 'n12_videos', kind: 'file', file: 'clip.mp4'},
				{key: 'n13_audio', kind: 'file', file: 'song.wav'},
				{key: 'n14_images', kind: 'file', file: 'storyboard.txt'},
			],
		},
	};
}

type ShelfSetup = {
	readonly env?: TestEnvironment;
	readonly columns?: number;
	readonly rows?: number;
};

/** The shelf of a finished run in front, with what was asked of its host told. */
async function openShelf(
	t: TestContext,
	{env = {}, columns = 100, rows = 30}: ShelfSetup = {},
): Promise<ScreenWatch> {
	const watch = await watchOnScreen(t, {
		scenario: {runs: [everyKind()]},
		columns,
		rows,
		env: {COLORTERM: 'truecolor', ...env},
	});
	const {terminal} = watch;
	await terminal.waitFor('n9_images');
	terminal.press('4', 'z');
	await terminal.waitFor(/n9_images +912 B +expires in (?:59|60)m +portrait\.png/);
	await terminal.waitFor(/n11_files +196 B[^]*n12_videos +\d[^]*n13_audio +\d[^]*n14_images +\d/);
	return watch;
}

/** A folder on PATH with a stand-in for the desktop's opener, which writes down its arguments. */
function standInOpener(t: TestContext): {readonly env: TestEnvironment; readonly opened: string} {
	const folder = temporaryFolder(t);
	const opened = join(folder, 'opened');
	writeFileSync(
		join(folder, 'xdg-open'),
		`#!/bin/sh\nprintf '%s\\n' "$#" "$1" "key:$CHENYU_API_KEY:" > '${opened}.new'\nmv '${opened}.new' '${opened}'\n`,
	);
	chmodSync(join(folder, 'xdg-open'), 0o700);
	const PATH = [folder, process.env['PATH']].join(delimiter);
	return {env: {PATH, DISPLAY: ':99'}, opened};
}

/** The place of the first cell with a text, counted from 0. */
function find(terminal: TestTerminal, text: string): readonly [x: number, y: number] {
	const y = terminal.screen().findIndex(line => line.includes(text));
	return [terminal.screen()[y]?.indexOf(text) ?? -1, y];
}

suite('the output shelf', {concurrency: 2, timeout: 90_000}, () => {
	test('no host is contacted before the outputs pane is open, and none ever gets the key', async t => {
		const {service, terminal} = await watchOnScreen(t, {scenario: {runs: [everyKind()]}});
		await terminal.waitFor('n9_images');
		const media = () => service.recorded.filter(({path}) => path.startsWith('/media/'));
		assert.deepEqual(media(), []);
		terminal.press('4');
		await terminal.waitFor(/n9_images .*\d+m left/);
		terminal.press('z');
		await terminal.waitFor('912 B');
		assert.ok(media().length > 0);
		assert.ok(media().every(({headers}) => headers.authorization === undefined));
		assert.ok(media().every(({method}) => method === 'HEAD'));
	});

	test('o has the desktop open the address, as one argument and without the key', async t => {
		const {env, opened} = standInOpener(t);
		const {terminal} = await openShelf(t, {env});
		terminal.press('o');
		await terminal.waitFor('opened n9_images');
		assert.ok(existsSync(opened));
		const [count, address, key] = readFileSync(opened, 'utf8').split('\n');
		assert.equal(count, '1');
		assert.match(
			address ?? '',
			/^http:\/\/127\.0\.0\.1:\d+\/media\/signed\/portrait\.png\?expires=\d+&signature=[\da-f]+$/,
		);
		assert.equal(key, 'key::');
	});

	test('over SSH it says so and has the terminal copy the address instead', async t => {
		const {env, opened} = standInOpener(t);
		const {terminal} = await openShelf(t, {
			env: {...env, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'},
		});
		terminal.press('o');
		await terminal.waitFor(
			'could not open n9_images (your desktop is on another machine); copied its address',
		);
		assert.match(copied(terminal), /^http:\/\/127\.0\.0\.1:\d+\/media\/signed\/portrait\.png\?/);
		assert.equal(existsSync(opened), false);
	});

	test('y copies the address, and of a text the text', async t => {
		const {terminal} = await openShelf(t);
		terminal.press('j', 'y');
		await terminal.waitFor('copied n10_text (via the terminal)');
		assert.equal(copied(terminal), 'a seed of 42');
	});

	test('enter reads a text with search, and esc closes one layer after the other', async t => {
		const {terminal} = await openShelf(t);
		terminal.press('j', 'j', 'enter');
		await terminal.waitFor(/n11_files ─ lyrics\.txt ─ 9 lines ─ 196 B ─[^]*城市夜色/);
		assertFrame(terminal, 100, 30);
		terminal.press('/');
		await terminal.waitFor('search text:');
		terminal.type('boat');
		await terminal.waitFor('hit 1 of 1');
		terminal.press('enter');
		await terminal.waitFor(screen => !screen.join('').includes('search text:'));
		const [x, y] = find(terminal, 'boat');
		assert.equal(terminal.cell(x, y).inverse, true);
		terminal.press('y');
		await terminal.waitFor('copied n11_files');
		assert.match(copied(terminal), /^城市夜色\n[^]*moon\.\n$/);
		terminal.press('esc');
		await terminal.waitFor(/▸Outputs 6/);
	});

	test('v shows a picture in half blocks, in its colours, and esc leaves the screen as it was', async t => {
		const {terminal} = await openShelf(t);
		const before = picture(terminal, 100);
		terminal.press('v');
		await terminal.waitFor(/n9_images ─ portrait\.png ─ PNG 96x96 ─ 912 B[^]*▀/);
		assertFrame(terminal, 100, 30);
		const [x, y] = find(terminal, '▀');
		// The picture is a disc before a sky from (62, 31, 71) to (244, 162, 97).
		const corner = terminal.cell(x, y);
		assertNear(corner.foreground, '#3e1f47');
		const row = terminal.screen()[y] ?? '';
		assert.equal(row.match(/▀+/)?.[0].length, 54);
		const middle = terminal.cell(50, 15);
		assertNear(middle.foreground, '#ffe4d6');
		assertNear(middle.background, '#ffe4d6');
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 6');
		await terminal.waitFor(screen => !screen.join('\n').includes('▀'));
		assert.ok(isDeepStrictEqual(withoutTimes(picture(terminal, 100)), withoutTimes(before)));
	});

	test('with 256 colours it shows the nearest of them', async t => {
		const {terminal} = await openShelf(t, {env: {COLORTERM: undefined}});
		terminal.press('v');
		await terminal.waitFor('▀');
		const [x, y] = find(terminal, '▀');
		assert.equal(typeof terminal.cell(x, y).foreground, 'number');
	});

	test('another size makes the picture anew without fetching it again', async t => {
		const {service, terminal} = await openShelf(t);
		terminal.press('v');
		await terminal.waitFor('▀'.repeat(54));
		terminal.resize(70, 20);
		await terminal.waitFor(screen =>
			new RegExp(`[^▀]${'▀'.repeat(34)}[^▀]`).test(screen.join('\n')),
		);
		assertFrame(terminal, 70, 20);
		const fetched = service.recorded.filter(
			({method, path}) => method === 'GET' && path.includes('portrait.png'),
		);
		assert.equal(fetched.length, 1);
	});

	test('v tells of a film and a sound what their heads say', async t => {
		const {service, terminal} = await openShelf(t);
		terminal.press('j', 'j', 'j', 'v');
		await terminal.waitFor(/MP4[^]*duration +2s[^]*96x64 · avc · 12 frames\/s/);
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 6');
		terminal.press('j', 'v');
		await terminal.waitFor(/WAVE[^]*duration +0\.8s[^]*pcm-s16 · mono · 8 kHz/);
		const gets = service.recorded.filter(
			({method, path}) => method === 'GET' && /clip|song/.test(path),
		);
		assert.ok(gets.every(({headers}) => headers.range !== undefined));
	});

	test('a file that is no picture is reported in a sentence', async t => {
		const {terminal} = await openShelf(t);
		await terminal.waitFor('▣ image  n14_images');
		terminal.press('G', 'v');
		await terminal.waitFor('The file is damaged, or its format is not supported here. o opens it.');
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 6');
	});
});

/** Colours come through scaling a little changed. */
function assertNear(actual: unknown, expected: string): void {
	const parts = (color: unknown): readonly number[] =>
		[1, 3, 5].map(at => Number.parseInt(String(color).slice(at, at + 2), 16));
	const [a, b] = [parts(actual), parts(expected)];
	assert.ok(
		a.every((part, index) => Math.abs(part - (b[index] ?? 0)) < 12),
		`${String(actual)} is not near ${expected}`,
	);
}

/** What the terminal was last asked to put into the clipboard. */
function copied(terminal: TestTerminal): string {
	const requested = [
		...terminal
			.raw()
			.toString()
			.matchAll(/\u001B\]52;c;([^\u0007]*)\u0007/g),
	];
	return Buffer.from(requested.at(-1)?.[1] ?? '', 'base64').toString();
}

function assertFrame(terminal: TestTerminal, columns: number, rows: number): void {
	for (let y = 1; y < rows - 1; y++) {
		const sides = [terminal.cell(0, y).text, terminal.cell(columns - 1, y).text].join(' ');
		assert.match(sides, /^[│├] [│┤]$/, `row ${y}: ${terminal.screen()[y]}`);
	}
}

/** The time that an address is good for goes on meanwhile, and a notice of the footer is shown for a while. */
function withoutTimes(rows: readonly string[]): readonly string[] {
	return rows.filter((_, y) => y !== 2 && y !== rows.length - 1);
}
