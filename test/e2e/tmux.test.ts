/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {node, program} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {openPty, type TestTerminal} from '../helpers/terminal.ts';
import {testWith} from '../commands/completion/tool.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {watchArguments} from './watch.ts';

const sequence = /\u001B\]52;[^;]*;([\w+/=]+)(?:\u0007|\u001B\\)/;

/** The program in tmux as it is set by default, in a terminal. */
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
	const command = [node, program(), ...watchArguments(service, service.runOrderIds, [])];
	return openPty(t, 'tmux', {
		args: [...tmux, 'new-session', '-e', `CHENYU_API_KEY=${apiKey}`, ...command],
		env: {COLORTERM: 'truecolor'},
		columns: 80,
		rows: 25,
	});
}

testWith(['tmux'], 'y reaches the terminal around tmux, and v draws in its cells', async t => {
	const terminal = await openInTmux(t);
	await terminal.waitFor('n10_text');
	terminal.press('4', 'j', 'y');
	await terminal.waitFor('copied n10_text (via tmux)');
	await terminal.waitFor(() => sequence.test(terminal.raw().toString()));
	const [, text = ''] = sequence.exec(terminal.raw().toString()) ?? [];
	assert.equal(Buffer.from(text, 'base64').toString(), 'A portrait, seed 42');
	terminal.press('k', 'v');
	await terminal.waitFor('▀▀▀▀');
	assert.ok(!terminal.raw().includes('\u001BP0;1;q'));
});
