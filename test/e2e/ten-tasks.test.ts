import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FakeClock} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {RunScript} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';
import {without, type Step, type TestTerminal} from '../helpers/terminal.ts';
import {failedRun, finishedRun, queuedRun} from './runs.ts';
import {copiedText, leave, openOn} from './watch.ts';

const hour = 3_600_000;
/** The most keys that an everyday task may take, typed letters counted. */
const maxKeys = 6;

/** Two runs of one workflow that differ in a seed. The second was the slower one. */
function twins(): readonly RunScript[] {
	const fast = {...finishedRun('Twin'), inputs: {'3': {seed: 1}}, createdAt: -300_000};
	const slow = {
		...fast,
		id: finishedRun('Slow twin').id,
		nodes: fast.nodes.map(node => ({...node, ms: node.ms * 3})),
		inputs: {'3': {seed: 2}},
	};
	return [fast, slow];
}

/** Performs a task, and asserts that it takes few keys. */
async function task(terminal: TestTerminal, what: string, ...steps: readonly Step[]) {
	const keys = steps.flatMap(([text]) => text.match(/"[^"]+"|\S+/g) ?? []);
	const count = keys.reduce((sum, key) => sum + (key.startsWith('"') ? [...key].length - 2 : 1), 0);
	assert.ok(count <= maxKeys, `${what}: ${count} keys`);
	return await terminal.play(...steps);
}

test('ten everyday tasks take at most six keys each', async t => {
	const clock = new FakeClock(Date.now());
	const folder = temporaryFolder(t);
	const yesterday: RunScript = {
		...finishedRun('Yesterday'),
		createdAt: -20 * hour,
		inputs: {'6': {text: '江南烟雨'}},
	};
	const error = {reason: 'out of memory', detail: '', engine_code: 'OOM', status_code: 500};
	const watched: readonly RunScript[] = [
		queuedRun('Waits'),
		...twins(),
		{...pictureRun('fails'), ending: {kind: 'failed', nodeId: '3', at: 0.5, error}},
		{...failedRun('Earlier'), createdAt: -600_000},
		{...finishedRun('Last'), createdAt: -1000},
	];
	const service = await startService(t, {
		scenario: {runs: [...watched, yesterday]},
		clock,
	});
	const open = (runs = watched) =>
		openOn(t, service, {
			ids: runs.map(({id}) => id),
			args: ['--interval', '0.2'],
			env: {XDG_STATE_HOME: folder},
			cwd: folder,
			columns: 120,
			rows: 40,
		});

	// The order and a view are prepared.
	const before = open([...watched, yesterday]);
	await before.play(
		['', /▸1 Runs 7(?=[^]*Earlier)[^]*江南烟雨 · Yesterday/],
		[': "sort ended"', '▸sort ended'],
		['enter', /ended▾/],
		['/ "status:failed" enter', /1 Runs ─ \/status:failed ─ 1 of 7[^]*\? help/],
		[': "save-view failed"', '▸save-view failed'],
		['enter', 'failed'],
		['esc', /▸1 Runs 7/],
	);
	await leave(before);

	const terminal = open();
	await task(terminal, 'does anything need me?', ['', /✗ 1 failed {2}.*✓ 2 /]);
	clock.advance(12_000);
	await terminal.waitFor(/✗ 2 failed[^]*✓ Last/);
	await task(
		terminal,
		'why did it fail, to a colleague',
		['!', /▸Why it failed[^]*out of memory/],
		['y', 'copied'],
	);
	assert.match(copiedText(terminal), /out of memory/);
	await terminal.play(['esc', /✗ 2 failed[^]*▸1 Runs 6/]);

	await task(terminal, 'the outputs of the run that finished last', [
		'g D',
		/portrait\.png ✓ saved[^]*n10_text +✓ saved/,
	]);
	await task(terminal, 'what did today cost', ['$ ]', /▸today[^]*spent +¥\d[\d.]*/]);
	await terminal.play(['esc', /▸1 Runs 6/]);
	await task(terminal, 'the slowest node', ['T', /n3 KSampler\S* .* [45](?:\.\d)?s/]);
	await terminal.play(['esc', without('Nodes 5')], ['1', /▸1 Runs 6/]);
	await task(
		terminal,
		'a slow run beside a fast one',
		['j j', /▸✓ 2 · Twin/],
		['space space =', /▸Two runs compared[^]*seed +A \d[^]*B \d/],
	);
	await terminal.play(['esc', /▸1 Runs 6/], ['esc', without('marked')]);
	await task(terminal, 'only my failed runs', [
		': "fai" enter',
		/▸1 Runs ─ \/status:failed ─ 2 of 6/,
	]);
	await task(
		terminal,
		"yesterday's run by its prompt",
		['H / "烟雨" enter', /History 1 run ─ \/烟雨/],
		['enter', /▸✓ .*Yesterday/],
	);
	await terminal.play([': "fai" enter', /▸1 Runs ─ \/status:failed ─ 2 of/]);
	terminal.press('q');
	await terminal.exit;
	// Runs that are named on the command line would all be shown.
	await task(open([]), 'come back to the same view', ['', /▸1 Runs ─ \/status:failed ─ 2 of 6/]);
});
