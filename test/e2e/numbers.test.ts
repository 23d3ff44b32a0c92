import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchHeadless, watchOnScreen, type WatchSetup} from './watch.ts';

async function open(t: TestContext, setup: WatchSetup) {
	const args = ['--interval', '0.2', ...(setup.args ?? [])];
	const {terminal} = await watchOnScreen(t, {columns: 120, rows: 40, ...setup, args});
	return terminal;
}

/** A run whose every response has these fields in place of its own. */
function responding(run: RunScript, fields: Readonly<Record<string, unknown>>): RunScript {
	return {...run, reworded: execution => ({...execution, ...fields})};
}

function entry(second: number, change: Readonly<Record<string, unknown>> = {}) {
	return {
		at: `2026-05-08T10:00:${String(second).padStart(2, '0')}Z`,
		event_type: 'log',
		level: 'info',
		message: `line ${second}`,
		...change,
	};
}

test('G4: total_cost is the exact sum of the parts in the run event and at the end, where only they are given', async t => {
	const parts = {compute_cost: '0.10000000', external_model_cost: 0.2, total_cost: null};
	const {stdout} = await watchHeadless(t, {
		scenario: {runs: [responding(finishedRun('Parts'), parts)]},
		args: ['--json', '--once'],
	});
	const events = stdout
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
	const costs = events.flatMap(event =>
		event['event'] === 'run' || event['event'] === 'end' ? [event['total_cost']] : [],
	);
	assert.ok(costs.length >= 2);
	assert.deepEqual([...new Set(costs)], [0.3]);
});

suite('numbers on the screen', {concurrency: 3}, () => {
	test('without an error entry the failure card counts to the end of the run, as the timeline does', async t => {
		const run = responding(finishedRun('Silent'), {
			status: 'failed',
			logs: [entry(0, {event_type: 'executing', node_id: '7', message: 'Upscale'})],
			outputs: {},
			started_at: '2026-05-08T10:00:00Z',
			terminal_at: '2026-05-08T10:01:40Z',
		});
		const terminal = await open(t, {scenario: {runs: [run]}});
		await terminal.waitFor('n7 for 01:40');
		terminal.press('T');
		await terminal.waitFor(/Nodes 1[^]*n7 Upscale.* 01:40/);
	});

	test('in the log of all runs the badges of errors stay until their entries were in sight', async t => {
		const failing = finishedRun('Fails');
		const error = {level: 'error', event_type: 'log'};
		const fields = [
			{status: 'running', terminal_at: null, outputs: {}, logs: []},
			{
				status: 'failed',
				outputs: {},
				logs: [
					entry(0, error),
					...Array.from({length: 18}, (_, index) => entry(index + 1)),
					entry(19, error),
				],
			},
		];
		let responses = 0;
		const second: RunScript = {
			...failing,
			reworded: execution => ({...execution, ...fields[Math.min(1, responses++)]}),
		};
		const later = Array.from({length: 40}, (_, index) => entry(index + 20));
		const first = responding(queuedRun('Waits'), {logs: later});
		const terminal = await open(t, {scenario: {runs: [first, second]}, rows: 24});
		await terminal.waitFor(/▸○ \w+ Waits[^]*Fails +▲2/);
		terminal.press('3', 'A');
		await terminal.waitFor(/Fails +▲2[^]*all runs[^]*line 59/);
		terminal.press('g', 'down');
		// The window shows the first error now, but not the second.
		await terminal.waitFor(/Fails +▲1[^]*ERROR +line 0 /);
		terminal.press('G');
		await terminal.waitFor(/Fails +▲1[^]*line 59/);
		terminal.press('E');
		await terminal.waitFor(/Fails +● failed[^]*ERROR +line 19/);
	});
});

suite('the receipt', {concurrency: 3}, () => {
	async function leave(t: TestContext, columns: number) {
		const run = responding(finishedRun('A workflow with a title that is rather long'), {
			outputs: {
				n10_text: 'a portrait in the rain at night, seed 8675309',
				n9_images: 'https://media.example/picture.png?signature=geheim',
			},
		});
		const terminal = await open(t, {scenario: {runs: [run]}, columns, rows: 24});
		await terminal.waitFor(/✓ succeeded[^]*n10_text/);
		terminal.press('q');
		await terminal.exit;
		return terminal.scrollback().filter(line => line !== '');
	}

	test('cut text ends with an ellipsis, an address that cannot be opened is not shown, and the unit is that of the screen', async t => {
		const [row = '', total = ''] = await leave(t, 160);
		assert.match(row, /a portrait in the rain at night, seed 8…  n9_images \(media\.example\)$/);
		assert.doesNotMatch(row, /https:|geheim/);
		assert.match(`${row}\n${total}`, /¥0\.0002878[^]*¥0\.0002878$/);
	});

	test('a row takes one row of the terminal', async t => {
		const [first = '', second = ''] = await leave(t, 60);
		assert.match(first, /^✓ succeeded  \w{4}  A workflow\S*[^]*…/);
		assert.match(second, /^1 run: 1 succeeded/);
	});
});

suite('sentences on the screen', {concurrency: 3}, () => {
	test('with a refused key and no ids the screen says so and what to do, in place of the search', async t => {
		for (const [args, sentence] of [
			[[], /refused the API key[^]*CHENYU_API_KEY[^]*restart chenyu-top/],
			[['--lang', 'zh'], /服务拒绝了此 API 密钥[^]*重新启动 chenyu-top/],
		] as const) {
			const terminal = await open(t, {scenario: 'denied', ids: [], args});
			const screen = await terminal.waitFor(sentence);
			assert.doesNotMatch(screen.join('\n'), /Searching for|searching|查找/);
		}
	});

	test('where options narrow the search the screen says which, and not that the account has no run', async t => {
		const terminal = await open(t, {
			scenario: {runs: [finishedRun('Over')]},
			ids: [],
			args: ['--status', 'queued'],
		});
		const screen = await terminal.waitFor(/No run [^]*matches[^]*--status[^]*queued/);
		assert.doesNotMatch(screen.join('\n'), /The account has no run/);
	});

	test('a run that is over is removed from the list without a word on how it goes on', async t => {
		const terminal = await open(t, {scenario: {runs: [finishedRun('Over')]}});
		await terminal.waitFor('✓ succeeded');
		terminal.press('-');
		await terminal.waitFor(/removed wfrun_\w+ from the list \(the run is not affected\)/);
	});

	test('a request for a profile without any: the screen says how to make one', async t => {
		const terminal = await open(t, {scenario: {runs: [finishedRun('Over')]}, columns: 80});
		await terminal.waitFor('✓ succeeded');
		terminal.press(':');
		terminal.type('profile work');
		await terminal.waitFor('▸profile …');
		terminal.press('enter');
		await terminal.waitFor('add "profiles": {"work": {}} to the config (chenyu-top config)');
	});

	test('a misspelt name of a filter is reported with the nearest known one, and hides no run', async t => {
		const terminal = await open(t, {scenario: {runs: [finishedRun('Over')]}});
		await terminal.waitFor('✓ succeeded');
		terminal.press('/');
		terminal.type('statu:failed');
		const screen = await terminal.waitFor('unknown statu:, did you mean status:?');
		assert.match(screen.join('\n'), /▸Runs 1 [^]*Over/);
		assert.doesNotMatch(screen.join('\n'), /no match/);
	});
});
