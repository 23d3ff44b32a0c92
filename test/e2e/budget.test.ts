import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {openTerminal} from '../helpers/terminal.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchHeadless, watchOnScreen} from './watch.ts';

suite('money', {concurrency: 3}, () => {
	test('an exceeded budget shows a notice once, and a warning in the header from then on', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(4000, 'First')]},
			args: ['--budget', '0.0001', '--interval', '0.2'],
			columns: 120,
		});
		await terminal.waitFor(
			/! over budget ¥0\.000\d+ of ¥0\.0001 ─[^]*budget exceeded: CNY 0\.000\d+ of CNY 0\.0001 spent/,
		);
		await terminal.waitFor(/! over budget ¥0\.0002878 of ¥0\.0001 ─ ✓ 1 succeeded/);
		terminal.press('$');
		await terminal.waitFor(/budget +¥0\.0001 · ! over by ¥0\.0001878/);
	});

	test('the view has the session, a row for each workflow, and all; a key closes it', async t => {
		const failed = {
			...runEndingIn(1000, 'Second'),
			createdAt: -20_000,
			ending: {
				kind: 'failed',
				nodeId: '3',
				at: 0.5,
				error: {reason: 'no', detail: 'no', engine_code: 'E', status_code: 500},
			},
		} as const;
		const canceled = {
			...runEndingIn(1000, 'Third'),
			createdAt: -20_000,
			ending: {kind: 'canceled', afterMs: 6000},
		} as const;
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [queuedRun('Waits'), finishedRun('First'), failed, canceled]},
			columns: 160,
		});
		await terminal.waitFor(/✗ 1 failed {2}⊘ 1 canceled {2}✓ 1 succeeded ─ session ¥0\.00 ─/);
		terminal.press('$');
		// The titles may come after the runs.
		const screen = await terminal.waitFor(
			/By workflow[^]*First +1[^]*Second +1[^]*Third +1[^]*Waits +1[^]*all +4 +1 +1 +1 +1 /,
		);
		const text = screen.join('\n');
		assert.match(text, /this session +¥0\.00 ·/);
		assert.match(text, /burn rate +idle/);
		assert.match(text, /budget +none; set one with --budget CNY/);
		assert.match(
			text,
			/First +1 +1 +0 +0 +0 +¥0\.0002878 +¥0\.00028780 +¥0\.0000000 +¥0\.0000000 +¥0\.0002878 +¥0\.00/,
		);
		assert.match(text, /Second +1 +0 +1 +0 +0 /);
		terminal.press('esc');
		await terminal.waitFor('▸Runs 4');
	});

	test('without a screen it is one line on stderr, and neither events nor exit code change', async t => {
		const runs = [runEndingIn(3000, 'First')];
		const told = await watchHeadless(t, {
			scenario: {runs},
			args: ['--json', '--budget', '0.0001', '--interval', '0.2'],
		});
		assert.equal(told.code, 0, told.stderr);
		assert.match(
			told.stderr,
			/^chenyu-top: budget exceeded: CNY 0\.000\d+ of CNY 0\.0001 spent\n$/,
		);
		assert.doesNotMatch(told.stdout, /budget/);
		const silent = await watchHeadless(t, {
			scenario: {runs},
			args: ['--plain', '--budget', '1', '--interval', '0.2'],
		});
		assert.deepEqual([silent.code, silent.stderr], [0, '']);
	});

	test('a budget that is no amount is wrong usage', async t => {
		for (const budget of ['0', '-1', 'five', '1e3', '']) {
			const terminal = openTerminal(t, {args: ['--demo', '--budget', budget]});
			const {code} = await terminal.exit;
			assert.equal(code, 2, budget);
			assert.match(terminal.screen().join(' '), /--budget/);
		}
	});
});
