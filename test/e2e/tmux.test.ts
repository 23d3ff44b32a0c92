import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {testWith} from '../commands/tool.ts';
import {startService} from '../helpers/service.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {commandOf, copiedText} from './watch.ts';

/** Starts the program in a tmux that uses its default settings instead of the config file of the user. */
async function openInTmux(t: TestContext): Promise<TestTerminal> {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-tmux-'));
	const service = await startService(t, {
		scenario: {runs: [finishedRun('A portrait')]},
	});
	const tmux = ['-f', '/dev/null', '-S', join(folder, 'socket')];
	t.after(() => {
		spawnSync('tmux', [...tmux, 'kill-server']);
		rmSync(folder, {recursive: true, force: true});
	});
	return openPty(t, 'tmux', {
		args: [...tmux, 'new-session', '-e', `CHENYU_API_KEY=${apiKey}`, ...commandOf(service)],
		env: {COLORTERM: 'truecolor'},
		columns: 80,
		rows: 25,
	});
}

testWith(['tmux'], 'y copies through tmux, and v draws in cells', async t => {
	const terminal = await openInTmux(t);
	await terminal.play(
		['', 'n10_text'],
		['4 j y', 'copied n10_text (via tmux)'],
		['', () => copiedText(terminal) === 'A portrait, seed 42'],
		['k v', '▀▀▀▀'],
	);
	assert.ok(!terminal.raw().includes('\u001BP0;1;q'));
});
