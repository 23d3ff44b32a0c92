import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {suspendArguments} from '../helpers/shell.ts';
import {openPty} from '../helpers/terminal.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchArguments, watchOnScreen} from './watch.ts';

test('fg draws the whole screen once', async t => {
	const service = await startService(t, {scenario: {runs: [finishedRun('A portrait')]}});
	const watch = watchArguments(service, service.runOrderIds, []);
	const terminal = openPty(t, 'bash', {
		args: suspendArguments(1, watch),
		env: {CHENYU_API_KEY: apiKey},
	});
	const written = () => terminal.raw().toString();
	await terminal.waitFor(/✓ succeeded ─/);
	terminal.press('ctrl+z');
	await terminal.waitFor(() => /stopped 148\.\r\n\{[^}]*\}/.test(written()));
	const before = written().length;
	terminal.press('enter');
	// The answer to the key comes after all frames of the return.
	await terminal.play(['', /✓ succeeded ─/], ['?', '▸Help']);
	assert.equal(written().slice(before).split('\u001B[1;1H\u001B[J').length - 1, 1);
});

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
