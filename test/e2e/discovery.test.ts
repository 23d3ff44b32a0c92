import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {assertKeyless} from './key.ts';
import {readEvents} from './events.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {openOn, watchHeadless, watchOnScreen} from './watch.ts';

suite('runs that nobody named', {concurrency: 4}, () => {
	test('the runs of the account are there, and one that is ordered later joins at the bottom', async t => {
		// Late enough for a machine that is busy to have shown the first frame before.
		const later = {...runEndingIn(1000, 'Later'), createdAt: 5000};
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(5500, 'First'), finishedRun('Over'), later]},
			ids: [],
			args: ['--interval', '0.2'],
		});
		const first = await terminal.waitFor(/Runs 2[^]*First[^]*Over/);
		assert.ok(!first.join('\n').includes('Later'));
		await terminal.waitFor(/Runs 3[^]*▸. \w+ First[^]*Over[^]*Later/);
	});

	test('an account without runs is reported after the list was read', async t => {
		const {terminal, service} = await watchOnScreen(t, {scenario: 'empty', ids: []});
		await terminal.waitFor('The account has no runs that are');
		assert.match(service.recorded[0]?.path ?? '', /run\/list\?page=1&page_size=100$/);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test('without a screen the found runs are followed to their ends, and --status narrows', async t => {
		const runs = [runEndingIn(1500, 'First'), finishedRun('Over')];
		const all = await watchHeadless(t, {scenario: {runs}, ids: [], args: ['--json']});
		assert.equal(all.code, 0, all.stderr);
		const end = readEvents(all.stdout).at(-1);
		assert.deepEqual([end?.['reason'], end?.['succeeded']], ['done', 2]);

		const narrowed = await watchHeadless(t, {
			scenario: {runs: [queuedRun('Waits'), finishedRun('Over')]},
			ids: [],
			args: ['--json', '--status', 'succeeded'],
		});
		assert.equal(readEvents(narrowed.stdout).at(-1)?.['succeeded'], 1);
		assert.ok(
			narrowed.service.recorded.every(({path}) => !/list\?(?!status=succeeded)/.test(path)),
		);
	});

	test('sorting, pinning and filter terms; the order of a run', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('Beta'), queuedRun('Alpha'), finishedRun('Gamma')]},
		});
		await terminal.waitFor(/Beta[^]*Alpha[^]*Gamma[^]*n9_images/);
		terminal.press('s', 's');
		await terminal.waitFor(/title▴[^]*Alpha[^]*Beta[^]*Gamma/);
		terminal.press('S');
		await terminal.waitFor(/title▾[^]*Gamma[^]*Beta[^]*Alpha/);
		terminal.press('p', 'space');
		await terminal.waitFor(/◈\w+ Beta[^]*Gamma[^]*Alpha/);
		terminal.press('/');
		terminal.type('status:queued cost:>x');
		await terminal.waitFor(/Runs 1 of 3[^]*Alpha[^]*cost:>x\? try cost:>0\.01/);
		terminal.press('esc');
		await terminal.waitFor('Runs 3');
		terminal.press('i');
		await terminal.waitFor(/Order and billing[^]*quote +¥0\.03[^]*settlement +settled/);
		terminal.press('esc');
		await terminal.waitFor('▸Runs 3');
	});

	test('what was added, dropped, pinned and sorted is so the next time; ids on the line are alone', async t => {
		const state = temporaryFolder(t);
		const runs = ['One', 'Two', 'Old'].map(title => finishedRun(title));
		const [one, two, old] = runs;
		assert.ok(one && two && old);
		const longAgo = {...old, createdAt: -24 * 3_600_000};
		const service = await startService(t, {
			scenario: {runs: [one, two, longAgo]},
		});
		const setup = {ids: [], env: {XDG_STATE_HOME: state}};
		const first = openOn(t, service, setup);
		await first.waitFor(/Runs 2[^]*One[^]*Two|Runs 2[^]*Two[^]*One/);
		first.press('s', 's');
		await first.waitFor('title▴');
		first.press('g', 'p');
		await first.waitFor(/◆\w+ One/);
		first.press('j', '-');
		await first.waitFor(/Runs 1/);
		first.press('a');
		first.paste(longAgo.id);
		await first.waitFor('add run orders: wfrun');
		first.press('enter');
		await first.waitFor(/Runs 2[^]*◆\w+ One[^]*Old/);
		first.press('q');
		await first.exit;

		const second = openOn(t, service, setup);
		await second.waitFor(/Runs 2 ─ title▴[^]*◆\w+ One[^]*Old/);
		second.press('q');
		await second.exit;
		const named = openOn(t, service, {...setup, ids: [two.id]});
		await named.waitFor(/Runs 1 ─ title▴[^]*Two/);
		named.press('q');
		await named.exit;
		assertKeyless(readFileSync(join(state, 'chenyu-top', 'state.json')));
	});
});
