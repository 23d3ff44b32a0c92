import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {RunScript} from '../helpers/script.ts';
import type {Wanted} from '../helpers/terminal.ts';
import {assertStraightFrame} from './frame.ts';
import {responding} from './runs.ts';
import {watchOnScreen, type WatchSetup} from './watch.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The time of the first entry of each log. */
const begin = Date.parse('2026-05-08T02:00:00Z');

/** An API log entry, some seconds after the first one. */
function line(second: number): Payload {
	return {
		at: new Date(begin + second * 1000).toISOString(),
		event_type: 'log',
		level: 'info',
		message: `line ${second}`,
		node_id: '3',
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

	test('gives up an expression that takes too long, and says so', async t => {
		// Each entry takes some milliseconds and has no hit.
		const log = lines(0, 5000).map(entry => ({...entry, message: `${'a'.repeat(18)}!`}));
		const {terminal} = await openLogs(t, [log]);
		await terminal.play(
			['g /', 'search log:'],
			['"/^(a+)+$"', /\(a\+\).* regular expression too slow/],
			// A key right after enter would be taken for pasted text.
			['enter', 'f follow'],
			['j', screen => logRows(screen)[1]?.startsWith('▸') === true],
			['esc', /▸3 Log ─ paused ─ 5,000 lines/],
		);
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
			['ctrl+s enter', /saved .*all-runs\.log \(7 log entries\)/],
			['ctrl+s ctrl+u "all.jsonl" enter', /saved .*all\.jsonl \(7 log entries\)/],
		);
		const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
		assert.deepEqual(
			read('all-runs.log').map(text => text.split(' ')[1]),
			[...ids, first],
		);
		assert.deepEqual(
			read('all.jsonl').map(text => (JSON.parse(text) as Payload)['run_order_id']),
			[...ids, first],
		);
	});
});
