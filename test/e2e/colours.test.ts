import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {TestEnvironment} from '../helpers/program.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), queuedRun('A film')];

/** How colours are written: by one of the sixteen numbers, by one of 256, as any colour; or not at all. */
type Way = 'sixteen' | '256' | 'any' | 'none';

/** What the environment says, and how the colours of a theme that has its own are written then. */
const cases: ReadonlyArray<readonly [TestEnvironment, Way]> = [
	[{TERM: 'xterm'}, 'sixteen'],
	[{TERM: 'xterm-256color'}, '256'],
	[{TERM: 'xterm', COLORTERM: 'truecolor'}, 'any'],
	[{TERM: 'xterm', COLORTERM: '24bit'}, 'any'],
	[{TERM: 'xterm-256color', COLORTERM: 'yes'}, '256'],
	[{TERM: 'xterm', FORCE_COLOR: '1'}, 'sixteen'],
	[{TERM: 'xterm', FORCE_COLOR: 'true'}, 'sixteen'],
	[{TERM: 'xterm', FORCE_COLOR: '2'}, '256'],
	[{TERM: 'xterm', FORCE_COLOR: '3'}, 'any'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor', FORCE_COLOR: '1'}, 'sixteen'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor', FORCE_COLOR: '0'}, 'none'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
	[{TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '3'}, 'any'],
	[{TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '0'}, 'none'],
	[{TERM: 'foot'}, 'any'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor', FORCE_COLOR: 'true'}, 'sixteen'],
];

suite('colours', {concurrency: 2}, () => {
	for (const [env, way] of cases) {
		const said = Object.entries(env)
			.map(([name, value]) => `${name}=${value ?? ''}`)
			.join(' ');
		test(`D4: ${said}: ${way}`, async t => {
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs},
				args: ['--theme', 'dark'],
				env,
				columns: 120,
			});
			await terminal.waitFor(/○ 1 queued {2}✓ 1 succeeded[^]*A film/);
			terminal.press('?');
			await terminal.waitFor('this help');
			assert.deepEqual(waysIn(terminal.raw().toString()), way === 'none' ? [] : [way]);
			// What stands out does so without colours, too.
			assert.ok(/\[(1|7)m/.test(terminal.raw().toString()));
			terminal.press('esc', 'ctrl+c');
			await terminal.exit;
			// What is left behind in the terminal is no more colourful.
			assert.deepEqual(waysIn(terminal.raw().toString()), way === 'none' ? [] : [way]);
		});
	}

	for (const more of [{}, {FORCE_COLOR: '3'}, {COLORTERM: 'truecolor'}]) {
		const said = Object.keys(more).join();
		test(`D4: a dumb terminal gets the whole watch as lines without any escape sequence ${said}`, async t => {
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs: [finishedRun('A portrait')]},
				env: {TERM: 'dumb', ...more},
				columns: 200,
			});
			assert.deepEqual(await terminal.exit, {code: 0, signal: null});
			const written = terminal.raw().toString();
			assert.deepEqual(
				[...written].filter(character => /[^\P{Cc}\r\n]/u.test(character)),
				[],
			);
			// The lines end as a terminal ends them; nothing is written over.
			assert.equal(written.replaceAll('\r\n', '').includes('\r'), false);
			const lines = written.trimEnd().split('\r\n');
			assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d watching 1 run$/);
			assert.ok(
				lines.some(line => / succeeded .*CNY 0\.0002878 A portrait$/.test(line)),
				written,
			);
			assert.match(lines.at(-1) ?? '', /^\d\d:\d\d:\d\d done: 1 succeeded, CNY 0\.0002878$/);
		});
	}
});

const sgr = new RegExp(String.raw`\u001B\[([\d;:]*)m`, 'g');

/** The ways in which colours are written, each once. */
function waysIn(written: string): readonly Way[] {
	const ways = [...written.matchAll(sgr)].flatMap(([, parameters = '']): readonly Way[] => {
		const text = `;${parameters.replaceAll(':', ';')};`;
		return [
			...(/;[34]8;2;/.test(text) ? (['any'] as const) : []),
			...(/;[34]8;5;/.test(text) ? (['256'] as const) : []),
			...(/;(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]);/.test(
				text.replaceAll(/;[34]8;(?:5;\d+|2;\d+;\d+;\d+)(?=;)/g, ''),
			)
				? (['sixteen'] as const)
				: []),
		];
	});
	return [...new Set(ways)];
}
