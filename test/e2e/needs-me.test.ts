import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {FakeClock} from '../helpers/fake-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {leave, openOn} from './watch.ts';

/** A run whose sampler fails some seconds after the start. */
function failing(seed: string, reason: string) {
	const error = {reason, detail: '', engine_code: 'FAILED', status_code: 500};
	return {...pictureRun(seed), ending: {kind: 'failed', nodeId: '3', at: 0.5, error} as const};
}

test('a failure that was not looked at needs the user in the next session too, until it is looked at', async t => {
	// The history keeps only runs of the last 90 days.
	const clock = new FakeClock(Date.now() - 60_000);
	const scenario = {runs: [pictureRun('ok'), failing('a', 'out of memory')]};
	const service = await startService(t, {scenario, clock});
	const open = () =>
		openOn(t, service, {
			args: ['--interval', '0.2'],
			env: {XDG_STATE_HOME: state},
			columns: 140,
			rows: 40,
		});
	const state = temporaryFolder(t);
	const first = open();
	await first.waitFor(/0 need you ─ ○ 2 queued/);
	clock.advance(60_000);
	await first.waitFor(/! 1 needs you ─ ✗ 1 failed/);
	// The next session reports what was not looked at only if it knows when this one was.
	await visitOf(state);
	await leave(first);
	const second = open();
	await second.play(
		['', /! 1 needs you ─ ✗ 1 failed/],
		['!', /0 need you[^]*▸Why it failed[^]*out of memory/],
		['esc', /▸1 Runs/],
	);
	await leave(second);
	const third = open();
	await third.waitFor(/0 need you ─ ✗ 1 failed/);
	await leave(third);
});

/** Waits until a session has read the run list to its end, and stored when it did so. */
async function visitOf(stateFolder: string): Promise<void> {
	const path = join(stateFolder, 'chenyu-top', 'state.db');

	while (!existsSync(path) || !hasVisit(path)) {
		await setImmediate();
	}
}

function hasVisit(path: string): boolean {
	const database = new DatabaseSync(path, {timeout: 10_000});

	try {
		// The file may have no tables yet.
		const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'saved'").all();
		return (
			tables.length > 0 &&
			database.prepare("SELECT 1 FROM saved WHERE kind = 'visit'").all().length > 0
		);
	} finally {
		database.close();
	}
}
