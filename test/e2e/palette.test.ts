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
