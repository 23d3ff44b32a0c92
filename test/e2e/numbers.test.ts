import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {finishedRun, queuedRun, responding} from './runs.ts';
import {watchHeadless, watchOnScreen, type WatchSetup} from './watch.ts';

async function open(t: TestContext, setup: WatchSetup) {
	const args = ['--interval', '0.2', ...(setup.args ?? [])];
	const {terminal} = await watchOnScreen(t, {columns: 120, rows: 40, ...setup, args});
	return terminal;
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

test('G4: total_cost is the exact sum of the parts if it is missing', async t => {
	const parts = {compute_cost: '0.10000000', external_model_cost: 0.2, total_cost: null};
	const {events} = await watchHeadless(t, {
		scenario: {runs: [responding(finishedRun('Parts'), parts)]},
		args: ['--json', '--once'],
	});
	const costs = events.flatMap(event =>
		event['event'] === 'run' || event['event'] === 'end' ? [event['total_cost']] : [],
	);
	assert.ok(costs.length >= 2);
	assert.deepEqual([...new Set(costs)], [0.3]);
});

test('badges of errors stay until their entries are visible in the log of all runs', async t => {
	const error = {level: 'error', event_type: 'log'};
	const logs = [
		entry(0, error),
		...Array.from({length: 18}, (_, index) => entry(index + 1)),
		entry(19, error),
	];
	const second = responding(finishedRun('Fails'), poll =>
		poll === 1
			? {status: 'running', terminal_at: null, outputs: {}, logs: []}
			: {status: 'failed', outputs: {}, logs},
	);
	const later = Array.from({length: 40}, (_, index) => entry(index + 20));
	const first = responding(queuedRun('Waits'), {logs: later});
	const terminal = await open(t, {scenario: {runs: [first, second]}, rows: 24});
	await terminal.play(
		['', /▸○ \w+ Waits[^]*Fails +▲2/],
		['3 A', /Fails +▲2[^]*all runs[^]*line 59/],
		// Now the first error is visible, but not the second.
		['g down', /Fails +▲1[^]*ERROR +line 0 /],
		['G', /Fails +▲1[^]*line 59/],
		['E', /Fails +● failed[^]*ERROR +line 19/],
	);
});

suite('sentences on the screen', {concurrency: 3}, () => {
	const over = {scenario: {runs: [finishedRun('Over')]}};

	test('a rejected key without ids is reported instead of the search, with advice', async t => {
		for (const [args, sentence] of [
			[[], /refused the API key[^]*CHENYU_API_KEY[^]*restart chenyu-top/],
			[['--lang', 'zh'], /服务拒绝了此 API 密钥[^]*重新启动 chenyu-top/],
		] as const) {
			const terminal = await open(t, {scenario: 'denied', ids: [], args});
			const screen = await terminal.waitFor(sentence);
			assert.doesNotMatch(screen.join('\n'), /Searching for|searching|查找/);
		}
	});

	test('options that narrow the discovery are named if no run matches', async t => {
		const terminal = await open(t, {...over, ids: [], args: ['--status', 'queued']});
		const screen = await terminal.waitFor(/No run [^]*matches[^]*--status[^]*queued/);
		assert.doesNotMatch(screen.join('\n'), /The account has no run/);
	});

	test('without profiles the screen says how to add one', async t => {
		const terminal = await open(t, {...over, columns: 80});
		await terminal.play(
			['', '✓ succeeded'],
			[': "profile work"', '▸profile …'],
			['enter', 'add "profiles": {"work": {}} to the config file'],
		);
	});

	test('an unknown filter name is reported with the nearest known one, and hides no run', async t => {
		const terminal = await open(t, over);
		const screen = await terminal.play(
			['', '✓ succeeded'],
			['/ "statu:failed"', 'unknown statu:, did you mean status:?'],
		);
		assert.match(screen.join('\n'), /▸1 Runs 1 [^]*Over/);
		assert.doesNotMatch(screen.join('\n'), /no match/);
	});
});
