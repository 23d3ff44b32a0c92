import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertStraightFrame} from './frame.ts';
import {assertKeyless} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, openOn, watchHeadless, watchOnScreen} from './watch.ts';

suite('discovered runs', {concurrency: 4}, () => {
	test('an empty account is reported once the list is read, with how to add a run', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: []},
			ids: [],
			columns: 100,
		});
		const screen = await terminal.play(
			['', 'The account has no runs that are'],
			['', /here; a\b[^]*adds older ones/],
		);
		assert.match(screen.join('\n'), /▸1 Runs 0[^]*Run [^]*Log [^]*Outputs /);
		assertStraightFrame(terminal, 100, 24);
		await leave(terminal);
		assert.match(service.recorded[0]?.path ?? '', /run\/list\?page=1&page_size=100$/);
		assert.ok(service.recorded.every(({path}) => !path.includes('/execution')));
	});

	test('without a screen they are watched to their ends, and --status and --workflow narrow', async t => {
		const films = [runEndingIn(1500, 'A film'), finishedRun('A song')] as const;
		const all = await watchHeadless(t, {scenario: {runs: films}, ids: [], args: ['--json']});
		assert.equal(all.code, 0, all.stderr);
		const end = all.events.at(-1);
		assert.deepEqual([end?.['reason'], end?.['succeeded']], ['done', 2]);

		const byStatus = await watchHeadless(t, {
			scenario: {runs: [queuedRun('Waits'), finishedRun('Over')]},
			ids: [],
			args: ['--json', '--status', 'succeeded'],
		});
		assert.equal(byStatus.events.at(-1)?.['succeeded'], 1);
		assert.ok(
			byStatus.service.recorded.every(({path}) => !/list\?(?!status=succeeded)/.test(path)),
		);

		const byWorkflow = await watchHeadless(t, {
			scenario: {runs: films},
			ids: [],
			args: ['--json', '--workflow', films[0].workflow.workflow_id],
		});
		assert.equal(byWorkflow.code, 0);
		assert.deepEqual(
			[...new Set(byWorkflow.events.flatMap(({run_order_id: id}) => id ?? []))],
			[byWorkflow.service.runOrderIds[0]],
		);
		assert.equal(byWorkflow.events.at(-1)?.['succeeded'], 1);
	});

	test('added, dropped and sorted runs are so at the next start; ids as arguments replace them', async t => {
		const state = temporaryFolder(t);
		const [one, two] = [finishedRun('One'), finishedRun('Two')];
		const old = {...finishedRun('Old'), createdAt: -24 * 3_600_000};
		const service = await startService(t, {scenario: {runs: [one, two, old]}});
		const setup = {ids: [], env: {XDG_STATE_HOME: state}};
		const first = openOn(t, service, setup);
		await first.play(
			['', /Runs 2[^]*One[^]*Two|Runs 2[^]*Two[^]*One/],
			['s s', 'title▴'],
			['g j -', /Runs 1/],
		);
		first.press('a');
		first.paste(old.id);
		await first.play(['', 'add runs: wfrun'], ['enter', /Runs 2(?=[^]*✓ Old)[^]*✓ One/]);
		await leave(first);

		const second = openOn(t, service, setup);
		await second.waitFor(/Runs 2 [^]*title▴[^]*Old[^]*One/);
		await leave(second);
		const named = openOn(t, service, {...setup, ids: [two.id]});
		await named.waitFor(/Runs 1 [^]*title▴[^]*Two/);
		await leave(named);
		assertKeyless(readFileSync(join(state, 'chenyu-top', 'state.db')));
	});
});
