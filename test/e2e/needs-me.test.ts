import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FakeClock} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {watchOnScreen} from './watch.ts';

/** A run whose sampler fails some seconds after the start. */
function failing(seed: string, reason: string) {
	const error = {reason, detail: '', engine_code: 'FAILED', status_code: 500};
	return {...pictureRun(seed), ending: {kind: 'failed', nodeId: '3', at: 0.5, error} as const};
}

test('! goes through two failures that were not looked at, from any pane; then nothing needs the user', async t => {
	// The time of the service stands still until the test advances it.
	const clock = new FakeClock();
	const runs = [pictureRun('ok'), failing('a', 'out of memory'), failing('b', 'no such model')];
	const {terminal} = await watchOnScreen(t, {
		scenario: {runs},
		clock,
		args: ['--interval', '0.2'],
		columns: 140,
		rows: 40,
	});
	await terminal.waitFor(/0 need you ─ ○ 3 queued/);
	clock.advance(60_000);
	await terminal.play(
		['', /! 2 need you ─ ✗ 2 failed {2}✓ 1 succeeded/],
		['3 !', /! 1 needs you[^]*▸Why it failed[^]*out of memory/],
		['ctrl+n', /0 need you[^]*▸Why it failed[^]*no such model/],
		['!', /nothing needs you/],
		['esc', /▸3 Log/],
	);
	assert.match((await terminal.waitFor(/0 need you/))[0] ?? '', /✗ 2 failed/);
});
