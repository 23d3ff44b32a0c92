import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {queuedRun, runEndingIn} from './runs.ts';
import {leave, watchOnScreen, type WatchSetup} from './watch.ts';

const esc = '\u001B';
const focusOut = `${esc}[O`;
const focusIn = `${esc}[I`;
const quick = ['--interval', '0.2'];

async function open(t: TestContext, setup: WatchSetup) {
	const {terminal} = await watchOnScreen(t, {columns: 120, rows: 40, args: quick, ...setup});
	return {terminal, raw: () => terminal.raw().toString()};
}

suite('terminal integrations', {concurrency: 3}, () => {
	const ghostty = {TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'};
	const ending = {runs: [runEndingIn(6000, 'First'), queuedRun('Waits')]};

	test('title counts, progress bar, and one notification without focus; all is restored at the end', async t => {
		const {terminal, raw} = await open(t, {
			scenario: {
				runs: [runEndingIn(6000, 'First'), runEndingIn(6200, 'Second'), queuedRun('Waits')],
			},
			env: ghostty,
		});
		await terminal.waitFor(/► \w+ First[^]*► \w+ Second[^]*Waits/);
		terminal.type(focusOut);
		await terminal.waitFor(() => /\]777;\P{Cc}*\p{Cc}/u.test(raw()));
		assert.deepEqual(raw().match(/\]777;\P{Cc}*/gu), [
			']777;notify;chenyu-top: 2 runs ended;2 succeeded',
		]);
		assert.equal(terminal.title, '○1 ✓2 chenyu-top');
		assert.match(raw(), /\p{Cc}\]9;4;1;\d+\p{Cc}\\/u);
		assert.equal(terminal.modes.sendFocusMode, true);
		// Without focus the end of the selected run is unseen, too. Focus reports are no keys.
		await terminal.waitFor(/▸✓ \w+ First +● +\d[^]*Second +● +\d/);
		terminal.type(focusIn);
		await terminal.waitFor(/▸✓ \w+ First +\d+(\.\d)?s[^]*Second +● /);
		await leave(terminal);
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		assert.match(raw(), /\[22;0t[^]*\]9;4;0;0[^]*\[23;0t/);
	});

	test('the config turns them off, and a command turns notifications off', async t => {
		const off = await open(t, {
			scenario: ending,
			args: quick,
			env: {
				...ghostty,
				...makeHome(t, {title: false, progress: false, notify: false, bell: false}).env,
				CHENYU_API_KEY: apiKey,
			},
		});
		const silent = await open(t, {scenario: ending, env: ghostty});
		await silent.terminal.play(
			['', /► \w+ First/],
			[': "notifications" enter', 'notifications off; :notifications turns them on'],
		);
		await off.terminal.waitFor(/► \w+ First/);
		off.terminal.type(focusOut);
		silent.terminal.type(focusOut);

		for (const {terminal, raw} of [off, silent]) {
			await terminal.waitFor(/▸✓ \w+ First +●/);
			await leave(terminal);
			assert.ok(!raw().includes(']777;'));
		}

		assert.doesNotMatch(off.raw(), /\p{Cc}\]0;|\]9;4;|\[2[23];0t/u);
		assert.equal(off.terminal.title, '');
	});
});
