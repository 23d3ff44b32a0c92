import assert from 'node:assert/strict';
import {test} from 'node:test';
import {queuedRun, runEndingIn} from './runs.ts';
import {leave, watchOnScreen} from './watch.ts';

const esc = '\u001B';
const focusOut = `${esc}[O`;
const focusIn = `${esc}[I`;

test('title counts, progress bar, and one notification without focus; all is restored at the end', async t => {
	const runs = [runEndingIn(6000, 'First'), runEndingIn(6200, 'Second'), queuedRun('Waits')];
	const {terminal} = await watchOnScreen(t, {
		scenario: {runs},
		columns: 120,
		rows: 40,
		args: ['--interval', '0.2'],
		env: {TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'},
	});
	const raw = () => terminal.raw().toString();
	await terminal.waitFor(/► First[^]*► Second[^]*Waits/);
	terminal.type(focusOut);
	await terminal.waitFor(() => /\]777;\P{Cc}*\p{Cc}/u.test(raw()));
	assert.deepEqual(raw().match(/\]777;\P{Cc}*/gu), [
		']777;notify;chenyu-top: 2 runs ended;2 succeeded',
	]);
	assert.equal(terminal.title, '○1 ✓2 chenyu-top');
	assert.match(raw(), /\p{Cc}\]9;4;1;\d+\p{Cc}\\/u);
	assert.equal(terminal.modes.sendFocusMode, true);
	// Without focus the end of the selected run is unseen, too. Focus reports are no keys.
	await terminal.waitFor(/▸✓ First +● +\d[^]*Second +● +\d/);
	terminal.type(focusIn);
	await terminal.waitFor(/▸✓ First +\d+(\.\d)?s[^]*Second +● /);
	await leave(terminal);
	assert.equal(terminal.title, '');
	assert.equal(terminal.modes.sendFocusMode, false);
	assert.match(raw(), /\[22;0t[^]*\]9;4;0;0[^]*\[23;0t/);
});
