import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchOnScreen, type WatchSetup} from './watch.ts';

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
		await terminal.waitFor('n7 after 01:40 in this node');
		terminal.press('T');
		await terminal.waitFor(/Nodes 1[^]*n7 Upscale.* 01:40/);
	});
});
