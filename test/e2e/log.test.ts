import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {assertStraightFrame} from './frame.ts';
import {watchOnScreen, type WatchSetup} from './watch.ts';

type Payload = Readonly<Record<string, unknown>>;

/** When the first entry of each log was written. */
const begin = Date.parse('2026-05-08T02:00:00Z');

/** An entry as the service writes it, so many seconds after the first one. */
function line(second: number, change: Payload = {}): Payload {
	return {
		at: new Date(begin + second * 1000).toISOString(),
		event_type: 'log',
		level: 'info',
		message: `line ${second}`,
		node_id: '3',
		...change,
	};
}

function lines(from: number, to: number): Payload[] {
	return Array.from({length: to - from}, (_, index) => line(from + index));
}

/** A run that goes on for longer than any test, with the log that `told` holds at that moment. */
function runTelling(told: readonly Payload[], title: string): RunScript {
	const [node] = pictureRun(title).nodes;
	assert.ok(node !== undefined);
	return {
		...pictureRun(title, -5000),
		nodes: [{...node, ms: 600_000}],
		reworded: execution => ({
			...execution,
			started_at: new Date(begin).toISOString(),
			logs: [...told],
		}),
	};
}

/** Logs that the test goes on writing, on the screen, with the focus in the log of the first. */
async function openLogs(
	t: TestContext,
	logs: ReadonlyArray<readonly Payload[]>,
	setup: Partial<WatchSetup> = {},
) {
	const {service, terminal} = await watchOnScreen(t, {
		scenario: {runs: logs.map((told, index) => runTelling(told, `Picture ${index + 1}`))},
		args: ['--interval', '0.2'],
		columns: 120,
		rows: 30,
		...setup,
	});
	const [first = []] = logs;
	await terminal.waitFor(new RegExp(`Log ─ follow ─ ${first.length.toLocaleString('en')} lines?`));
	terminal.press('3');
	await terminal.waitFor('▸Log');
	return {service, terminal};
}

/** The rows of the log that are in sight, from the left edge of the pane on; the title is not one. */
function logRows(screen: readonly string[]): readonly string[] {
	const title = screen.findIndex(row => /[├│]▸?(Log|日志) ─/.test(row));
	const edge = Math.max(screen[title]?.lastIndexOf('├') ?? 0, 0);
	const end = screen.findIndex((row, index) => index > title && /├[ ▸]Outputs/.test(row));
	return screen.slice(title + 1, end).map(row => row.slice(edge + 1, -1).trimEnd());
}

function titleOf(screen: readonly string[]): string {
	return screen.find(row => /[├│]▸?Log ─/.test(row)) ?? '';
}

/** Waits until a row of the log in sight holds the text, and gives the rows. */
async function waitForRow(terminal: TestTerminal, wanted: RegExp): Promise<readonly string[]> {
	return logRows(await terminal.waitFor(screen => logRows(screen).some(row => wanted.test(row))));
}

/** Takes what was typed. A key right behind `enter` would be taken for a part of something pasted. */
async function submit(terminal: TestTerminal): Promise<void> {
	terminal.press('enter');
	await terminal.waitFor('f follow');
}

suite('a log is read', {concurrency: 3}, () => {
	test('it follows the end, keeps its line while the user is further up, and follows again at the end', async t => {
		const told = lines(0, 60);
		const {terminal} = await openLogs(t, [told]);
		told.push(line(60));
		await waitForRow(terminal, /line 60$/);
		terminal.press('up', 'up', 'up');
		const rows = await waitForRow(terminal, /^▸.*line 57$/);
		assert.match(titleOf(terminal.screen()), /▸Log ─ paused ─ 61 lines/);
		assert.match(rows.at(-1) ?? '', /line 60$/);
		told.push(...lines(61, 68));
		const later = await terminal.waitFor(/▸Log ─ ↓7 new ─ 68 lines/);
		assert.deepEqual(logRows(later), rows, 'the reader stays to the line');
		// One step short of the end it is still held, at the end it follows.
		terminal.type('j'.repeat(9));
		const almost = await terminal.waitFor(screen =>
			/▸.*line 66$/.test(logRows(screen).at(-1) ?? ''),
		);
		assert.match(titleOf(almost), /─ ↓7 new ─/);
		terminal.press('j');
		await terminal.waitFor(/▸Log ─ follow ─ 68 lines/);
		told.push(line(68));
		await waitForRow(terminal, /▸.*line 68$/);
		assertStraightFrame(terminal, 120, 30);
	});

	test('a search goes along while it is typed, counts its hits, keeps what is around them, and is left with esc', async t => {
		const told = lines(0, 90).map((entry, index) =>
			index % 30 === 10 ? {...entry, message: `CUDA out of memory, batch ${index}`} : entry,
		);
		const {terminal} = await openLogs(t, [told]);
		terminal.press('g', '/');
		await terminal.waitFor('search log:');
		terminal.type('cuda');
		await terminal.waitFor(/\/cuda hit 1 of 3/);
		await submit(terminal);
		terminal.press('n');
		const second = await terminal.waitFor(/\/cuda hit 2 of 3/);
		const rows = logRows(second);
		const at = rows.findIndex(row => /^▸.*CUDA out of memory, batch 40$/.test(row));
		assert.match(rows[at - 1] ?? '', /line 39$/);
		assert.match(rows[at + 1] ?? '', /line 41$/);
		terminal.press('N', 'N');
		await terminal.waitFor(/hit 3 of 3[^]*wrapped around to the end/);
		terminal.press('n');
		await terminal.waitFor(/hit 1 of 3[^]*wrapped around to the start/);
		terminal.press('&');
		const only = await terminal.waitFor(/hits only ─ 3 of 90 lines/);
		assert.deepEqual(
			logRows(only)
				.filter(row => row !== '')
				.map(row => /batch (\d+)$/.exec(row)?.[1]),
			['10', '40', '70'],
		);
		told.push(line(99, {message: 'CUDA out of memory, batch 99'}));
		await terminal.waitFor(/hit 1 of 4 ─ hits only ─ 4 of 91 lines/);
		terminal.press('&');
		const rest = await terminal.waitFor(/4 hits ─ hits hidden ─ 87 of 91 lines/);
		assert.ok(logRows(rest).every(row => !row.includes('CUDA')));
		terminal.press('esc');
		const left = await terminal.waitFor(screen => !titleOf(screen).includes('/cuda'));
		assert.match(titleOf(left), /─ 91 lines ─/);
		await waitForRow(terminal, /^▸.*batch 10$/);
	});

	test('an expression is tried as it is typed, and an invalid one is reported', async t => {
		const {terminal} = await openLogs(t, [lines(0, 60)]);
		terminal.press('/');
		await terminal.waitFor('search log:');
		terminal.type('/line [34]7$|LINE (5');
		await terminal.waitFor('invalid regular expression');
		terminal.type(')');
		await terminal.waitFor(/\(5\) hit \d of 2/);
		terminal.press('ctrl+u');
		terminal.type('/line [34]7$');
		await terminal.waitFor(/hit \d of 2/);
		terminal.press('esc');
		await terminal.waitFor(/▸Log ─ follow ─ 60 lines/);
	});

	test('esc leaves a search that takes long, and keys are heard meanwhile', async t => {
		// Each of them takes the expression some milliseconds, and it finds none.
		const told = lines(0, 5000).map(entry => ({...entry, message: `${'a'.repeat(18)}!`}));
		const {terminal} = await openLogs(t, [told]);
		terminal.press('g', '/');
		await terminal.waitFor('search log:');
		terminal.type('/^(a+)+$');
		await terminal.waitFor(/\(a\+\).* reading \d+%/);
		await submit(terminal);
		terminal.press('j');
		const moved = await terminal.waitFor(screen => logRows(screen)[1]?.startsWith('▸') === true);
		assert.match(titleOf(moved), / reading \d+%/);
		terminal.press('esc');
		await terminal.waitFor(/▸Log ─ paused ─ 5,000 lines ─/);
	});

	test('an expression that takes too long for a single entry is reported', async t => {
		const {terminal} = await openLogs(t, [[line(0, {message: `${'a'.repeat(50)}!`})]]);
		terminal.press('/');
		await terminal.waitFor('search log:');
		terminal.type('/^(a+)+$');
		await terminal.waitFor('regular expression too slow');
		terminal.press('esc');
		await terminal.waitFor(/▸Log ─ follow ─ 1 lines?/);
	});

	test('the level, the errors, the nodes', async t => {
		const told = lines(0, 50).map((entry, index) => ({
			...entry,
			level: index % 20 === 5 ? 'error' : index % 10 === 5 ? 'warning' : 'debug',
			node_id: String(Math.floor(index / 20)),
		}));
		const {terminal} = await openLogs(t, [told]);
		terminal.press('g', 'e');
		await waitForRow(terminal, /^▸.*ERROR n0 +line 5$/);
		terminal.press('e');
		await waitForRow(terminal, /^▸.*ERROR n1 +line 25$/);
		terminal.press('E');
		await waitForRow(terminal, /^▸.*line 5$/);
		terminal.press(']');
		await waitForRow(terminal, /^▸.*n1 +line 20$/);
		terminal.press('#');
		const one = await terminal.waitFor(/node 1 ─ 20 of 50 lines/);
		assert.ok(logRows(one).every(row => row === '' || row.includes(' n1 ')));
		terminal.press('#');
		await waitForRow(terminal, /^▸.*line 20$/);
		terminal.press('[');
		await waitForRow(terminal, /^▸.*n0 +line 0$/);

		for (const [word, shown] of [
			['info and above', 5],
			['warnings and errors', 5],
			['errors only', 3],
		] as const) {
			terminal.press('L');
			await terminal.waitFor(`${word} ─ ${shown} of 50 lines`);
		}

		terminal.press('L');
		await terminal.waitFor(screen => / ─ 50 lines/.test(titleOf(screen)));
	});

	test('u goes to what is new, and a rule stands before it', async t => {
		const told = lines(0, 60);
		const {terminal} = await openLogs(t, [told]);
		terminal.press('g');
		await terminal.waitFor('─ paused ─');
		terminal.press('u');
		await terminal.waitFor('no unread lines');
		told.push(...lines(60, 100));
		await terminal.waitFor('↓40 new');
		terminal.press('u');
		const rows = await waitForRow(terminal, /^▸.*line 60$/);
		const at = rows.findIndex(row => row.startsWith('▸'));
		assert.match(rows[at - 1] ?? '', /^ ─+ new from here on/);
		assert.match(rows[at - 2] ?? '', /line 59$/);
	});

	test('; goes to a time, a percentage or a line while it is typed, and esc goes back', async t => {
		const {terminal} = await openLogs(t, [lines(0, 200)], {env: {TZ: 'UTC'}});

		for (const [typed, row] of [
			['02:01', 60],
			['+2m', 120],
			['50%', 100],
			['30', 29],
		] as const) {
			terminal.press(';');
			await terminal.waitFor('go to (10:02, +90s, 50%, line):');
			terminal.type(typed);
			await waitForRow(terminal, new RegExp(`^▸.*line ${row}$`));
			await submit(terminal);
		}

		terminal.press(';');
		await terminal.waitFor('go to (');
		terminal.type('100%');
		await waitForRow(terminal, /^▸.*line 199$/);
		terminal.press('esc');
		await waitForRow(terminal, /^▸.*line 29$/);
		terminal.press(';');
		await terminal.waitFor('go to (');
		terminal.type('noon');
		terminal.press('enter');
		await terminal.waitFor('"noon" is not a time, percentage or line');
	});

	test('wrapped and sideways', async t => {
		const long = `begin ${'word '.repeat(60)}end`;
		const {terminal} = await openLogs(t, [[...lines(0, 5), line(5, {message: long})]]);
		const cut = await waitForRow(terminal, /begin word/);
		assert.ok(cut.every(row => !row.includes('end')));
		terminal.press('right');
		await terminal.waitFor('→8');
		await waitForRow(terminal, / n3 {3}rd word/);
		terminal.press('w');
		const wrapped = await waitForRow(terminal, /^ +(word )*end$/);
		assert.ok(wrapped.some(row => row.includes('begin word')));
		terminal.press('w');
		await terminal.waitFor('→8');
		terminal.press('left');
		await waitForRow(terminal, /begin word/);
	});

	test('times: of day, since the start, since the previous line, or none', async t => {
		const {terminal} = await openLogs(t, [[line(0), line(4), line(75)]], {env: {TZ: 'UTC'}});
		const times = (rows: readonly string[]) =>
			rows.filter(row => row.includes('line')).map(row => row.slice(1, 10).trim());
		assert.deepEqual(times(await waitForRow(terminal, /line 75$/)), [
			'02:00:00',
			'02:00:04',
			'02:01:15',
		]);
		terminal.press('t');
		const since = logRows(await terminal.waitFor('since start'));
		assert.deepEqual(times(since), ['+00:00', '+00:04', '+01:15']);
		terminal.press('t');
		const previous = logRows(await terminal.waitFor('since the previous line'));
		assert.deepEqual(times(previous), ['', '+4.00s', '+01:11']);
		terminal.press('t');
		await waitForRow(terminal, /^▸INFO +n3 +line 75$/);
	});

	test('enter shows an entry whole, and its JSON laid out', async t => {
		const message = JSON.stringify({node: 'KSampler', seeds: [1, 2]});
		const {terminal} = await openLogs(t, [[line(0), line(1, {message, progress_percent: 40})]]);
		await waitForRow(terminal, /KSampler/);
		terminal.press('enter');
		const screen = (await terminal.waitFor('Log entry')).join('\n');

		for (const wanted of [
			/run +wfrun_/,
			/time +2026-05-08/,
			/type +log/,
			/node +3/,
			/progress +40%/,
		]) {
			assert.match(screen, wanted);
		}

		assert.match(screen, /\{ *│?\n.*"node": "KSampler",.*\n.*"seeds": \[/);
		terminal.press('esc');
		await terminal.waitFor(/▸Log ─ follow ─ 2 lines/);
	});

	test('the logs of all runs are one, in order of time, and leave as such', async t => {
		const folder = temporaryFolder(t);
		const odd = [1, 3, 5].map(second => line(second));
		const even = [0, 2, 4].map(second => line(second));
		const {service, terminal} = await openLogs(t, [odd, even], {cwd: folder});
		const [first = '', second = ''] = service.runOrderIds;
		terminal.press('A');
		const rows = logRows(await terminal.waitFor(/all runs ─ 6 lines/)).slice(0, 6);
		const short = (id: string) => id.replace('wfrun_', '').slice(0, 4);
		assert.deepEqual(
			rows.map(row => row.slice(1, 5) + row.slice(-7)),
			[second, first, second, first, second, first].map((id, at) => `${short(id)} line ${at}`),
		);
		odd.push(line(6));
		await waitForRow(terminal, /line 6$/);
		terminal.press('ctrl+s');
		await terminal.waitFor(/saved .*all-runs\.log \(7 log entries\)/);
		terminal.press('ctrl+e');
		await terminal.waitFor(/saved .*all-runs\.jsonl \(7 log entries\)/);
		const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
		const ids = [second, first, second, first, second, first, first];
		assert.deepEqual(
			read('all-runs.log').map(text => text.split(' ')[1]),
			ids,
		);
		assert.deepEqual(
			read('all-runs.jsonl').map(text => (JSON.parse(text) as Payload)['run_order_id']),
			ids,
		);
	});

	test('selected lines are copied clean', async t => {
		const {terminal} = await openLogs(t, [lines(0, 20)]);
		terminal.press('up', 'V', 'up', 'up');
		await terminal.waitFor('3 lines selected');
		terminal.press('y');
		await terminal.waitFor('copied 3 log entries (via the terminal)');
		// eslint-disable-next-line no-control-regex -- the sequence is what is looked for
		const [, base64 = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(terminal.raw().toString()) ?? [];
		assert.deepEqual(
			Buffer.from(base64, 'base64')
				.toString()
				.split('\n')
				.map(row => row.replace(/^\S+ /, '')),
			['INFO  n3   line 16', 'INFO  n3   line 17', 'INFO  n3   line 18'],
		);
		terminal.press('esc');
		await terminal.waitFor(screen => !titleOf(screen).includes('selected'));
	});

	test('small or large, the frame stands straight while the log is read', async t => {
		for (const [columns, rows] of [
			[80, 24],
			[200, 60],
		] as const) {
			const told = lines(0, 80).map((entry, index) => ({
				...entry,
				message: `显存不足 🧩 ${'word '.repeat(index)}`,
			}));
			const {terminal} = await openLogs(t, [told, lines(0, 9)], {columns, rows});
			assertStraightFrame(terminal, columns, rows);
			terminal.press('w');
			await waitForRow(terminal, /^ +(word )*word/);
			assertStraightFrame(terminal, columns, rows);
			terminal.press('A', 'g');
			await terminal.waitFor(/paused.* all runs|all runs.* paused/);
			assertStraightFrame(terminal, columns, rows);
		}
	});

	test('nothing is saved if the filters hide everything, and a notice says so', async t => {
		const {terminal} = await openLogs(t, [lines(0, 20)]);
		terminal.press('L', 'L');
		await terminal.waitFor('No entry matches the filters.');
		terminal.press('ctrl+s');
		await terminal.waitFor('nothing to save: no entry matches the filters');
		assertStraightFrame(terminal, 120, 30);
	});
});
