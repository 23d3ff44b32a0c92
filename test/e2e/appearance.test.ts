import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal, without, type TestTerminal} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, openInShell, openOn, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film'), runEndingIn(3000, 'A song')];

/** How colors are written: one of 16, one of 256, RGB, or not at all. */
type ColorFormat = '16' | '256' | 'rgb' | 'none';

suite('colors', {concurrency: 2}, () => {
	for (const [env, format] of [
		[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
		[{TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3'}, 'rgb'],
		[{COLORTERM: 'truecolor', NO_COLOR: '1'}, 'none'],
	] as const) {
		test(`are written in the format that the variables allow: ${format}`, async t => {
			const args = ['--theme', 'dark'];
			const {terminal} = await watchOnScreen(t, {scenario: {runs}, args, env, columns: 120});
			const expected = format === 'none' ? [] : [format];
			const screen = await terminal.waitFor(
				/○ 1 queued(?=[^]*A film)[^]*✓ A portrait +●? +[\d.]+s/,
			);
			// Every state has its sign and its word.
			assert.match(screen.join('\n'), /▸1 Runs.*[✓○◌►] (?:succeeded|queued|waiting|running) ─/);
			assertNoUnderlinedBlanks(terminal);
			await terminal.play(['?', '▸Help']);
			assert.deepEqual(formatsIn(terminal), expected);
			// Bold and inverse need no colors.
			assert.ok(/\[(1|7)m/.test(terminal.raw().toString()));
			await leave(terminal, ['esc', 'ctrl+c'], 130);
			assert.deepEqual(formatsIn(terminal), expected, 'of the receipt, too');
		});
	}

	test("if the background is unknown, states have colors of the user's own sixteen", async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}, columns: 120});
		const [header = ''] = await terminal.waitFor(/○ 1 queued {2}.*✓ 1 /);
		const colorOf = (sign: string) => terminal.cell(header.indexOf(sign), 0).foreground;
		assert.deepEqual([colorOf('✓'), colorOf('○')], ['default', 3]);
		assert.ok(!formatsIn(terminal).includes('rgb'));
	});

	test('by default the theme adapts to the background color, which is requested', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			columns: 120,
			env: {COLORTERM: 'truecolor'},
			response: reply => `\u001B]11;rgb:ffff/ffff/ffff\u001B\\${reply}`,
		});
		const [header = ''] = await terminal.waitFor(/○ 1 .*✓ 1 /);
		await terminal.waitFor(() => terminal.cell(header.indexOf('○'), 0).foreground === '#8a5a00');
		assert.ok(terminal.raw().toString().includes('\u001B]11;?'));
		// The response was no key.
		assert.match(terminal.screen().join('\n'), /▸1 Runs[^]*▸[►✓]/);
	});
});

suite('limited terminals', {concurrency: 3}, () => {
	test('a dumb terminal gets lines without escape sequences, even if colors are forced', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			env: {TERM: 'dumb', FORCE_COLOR: '3'},
			columns: 200,
		});
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		const written = terminal.raw().toString();
		assert.doesNotMatch(written, /[^\P{Cc}\r\n]|\r(?!\n)/u);
		const lines = written.trimEnd().split('\r\n');
		assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d watching 1 run$/);
		assert.match(lines.at(-1) ?? '', /^\d\d:\d\d:\d\d done: 1 succeeded, ¥0\.0002878$/);
	});

	test('with ascii no byte above 0x7F is written', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs},
			args: ['--interval', '0.2'],
			env: {...makeHome(t, {ascii: true}).env, CHENYU_API_KEY: apiKey},
			columns: 120,
			rows: 40,
		});
		const screen = await terminal.waitFor(/v 2 [^]*A film/);
		assert.match(
			screen[0] ?? '',
			/^\+ chenyu-top - o 1 queued {2}v 2 -+ CNY [\d.]+ spent since [\d:]+ - [\d:]+ \+$/,
		);
		assert.match(screen.at(-1) ?? '', /^\+ .*-\+$/);
		await terminal.play(
			['j 4 3 ?', '>Help'],
			['q /', 'search log:'],
			['esc', without('search log:')],
		);
		await leave(terminal);
		assert.match(terminal.scrollback().join('\n'), /^v succeeded .*\n[^]*^o queued /m);
		assertAscii(terminal);
	});

	test('a terminal without UTF-8 gets only ASCII, and the frame is straight', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('文生图 · 雨夜'), queuedRun('A film')]},
			columns: 120,
			rows: 30,
			env: {LC_ALL: 'C', LANG: 'zh_CN.UTF-8'},
		});
		const screen = await terminal.waitFor(/A film[^]*\?{6} - \?{4}/);
		assert.deepEqual(
			screen.filter(line => line.length !== 120 || !/^[+|].*[+|]$/.test(line)),
			[],
		);
		await terminal.play(['?', '>Help']);
		await leave(terminal, ['q', 'q']);
		assert.match(terminal.scrollback().join('\n'), /^v succeeded .*\?{6} - \?{4}/m);
		assertAscii(terminal);
	});

	test('so do plain lines; JSON is equivalent, and a file gets UTF-8', async t => {
		const service = await startService(t, {scenario: {runs: [finishedRun('文生图')]}});
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
		[plain, json, wrong].forEach(assertAscii);

		await openInShell(t, service, `"$@" > ${file}`, {args: ['--plain'], env}).exit;
		assert.match(readFileSync(file, 'utf8'), / succeeded .*文生图$/m);
	});

	test('variables of web projects have no effect, CI none with --screen; other programs get them', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			columns: 120,
			rows: 30,
			args: ['--screen'],
			env: {
				CI: 'true',
				GITHUB_ACTIONS: 'true',
				DEV: 'true',
				DEBUG: '*',
				NODE_ENV: 'development',
				JEST_WORKER_ID: '1',
				PAGER: `sh -c 'echo "pager $DEV $DEBUG $NODE_ENV"; read -r line < /dev/tty'`,
			},
		});
		await terminal.play(
			['', /succeeded[^]*SaveImage/],
			// Keys work only with Ink.
			['?', '▸Help'],
			['q 3', '▸3 Log'],
		);
		assertStraightFrame(terminal, 120, 30);
		await terminal.play(['ctrl+o', 'pager true * development'], ['enter', '▸3 Log']);
		terminal.resize(100, 20);
		await terminal.waitFor(screen => screen.length === 20 && /└.*┘$/.test(screen[19] ?? ''));
		await leave(terminal);
		assert.doesNotMatch(terminal.raw().toString(), /devtools|ENOENT|debug/i);
	});
});

function assertAscii(terminal: TestTerminal): void {
	assert.deepEqual(
		terminal.raw().filter(byte => byte > 0x7f),
		Buffer.alloc(0),
	);
}

/** Underlined blanks look like the character `_`. A single one between two underlined words is no fault. */
function assertNoUnderlinedBlanks(terminal: TestTerminal): void {
	for (const [y, line] of terminal.screen().entries()) {
		const marks = Array.from({length: line.length}, (_, x) => {
			const {underline, width, text} = terminal.cell(x, y);
			return underline && width === 1 ? (text.trim() === '' ? '_' : 'u') : ' ';
		});
		assert.doesNotMatch(marks.join(''), /(?<!u)_|_(?!u)/, line);
	}
}

const sgr = new RegExp(String.raw`\u001B\[([\d;:]*)m`, 'g');

/** The formats of the written colors. */
function formatsIn(terminal: TestTerminal): readonly ColorFormat[] {
	const written = [...terminal.raw().toString().matchAll(sgr)].flatMap(
		([, parameters = '']): readonly ColorFormat[] => {
			const text = `;${parameters.replaceAll(':', ';')};`;
			const basic = text.replaceAll(/;[34]8;(?:5;\d+|2;\d+;\d+;\d+)(?=;)/g, '');
			return [
				...(/;[34]8;2;/.test(text) ? (['rgb'] as const) : []),
				...(/;[34]8;5;/.test(text) ? (['256'] as const) : []),
				...(/;(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]);/.test(basic) ? (['16'] as const) : []),
			];
		},
	);
	return [...new Set(written)];
}
