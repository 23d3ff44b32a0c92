import assert from 'node:assert/strict';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test, type TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {addIn} from '../storage/stored.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {leave, openOn, runOn, watchOnScreen} from './watch.ts';

const notSaved = /^chenyu-top: the run list cannot be saved for the next start \((.+)\)$/m;

/** Makes a state folder with a file that another process keeps locked until `unlock`. */
function lockedState(t: TestContext) {
	const state = temporaryFolder(t);
	const folder = join(state, 'chenyu-top');
	addIn(folder, 'wfrun_old');
	const database = new DatabaseSync(join(folder, 'state.db'));
	t.after(() => database.close());
	database.exec('BEGIN IMMEDIATE');
	return {
		env: {XDG_STATE_HOME: state},
		members: () => database.prepare("SELECT * FROM saved WHERE kind = 'watched'").all().length,
	};
}

suite('the saved state', {concurrency: 2}, () => {
	test('a lock that another process keeps is reported at the end, without a screen', async t => {
		const {env, members} = lockedState(t);
		const service = await startService(t, {scenario: {runs: [finishedRun('One')]}});
		const {code, signal, stderr, events} = await runOn(service, {args: ['--json', '--once'], env});
		assert.deepEqual([code, signal], [0, null]);
		assert.equal(events.at(-1)?.['event'], 'end');
		assert.equal(notSaved.exec(stderr)?.[1], 'database is locked');
		assert.equal(members(), 1);
	});

	for (const why of ['database is locked', 'ENOTDIR']) {
		test(`and on the screen, like any other reason: ${why}`, async t => {
			const file = join(temporaryFolder(t), 'file');
			writeFileSync(file, '');
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs: [queuedRun('One')]},
				env: why === 'ENOTDIR' ? {XDG_STATE_HOME: file} : lockedState(t).env,
				columns: 120,
			});
			await terminal.play(['', 'One'], [': "label mine" enter', 'labeled']);
			await leave(terminal, ['ctrl+c'], 130);
			assert.equal(notSaved.exec(terminal.scrollback().join('\n'))?.[1], why);
		});
	}

	test('a view is saved, and the filter is there again after a restart', async t => {
		const runs = [queuedRun('One'), finishedRun('Two'), queuedRun('Three')];
		const service = await startService(t, {scenario: {runs}});
		const env = {XDG_STATE_HOME: temporaryFolder(t)};
		const open = () => openOn(t, service, {ids: [], env, columns: 120, rows: 30});
		const first = open();
		await first.play(
			['', /Runs 3/],
			['/ "-two" enter', /Runs .*-two 2 of 3[^]*\? help/],
			[': "save-view mine" enter', /:view mine shows this filter/],
			['/ ctrl+u "two" enter', /Runs .*\/two 1 of 3/],
		);
		await leave(first);
		const second = open();
		await second.play(
			['', /still filtered by two/],
			['', /Runs .*\/two 1 of 3/],
			[': "mine" enter', /Runs .*-two 2 of 3/],
			['esc', /Runs 3/],
		);
		await leave(second);
	});

	for (const [end, code] of [
		['ctrl+c', 130],
		['SIGTERM', 143],
	] as const) {
		test(`after ${end} only the file is left, with the last change`, async t => {
			const state = temporaryFolder(t);
			const service = await startService(t, {scenario: {runs: [queuedRun('One')]}});
			const terminal = openOn(t, service, {env: {XDG_STATE_HOME: state}, columns: 120});
			await terminal.play(['', 'One'], [': "label mine" enter', 'labeled']);

			if (end === 'ctrl+c') {
				terminal.press(end);
			} else {
				terminal.kill(end);
			}

			assert.equal((await terminal.exit).code, code);
			const folder = join(state, 'chenyu-top');
			assert.deepEqual(readdirSync(folder), ['state.db']);
			const database = new DatabaseSync(join(folder, 'state.db'));
			const row = database.prepare("SELECT kind, id FROM saved WHERE kind = 'label'").get();
			database.close();
			assert.deepEqual({...row}, {kind: 'label', id: service.runOrderIds[0]});
		});
	}
});
