import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertStraightFrame} from './frame.ts';
import {assertKeyless} from './key.ts';
import {failedRun, finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, openOn, standInOpener} from './watch.ts';

const hour = 3_600_000;

suite('the history', {concurrency: 2}, () => {
	test('a later session says what has ended, finds a run by two characters, and opens what the service forgot', async t => {
		const state = temporaryFolder(t);
		const {env: opener} = standInOpener(t);
		const setup = {env: {XDG_STATE_HOME: state, ...opener}, columns: 120, rows: 40};
		const kept = runEndingIn(1500, '图生视频 江南烟雨');
		const forgotten = [failedRun('文生图 雨夜'), finishedRun('文生图 雪山')];
		const first = await startService(t, {scenario: {runs: [kept, ...forgotten]}});
		const before = openOn(t, first, setup);
		await before.play(
			['', /(?=[^]*✓ 图生视频)(?=[^]*✓ 文生图 雪山)[^]*✗ 文生图 雨夜/],
			['H', /▸History 3/],
			['esc', /▸1 Runs 3/],
		);
		await leave(before);
		await first.close();

		// An hour passes.
		const database = new DatabaseSync(join(state, 'chenyu-top', 'state.db'));
		database.prepare("UPDATE saved SET value = value - ? WHERE kind = 'visit'").run(hour);
		database.close();
		const waiting = queuedRun('Waits');
		const [done, failed] = [finishedRun('Done'), failedRun('Broken')].map(run => ({
			...run,
			createdAt: -hour / 2,
		}));
		assert.ok(done !== undefined && failed !== undefined);
		const second = await startService(t, {
			scenario: {runs: [waiting, kept, done, failed]},
			port: Number(first.origin.port),
		});
		const terminal = openOn(t, second, {...setup, ids: [waiting.id]});
		await terminal.play(
			['', /H since [\d:\- ]+: 2 ended, 1 failed, ¥[\d.]+/],
			['H', /▸History 5[^]*✗ Broken .*●/],
			['/ "雨夜" enter', /▸History 1 ─ \/雨夜[^]*▸✗ +文生图 雨夜/],
			[
				'enter',
				/▸1 Runs 2[^]*the service no longer has this run\.[^]*▸✗ 文生图 雨夜[^]*Out of memory/,
			],
			['3', /▸3 Log ─ follow ─ \d+ lines ─ 1 error/],
			['x', /▸Why it failed[^]*Out of memory/],
			['esc', /▸3 Log/],
		);
		assertStraightFrame(terminal, 120, 40);

		// Its link has no signature any more; a run that the service still has gets a fresh one.
		await terminal.play(
			['1 H', '▸History'],
			['/ ctrl+u "雪山" enter', /History 1 ─ \/雪山/],
			['enter', /no longer has this run\.[^]*portrait\.png +no link/],
			['4 o', 'r asks for a new link; that of portrait.png is not kept'],
			['1 H', '▸History'],
			['/ ctrl+u "江南" enter', /History 1 ─ \/江南/],
			['enter', /▸1 Runs 4[^]*▸✓ 图生视频/],
			['4', /▸4 Outputs 2[^]*912 B/],
			['o', 'opened portrait.png'],
			// The failure was not looked at until now: a watch of named runs does not list it.
			['1 H', '▸History'],
			['/ ctrl+u "is:unseen" enter', /History 1 ─ \/is:unseen[^]*✗ Broken .*●/],
			['enter', /▸✗ Broken/],
			['H', /▸History 0[^]*no match/],
			['esc', '▸1 Runs 5'],
			['-', /removed Broken, u undoes/],
		);
		await leave(terminal);
		assertKeyless(readFileSync(join(state, 'chenyu-top', 'state.db')));

		// What was opened from the history is not watched by the next session.
		const third = openOn(t, second, {...setup, ids: [waiting.id]});
		await third.waitFor(/▸1 Runs 1 /);
		await leave(third);
	});
});
