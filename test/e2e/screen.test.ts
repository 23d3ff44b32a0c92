import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {assertMatches} from './assert-output.ts';
import {assertStraightFrame} from './frame.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen} from './watch.ts';

suite('the screen', {concurrency: 4}, () => {
	test('has header, list, detail, log, outputs and footer', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {
				runs: [finishedRun('A portrait'), finishedRun('夜景 🌃'), queuedRun('A film')],
			},
			columns: 120,
			rows: 40,
		});
		const [first = ''] = service.runOrderIds;
		const screen = await terminal.play(
			['', /1 queued {2}✓ 2 [^]*○ A film[^]*A portrait[^]*夜景 🌃/],
			['j', /▸✓ A portrait[^]*portrait\.png/],
		);
		assert.equal(terminal.isAlternate(), true);
		assert.equal(terminal.cursorVisible, false);
		assert.match(
			screen[0] ?? '',
			/^┌ chenyu-top ─ ○ 1 queued  ✓ 2 ─+ ¥0\.\d+ spent since \d\d:\d\d ─ \d\d:\d\d ┐$/,
		);
		assert.match(
			screen[1] ?? '',
			new RegExp(
				`^├─▸1 Runs 3 ─ what needs me first ─+┬─ 2 A portrait  ${first.slice(0, 12)}.* ✓ succeeded ─.*┤$`,
			),
		);

		assertMatches(screen.join('\n'), [
			/│▸✓ A portrait +9(?:\.\d)?s \w{4} │/,
			/│ ━{20,} +100% {2}5\/5 nodes {2}9(?:\.\d)?s/,
			/3 Log ─ follow ─ \d+ lines ─+┤/,
			/\d\d:\d\d:\d\d +n9 +SaveImage/,
			/4 Outputs 2 ─+┤/,
			/n10_text +A portrait, seed 42/,
		]);

		assert.match(screen.at(-1) ?? '', /^└ enter log .*\? help.*┘$/);
		assertStraightFrame(terminal, 120, 40);
		assert.ok(!terminal.raw().includes('\u001B]8;'), 'no links unless the terminal supports them');
	});

	test('a run finishes on the screen, with links to its outputs', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(5000, 'A portrait')]},
			args: ['--interval', '0.2'],
			env: {VTE_VERSION: '7600'},
		});
		const {origin} = service.origin;
		const screen = await terminal.play(
			['', /► running[^]*4 Outputs ─ none yet/],
			['', /✓ succeeded[^]*portrait\.png/],
		);
		assert.match(screen.join('\n'), /portrait\.png/);
		// A link has the whole address, and its label the file.
		const link = String.raw`\u001B\]8;;${origin}/media/portrait\.png(\u001B\\|\u0007)portrait\.png`;
		assert.match(terminal.raw().toString(), new RegExp(link));
	});
});
