import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const hour = 3_600_000;

suite('commands by name', {concurrency: 4}, () => {
	test('a command is found and run; what needs a value gets it; esc leaves', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: [queuedRun('Alpha'), finishedRun('Beta')]},
			columns: 100,
		});
		await terminal.waitFor(/Runs 2[^]*Beta/);
		terminal.press(':');
		await terminal.waitFor(/▸Commands \d+[^]*enter done/);
		terminal.type('sort cost');
		await terminal.waitFor(/Commands 1 [^]*▸sort cost/);
		terminal.press('enter');
		await terminal.waitFor('cost▴');
		terminal.press('ctrl+p');
		terminal.type('什么是');
		await terminal.waitFor('No command matches.');
		terminal.press('ctrl+u');
		terminal.type('跟随');
		await terminal.waitFor(/▸follow the end, or stop +Log +f/);
		terminal.press('enter');
		await terminal.waitFor(/▸Log/);
		terminal.press(':');
		terminal.type('language zh');
		await terminal.waitFor(/▸language zh/);
		terminal.press('enter');
		await terminal.waitFor(/运行 2[^]*语言已设为 zh/);
		terminal.press(':');
		await terminal.waitFor(/命令 \d+/);
		terminal.press('esc');
		await terminal.waitFor(/▸日志/);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.ok(service.recorded.every(({method}) => method === 'GET'));
	});

	test('the interval that is typed is kept from then on', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(8000, 'Long')]},
			args: ['--interval', '3600'],
		});
		const polls = (): number =>
			service.recorded.filter(({path}) => path.includes('execution')).length;
		await terminal.waitFor(/Long[^]*running/);
		terminal.press(':');
		terminal.type('interval 0.2');
		await terminal.waitFor('▸interval 0.2');
		terminal.press('enter');
		await terminal.waitFor('interval set to 0.2 for this session');
		const before = polls();
		await terminal.waitFor(() => polls() > before + 4);
		terminal.press(':');
		terminal.type('interval 0');
		await terminal.waitFor('▸interval 0');
		terminal.press('enter');
		await terminal.waitFor('interval cannot be "0"');
	});

	test('the help is searched', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs: [queuedRun('Alpha')]}});
		await terminal.waitFor('Alpha');
		terminal.press('?');
		await terminal.waitFor(/▸Help[^]*\/ filter/);
		terminal.press('/');
		terminal.type('previous error');
		await terminal.waitFor(/Help ─ \/previous error[^]*next or previous error[^]*search help:/);
		terminal.press('enter');
		await terminal.waitFor(screen => !screen.join('\n').includes('search help:'));
		terminal.press('esc');
		await terminal.waitFor(/▸Help ─ esc back[^]*one line up or down/);
		terminal.press('esc');
		await terminal.waitFor('▸Runs');
	});
});

suite('runs from the list of the account', {concurrency: 4}, () => {
	test('older runs are listed page by page, filtered, marked and added', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: [queuedRun('Now'), ...olderRuns(150)]},
			ids: [],
			columns: 100,
		});
		await terminal.waitFor(/Runs 1[^]*Now/);
		terminal.press('a');
		await terminal.waitFor(/▸Add runs 100 of 151[^]*Now +watched[^]*Elder1 /);
		terminal.type('elder12');
		// Two pages were read, since the first had too few of them.
		await terminal.waitFor(/Add runs 11 of 151[^]*▸✓ wfrun_\w+ +Elder12 [^]*Elder129/);
		terminal.press('tab', 'tab');
		await terminal.waitFor(/2 marked/);
		terminal.press('enter');
		await terminal.waitFor(/Runs 3[^]*Now[^]*Elder12[^]*added 2 runs/);
		const pages = service.recorded
			.filter(({path}) => /list\?page=\d&page_size=100$/.test(path))
			.map(({path}) => path.slice(-16, -14));
		// Each page once for the discovery and once for the picker, which may take turns.
		assert.deepEqual(pages.toSorted(), ['=1', '=1', '=2', '=2']);
	});

	test('pasted ids are added as they are', async t => {
		const old = finishedRun('Pasted');
		const now = queuedRun('Now');
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [now, {...old, createdAt: -24 * hour}]},
			ids: [now.id],
		});
		await terminal.waitFor(/Runs 1[^]*Now/);
		terminal.press('a');
		terminal.paste(old.id);
		await terminal.waitFor(/▸add this id/);
		terminal.press('enter');
		await terminal.waitFor(/Runs 2[^]*Pasted/);
	});
});

/** Runs that ended long ago, each a minute older than the one before. */
function olderRuns(count: number): readonly RunScript[] {
	return Array.from({length: count}, (_, index) => ({
		...finishedRun(`Elder${index + 1}`),
		createdAt: -24 * hour - index * 60_000,
	}));
}
