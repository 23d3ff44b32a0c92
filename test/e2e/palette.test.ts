import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, watchOnScreen} from './watch.ts';

suite('commands by name', {concurrency: 4}, () => {
	test('a command is found and run, also with a value and in another language', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: [queuedRun('Alpha'), finishedRun('Beta')]},
			columns: 100,
		});
		await terminal.play(
			['', /Runs 2[^]*Beta/],
			[':', /▸Commands \d+[^]*enter done/],
			['"sort cost"', /Commands 1 [^]*▸sort cost/],
			['enter', 'COST▾'],
			['ctrl+p "什么是"', 'No command matches.'],
			['ctrl+u "跟随"', /▸follow the end, or stop +Log +f/],
			['enter', /▸3 Log/],
			[': "language zh"', /▸language zh/],
			['enter', /运行 2[^]*语言已设为 zh/],
			[':', /命令 \d+/],
			['esc', /▸3 日志/],
		);
		await leave(terminal);
		assert.ok(service.recorded.every(({method}) => method === 'GET'));
	});

	test('a typed interval applies from then on', async t => {
		const {terminal, service} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(8000, 'Long')]},
			args: ['--interval', '3600'],
		});
		const polls = (): number =>
			service.recorded.filter(({path}) => path.includes('execution')).length;
		await terminal.play(
			['', /► \w+ Long/],
			[': "interval 0.2"', '▸interval 0.2'],
			['enter', 'interval set to 0.2 for this session'],
		);
		const before = polls();
		await terminal.play(
			['', () => polls() > before + 4],
			[': "interval 0"', '▸interval 0'],
			['enter', 'interval cannot be "0"'],
		);
	});
});

test('older runs of the account are listed page by page, filtered, marked and added', async t => {
	const older = Array.from({length: 150}, (_, index) => ({
		...finishedRun(`Elder${index + 1}`),
		createdAt: -24 * 3_600_000 - index * 60_000,
	}));
	const {terminal, service} = await watchOnScreen(t, {
		scenario: {runs: [queuedRun('Now'), ...older]},
		ids: [],
		columns: 100,
	});
	const pages = () =>
		service.recorded
			.filter(({path}) => /list\?page=\d&page_size=100$/.test(path))
			.map(({path}) => path.slice(-16, -14));
	await terminal.play(
		['', /Runs 1[^]*Now/],
		['a', /▸Add runs 100 of 151[^]*Now +watched[^]*Elder1 /],
		// The first page has too few matches.
		['"elder12"', /Add runs 11 of 151[^]*▸✓ wfrun_\w+ +Elder12 [^]*Elder129/],
		['tab tab', /2 marked/],
		['enter', /Runs 3[^]*Now[^]*Elder12[^]*added 2 runs/],
		['', () => pages().length >= 6],
	);
	// The discovery, the picker and the history request each page once, in any order.
	assert.deepEqual(pages().toSorted(), ['=1', '=1', '=1', '=2', '=2', '=2']);
});
