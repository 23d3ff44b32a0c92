import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {Wanted} from '../helpers/terminal.ts';
import {assertMatches} from './assert-output.ts';
import {assertStraightFrame} from './frame.ts';
import {responding} from './runs.ts';
import {copiedText, watchOnScreen, type WatchSetup} from './watch.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The time of the first entry of each log. */
const begin = Date.parse('2026-05-08T02:00:00Z');

/** An API log entry, some seconds after the first one. */
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

/**
 * Creates a run that lasts longer than any test. Each response contains the entries that `log` has at that moment.
 */
function runWithLog(log: readonly Payload[], title: string): RunScript {
	const [node] = pictureRun(title).nodes;
	assert.ok(node !== undefined);
	const run = {...pictureRun(title, -5000), nodes: [{...node, ms: 600_000}]};
	return responding(run, () => ({started_at: new Date(begin).toISOString(), logs: [...log]}));
}

/** Starts a service and the program, and opens the log of the first run. The test may add entries to `logs` later. */
async function openLogs(
	t: TestContext,
	logs: ReadonlyArray<readonly Payload[]>,
	setup: Partial<WatchSetup> = {},
) {
	const {service, terminal} = await watchOnScreen(t, {
		scenario: {runs: logs.map((log, index) => runWithLog(log, `Picture ${index + 1}`))},
		args: ['--interval', '0.2'],
		columns: 120,
		rows: 30,
		...setup,
	});
	const [first = []] = logs;
	await terminal.play(
		['', new RegExp(`Log ─ follow ─ ${first.length.toLocaleString('en')} lines?`)],
		['3', '▸3 Log'],
	);
	return {service, terminal};
}

/** The visible rows of the log pane, without its title. */
function logRows(screen: readonly string[]): readonly string[] {
	const title = screen.findIndex(row => /[ ▸]3 (Log|日志) ─/.test(row));
	const edge = Math.max(screen[title]?.lastIndexOf('├') ?? 0, 0);
	const end = screen.findIndex((row, index) => index > title && /├─[ ▸]4 Outputs/.test(row));
	return screen.slice(title + 1, end).map(row => row.slice(edge + 1, -1).trimEnd());
}

function titleOf(screen: readonly string[]): string {
	return screen.find(row => /[ ▸]3 Log ─/.test(row)) ?? '';
}

/** Matches a screen whose log has a row that matches `wanted`. */
function hasRow(wanted: RegExp): Wanted {
	return screen => logRows(screen).some(text => wanted.test(text));
}

/**
 * Presses `enter` and waits for the text `f follow`. The program would take a key right after `enter` for pasted
 * text.
 */
const submit = ['enter', 'f follow'] as const;

suite('the log pane', {concurrency: 3}, () => {
	test('follows the end, keeps its position while the user is above, and follows again at the end', async t => {
		const log = lines(0, 60);
		const {terminal} = await openLogs(t, [log]);
		log.push(line(60));
		const screen = await terminal.play(
			['', hasRow(/line 60$/)],
			['up up up', hasRow(/^▸.*line 57$/)],
		);
		assert.match(titleOf(screen), /▸3 Log ─ paused ─ 61 lines/);
		assert.match(logRows(screen).at(-1) ?? '', /line 60$/);
		log.push(...lines(61, 68));
		const later = await terminal.waitFor(/▸3 Log ─ ↓7 new ─ 68 lines/);
		assert.deepEqual(logRows(later), logRows(screen));
		// One line before the end it does not follow yet.
		const almost = await terminal.play([
			'"jjjjjjjjj"',
			text => /▸.*line 66$/.test(logRows(text).at(-1) ?? ''),
		]);
		assert.match(titleOf(almost), /─ ↓7 new ─/);
		await terminal.play(['j', /▸3 Log ─ follow ─ 68 lines/]);
		log.push(line(68));
		await terminal.waitFor(hasRow(/▸.*line 68$/));
		assertStraightFrame(terminal, 120, 30);
	});

	test('searches while typing, counts hits, and shows only or no hits', async t => {
		const log = lines(0, 90).map((entry, index) =>
			index % 30 === 10 ? {...entry, message: `CUDA out of memory, batch ${index}`} : entry,
		);
		const {terminal} = await openLogs(t, [log]);
		const second = await terminal.play(
			['g /', 'search log:'],
			['"cuda"', /\/cuda hit 1 of 3/],
			submit,
			['n', /\/cuda hit 2 of 3/],
		);
		const rows = logRows(second);
		const at = rows.findIndex(text => /^▸.*CUDA out of memory, batch 40$/.test(text));
		assert.match(rows[at - 1] ?? '', /line 39$/);
		assert.match(rows[at + 1] ?? '', /line 41$/);
		const only = await terminal.play(
			['N N', /hit 3 of 3[^]*wrapped around to the end/],
			['n', /hit 1 of 3[^]*wrapped around to the start/],
			['&', /hits only ─ 3 of 90 lines/],
		);
		assert.deepEqual(
			logRows(only)
				.filter(Boolean)
				.map(text => /batch (\d+)$/.exec(text)?.[1]),
			['10', '40', '70'],
		);
		log.push(line(99, {message: 'CUDA out of memory, batch 99'}));
		const rest = await terminal.play(
			['', /hit 1 of 4 ─ hits only ─ 4 of 91 lines/],
			['&', /4 hits ─ hits hidden ─ 87 of 91 lines/],
		);
		assert.ok(logRows(rest).every(text => !text.includes('CUDA')));
		const left = await terminal.play(['esc', screen => !titleOf(screen).includes('/cuda')]);
		assert.match(titleOf(left), /─ 91 lines ─/);
		await terminal.waitFor(hasRow(/^▸.*batch 10$/));
	});

	test('reports an invalid and a slow regular expression', async t => {
		const {terminal} = await openLogs(t, [
			[...lines(0, 59), line(59, {message: `${'a'.repeat(50)}!`})],
		]);
		await terminal.play(
			['/', 'search log:'],
			['"/line [34]7$|LINE (5"', 'invalid regular expression'],
			['")"', /\(5\) hit \d of 2/],
			['ctrl+u "/line [34]7$"', /hit \d of 2/],
			['ctrl+u "/^(a+)+$"', 'regular expression too slow'],
			['esc', /▸3 Log ─ follow ─ 60 lines/],
		);
	});

	test('stays responsive during a long search, and esc cancels it', async t => {
		// Each entry takes some milliseconds and has no hit.
		const log = lines(0, 5000).map(entry => ({...entry, message: `${'a'.repeat(18)}!`}));
		const {terminal} = await openLogs(t, [log]);
		const moved = await terminal.play(
			['g /', 'search log:'],
			['"/^(a+)+$"', /\(a\+\).* reading \d+%/],
			submit,
			['j', screen => logRows(screen)[1]?.startsWith('▸') === true],
		);
		assert.match(titleOf(moved), / reading \d+%/);
		await terminal.play(['esc', /▸3 Log ─ paused ─ 5,000 lines ─/]);
	});

	test('goes to errors and nodes, and filters by node and level', async t => {
		const log = lines(0, 50).map((entry, index) => ({
			...entry,
			level: index % 20 === 5 ? 'error' : index % 10 === 5 ? 'warning' : 'debug',
			node_id: String(Math.floor(index / 20)),
		}));
		const {terminal} = await openLogs(t, [log]);
		const one = await terminal.play(
			['g e', hasRow(/^▸.*ERROR n0 +line 5$/)],
			['e', hasRow(/^▸.*ERROR n1 +line 25$/)],
			['E', hasRow(/^▸.*line 5$/)],
			[']', hasRow(/^▸.*n1 +line 20$/)],
			['#', /node 1 ─ 20 of 50 lines/],
		);
		assert.ok(logRows(one).every(text => text === '' || text.includes(' n1 ')));
		await terminal.play(
			['#', hasRow(/^▸.*line 20$/)],
			['[', hasRow(/^▸.*n0 +line 0$/)],
			['L', 'info and above ─ 5 of 50 lines'],
			['L', 'warnings and errors ─ 5 of 50 lines'],
			['L', 'errors only ─ 3 of 50 lines'],
			['L', screen => / ─ 50 lines/.test(titleOf(screen))],
		);
	});

	test('goes to the first unread entry with u, and marks it', async t => {
		const log = lines(0, 60);
		const {terminal} = await openLogs(t, [log]);
		await terminal.play(['g', '─ paused ─'], ['u', 'no unread lines']);
		log.push(...lines(60, 100));
		const screen = await terminal.play(['', '↓40 new'], ['u', hasRow(/^▸.*line 60$/)]);
		const rows = logRows(screen);
		const at = rows.findIndex(text => text.startsWith('▸'));
		assert.match(rows[at - 1] ?? '', /^ ─+ new from here on/);
		assert.match(rows[at - 2] ?? '', /line 59$/);
	});

	test('goes to a time, a percentage or a line while typing, and back with esc', async t => {
		const {terminal} = await openLogs(t, [lines(0, 200)], {env: {TZ: 'UTC'}});

		for (const [typed, number] of [
			['02:01', 60],
			['+2m', 120],
			['50%', 100],
			['30', 29],
		] as const) {
			await terminal.play(
				[';', 'go to (10:02, +90s, 50%, line):'],
				[`"${typed}"`, hasRow(new RegExp(`^▸.*line ${number}$`))],
				submit,
			);
		}

		await terminal.play(
			[';', 'go to ('],
			['"100%"', hasRow(/^▸.*line 199$/)],
			['esc', hasRow(/^▸.*line 29$/)],
			[';', 'go to ('],
			['"noon" enter', '"noon" is not a time, percentage or line'],
		);
	});

	test('shows an entry whole, and its JSON as a tree', async t => {
		const message = JSON.stringify({node: 'KSampler', seeds: [1, 2]});
		const {terminal} = await openLogs(t, [[line(0), line(1, {message, progress_percent: 40})]]);
		const screen = await terminal.play(['', hasRow(/KSampler/)], ['enter', 'Log entry']);
		assertMatches(screen.join('\n'), [
			/run +wfrun_/,
			/time +2026-05-08/,
			/type +log/,
			/node +3/,
			/progress +40%/,
			/\{ *│?\n.*"node": "KSampler",.*\n.*"seeds": \[/,
		]);
		await terminal.play(['esc', /▸3 Log ─ follow ─ 2 lines/]);
	});

	test('merges the logs of all runs in order of time, also in exports', async t => {
		const folder = temporaryFolder(t);
		const odd = [1, 3, 5].map(second => line(second));
		const even = [0, 2, 4].map(second => line(second));
		const {service, terminal} = await openLogs(t, [odd, even], {cwd: folder});
		const [first = '', second = ''] = service.runOrderIds;
		const rows = logRows(await terminal.play(['A', /all runs ─ 6 lines/])).slice(0, 6);
		const ids = [second, first, second, first, second, first];
		assert.deepEqual(
			rows.map(text => text.slice(1, 5) + text.slice(-7)),
			ids.map((id, at) => `${id.replace('wfrun_', '').slice(0, 4)} line ${at}`),
		);
		odd.push(line(6));
		await terminal.play(
			['', hasRow(/line 6$/)],
			['ctrl+s', /saved .*all-runs\.log \(7 log entries\)/],
			['ctrl+e', /saved .*all-runs\.jsonl \(7 log entries\)/],
		);
		const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
		assert.deepEqual(
			read('all-runs.log').map(text => text.split(' ')[1]),
			[...ids, first],
		);
		assert.deepEqual(
			read('all-runs.jsonl').map(text => (JSON.parse(text) as Payload)['run_order_id']),
			[...ids, first],
		);
	});

	test('copies the selected lines', async t => {
		const {terminal} = await openLogs(t, [lines(0, 20)]);
		await terminal.play(
			['up V up up', '3 lines selected'],
			['y', 'copied 3 log entries (via the terminal)'],
		);
		assert.deepEqual(
			copiedText(terminal)
				.split('\n')
				.map(text => text.replace(/^\S+ /, '')),
			['INFO  n3   line 16', 'INFO  n3   line 17', 'INFO  n3   line 18'],
		);
		await terminal.play(['esc', screen => !titleOf(screen).includes('selected')]);
	});
});
