import assert from 'node:assert/strict';
import {test} from 'node:test';
import {finishedRun, queuedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

test('without a shell that could continue it, ctrl+z draws the screen again', async t => {
	const runs = [finishedRun('A portrait'), queuedRun('A film')];
	const {terminal} = await watchOnScreen(t, {scenario: {runs}});
	await terminal.play(
		['', 'A film'],
		['ctrl+z', () => terminal.raw().toString().split('\u001B[?1049h').length === 3],
		['j', '○ queued ─'],
	);
	assert.equal(terminal.isAlternate(), true);
});
