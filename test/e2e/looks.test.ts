import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {openPty, openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {apiKey} from './key.ts';
import {assertStraightFrame} from './frame.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {openOn, watchArguments, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), runEndingIn(3000, 'A song')];

suite('looks', {concurrency: 3}, () => {
	test('with --ascii no byte above 0x7F is written', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			args: ['--ascii', '--interval', '0.2'],
			columns: 120,
			rows: 40,
		});
		const screen = await terminal.waitFor(/v 2 succeeded[^]*A film/);
		assert.match(
			screen[0] ?? '',
			/^\+ chenyu-top - o 1 queued {2}v 2 succeeded - session CNY [\d.]+ -+ [\d:]+ \+$/,
		);
		assert.match(screen.at(-1) ?? '', /^\+ .*-\+$/);
		terminal.press('j', '4', '3', '?');
		await terminal.waitFor('this help');
		terminal.press('q', '/');
		await terminal.waitFor('search log:');
		terminal.press('esc');
		await terminal.waitFor(shown => !shown.join('\n').includes('search log:'));
		terminal.press('q');
		await terminal.exit;
		assert.match(terminal.scrollback().join('\n'), /^v succeeded .*\n[^]*^o queued /m);
		assert.deepEqual(
			terminal.raw().filter(byte => byte > 0x7f),
			Buffer.alloc(0),
		);
	});

	test('on a terminal that is not UTF-8 only ASCII is written, and it stands straight (T17)', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('文生图 · 雨夜'), queuedRun('A film')]},
			columns: 120,
			rows: 30,
			env: {LC_ALL: 'C', LANG: 'zh_CN.UTF-8'},
		});
		const screen = await terminal.waitFor(/\?{6} - \?{4}[^]*A film[^]*n9_images/);
		assert.deepEqual(
			screen.filter(line => line.length !== 120 || !/^[+|].*[+|]$/.test(line)),
			[],
		);
		terminal.press('?');
		await terminal.waitFor('this help');
		terminal.press('q', 'q');
		await terminal.exit;
		assert.match(terminal.scrollback().join('\n'), /^v succeeded .*\?{6} - \?{4}/m);
		assert.deepEqual(
			terminal.raw().filter(byte => byte > 0x7f),
			Buffer.alloc(0),
		);
	});

	test('without a screen, too, but JSON stays the same JSON, and a file gets UTF-8 (T17)', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('文生图')]},
		});
		const file = join(temporaryFolder(t), 'lines');
		const env = {LC_ALL: 'C'};
		const plain = openOn(t, service, {args: ['--plain'], env, columns: 300});
		await plain.exit;
		assert.match(plain.scrollback().join('\n'), / succeeded .*\?{6}$/m);
		const json = openOn(t, service, {args: ['--json'], env, columns: 300});
		await json.exit;
		const [, title] = /"title":("[^"]+")/.exec(json.raw().toString()) ?? [];
		assert.equal(JSON.parse(title ?? ''), '文生图');
		const wrong = openTerminal(t, {args: ['--温度'], env});
		await wrong.exit;
		assert.match(wrong.scrollback().join('\n'), /^chenyu-top: .*\?{4}/);

		for (const terminal of [plain, json, wrong]) {
			assert.deepEqual(
				terminal.raw().filter(byte => byte > 0x7f),
				Buffer.alloc(0),
			);
		}

		const intoFile = openPty(t, 'sh', {
			args: [
				'-c',
				`"$@" > ${file}`,
				'sh',
				node,
				program(),
				...watchArguments(service, service.runOrderIds, ['--plain']),
			],
			env: {CHENYU_API_KEY: apiKey, ...env},
		});
		await intoFile.exit;
		assert.match(readFileSync(file, 'utf8'), / succeeded .*文生图$/m);
	});

	for (const [what, looks] of [
		['NO_COLOR', {env: {NO_COLOR: '1'}}],
		['--no-color', {args: ['--no-color']}],
		['--theme mono', {args: ['--theme', 'mono']}],
	] as const) {
		test(`with ${what} nothing is coloured, and every state has its sign and its word`, async t => {
			const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns: 120, ...looks});
			const screen = await terminal.waitFor(/○ 1 queued[^]*✓ \w+ A portrait +succeeded[^]*A film/);
			assert.match(screen.join('\n'), /▸Runs[^]*✓ succeeded │/);
			assert.deepEqual(underlinedBlanks(terminal), []);
			terminal.press('?');
			await terminal.waitFor('this help');
			assert.deepEqual(colours(terminal.raw().toString()), []);
		});
	}

	test('variables of web projects change nothing, and a program that is opened still gets them (D11)', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			columns: 120,
			rows: 30,
			env: {
				DEV: 'true',
				DEBUG: '*',
				NODE_ENV: 'development',
				JEST_WORKER_ID: '1',
				PAGER: `sh -c 'echo "pager $DEV $DEBUG $NODE_ENV"; read -r line < /dev/tty'`,
			},
		});
		await terminal.waitFor(/succeeded[^]*SaveImage/);
		// Only Ink hears keys.
		terminal.press('?');
		await terminal.waitFor('this help');
		terminal.press('q', '3');
		await terminal.waitFor('▸Log');
		assertStraightFrame(terminal, 120, 30);
		terminal.press('v');
		await terminal.waitFor('pager true * development');
		terminal.press('enter');
		await terminal.waitFor('▸Log');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.doesNotMatch(terminal.raw().toString(), /devtools|ENOENT|debug/i);
	});

	test('--screen shows the screen also where CI is set, and keys work there', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			args: ['--screen'],
			env: {CI: 'true', GITHUB_ACTIONS: 'true'},
			columns: 120,
			rows: 30,
		});
		await terminal.waitFor(/○ 1 queued[^]*A film/);
		terminal.press('?');
		await terminal.waitFor('this help');
		terminal.press('q', 'j');
		await terminal.waitFor('▸○');
		assertStraightFrame(terminal, 120, 30);
		assert.equal(terminal.isAlternate(), true);
		terminal.resize(100, 20);
		await terminal.waitFor(screen => screen.length === 20 && /└.*┘$/.test(screen[19] ?? ''));
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test("otherwise states have colours of the user's own sixteen", async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns: 120});
		const [header = ''] = await terminal.waitFor(/○ 1 queued {2}.*✓ 1 succeeded/);
		const colourOf = (sign: string) => terminal.cell(header.indexOf(sign), 0).foreground;
		assert.deepEqual([colourOf('✓'), colourOf('○')], [2, 3]);
		assert.notDeepEqual(colours(terminal.raw().toString()), []);
		assert.ok(!terminal.raw().toString().includes('38;2;'));
	});

	test('--theme auto asks for the background, and takes the colours for it', async t => {
		// This terminal does not tell its background, but says what it is: then the variable counts.
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			columns: 120,
			args: ['--theme', 'auto'],
			env: {COLORTERM: 'truecolor', COLORFGBG: '0;15'},
		});
		const [header = ''] = await terminal.waitFor(/✓ 1 succeeded/);
		await terminal.waitFor(() => terminal.cell(header.indexOf('✓'), 0).foreground === '#116329');
		assert.ok(terminal.raw().toString().includes('\u001B]11;?'));
		// What came back was no key: nothing else has changed.
		assert.match(terminal.screen().join('\n'), /▸Runs[^]*▸✓/);
	});
});

/** Where an empty cell is underlined, which looks like text. */
function underlinedBlanks(terminal: TestTerminal): readonly string[] {
	return terminal
		.screen()
		.flatMap((line, y) =>
			Array.from(line, (_, x) => ({x, cell: terminal.cell(x, y)})).flatMap(({x, cell}) =>
				cell.underline &&
				cell.width === 1 &&
				cell.text.trim() === '' &&
				!isBetweenUnderlined(terminal, x, y)
					? [`${x}, ${y} in ${line}`]
					: [],
			),
		);
}

/** A space between two words. */
function isBetweenUnderlined(terminal: TestTerminal, x: number, y: number): boolean {
	return [x - 1, x + 1].every(near => {
		const {underline, text} = terminal.cell(near, y);
		return underline && text.trim() !== '';
	});
}

const sgr = new RegExp(String.raw`\u001B\[([\d;:]*)m`, 'g');

/** The parameters of SGR that choose a colour. */
function colours(written: string): readonly string[] {
	return [...written.matchAll(sgr)]
		.flatMap(([, parameters = '']) => parameters.split(/[;:]/))
		.filter(parameter => /^(3[0-8]|4[0-8]|9[0-7]|10[0-7])$/.test(parameter));
}
