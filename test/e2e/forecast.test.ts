import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {leave, openOn} from './watch.ts';

const minute = 60_000;

/** Runs of the same workflow that ended before the service started, each after ten seconds. */
function earlierRuns(count: number) {
	return Array.from({length: count}, (_, index) =>
		pictureRun(`earlier ${index}`, -minute * (index + 1)),
	);
}

test('queue and run are separate, and earlier runs of the workflow forecast the run, also in the next session', async t => {
	const waiting = {...pictureRun('waits'), queue: {ms: 600_000, position: 3}};
	const service = await startService(t, {scenario: {runs: [waiting, ...earlierRuns(3)]}});
	const setup = {env: {XDG_STATE_HOME: temporaryFolder(t)}, columns: 120};
	const first = openOn(t, service, {...setup, ids: [waiting.id]});
	await first.waitFor(/#3 · [^│]*service estimate ~\d+m \+ run –/);
	await leave(first);

	const learning = openOn(t, service, {...setup, args: ['--interval', '0.2']});
	await learning.waitFor(/service estimate ~\d+m \+ run \d+-\d+s/);
	await leave(learning);

	const later = openOn(t, service, {...setup, ids: [waiting.id]});
	const screen = await later.waitFor(/service estimate ~\d+m \+ run \d+-\d+s/);
	const [, low = '', high = ''] = /run (\d+)-(\d+)s/.exec(screen.join('\n')) ?? [];
	assert.ok(Number(low) <= 9 && Number(high) >= 9, `${low}-${high}`);
});
