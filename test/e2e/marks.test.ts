import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {suite, test} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {without} from '../helpers/terminal.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {copiedText, leave, openOn, watchOnScreen} from './watch.ts';

const runs = [finishedRun('A portrait'), finishedRun('A film'), queuedRun('A song')];

suite('marked runs', {concurrency: 2}, () => {
	test('ids are copied and outputs saved of all that are marked, and esc clears the marks', async t => {
		const cwd = temporaryFolder(t);
		const {terminal, service} = await watchOnScreen(t, {scenario: {runs}, columns: 120, cwd});
		await terminal.play(
			['', /A portrait[^]*A song[^]*n9_images/],
			['V', 'marking'],
			['j', '2 marked'],
			['y', 'copied 2 run ids (via the terminal)'],
			['D', 'saved 4 outputs'],
			['3', '▸3 Log'],
			['A', '2 marked runs'],
			['1', '▸1 Runs'],
			['esc', without('marking')],
			['esc', without('2 marked')],
			['ctrl+a', '3 marked'],
			['/', 'filter runs:'],
			['"song" enter', '1/3 marked'],
		);
		assert.equal(copiedText(terminal), service.runOrderIds.slice(0, 2).join('\n'));
		assert.equal(readdirSync(cwd).length, 4);
	});

	test('u brings removed runs back, and after a restart the list of removed runs does', async t => {
		const env = {XDG_STATE_HOME: temporaryFolder(t)};
		const {terminal, service} = await watchOnScreen(t, {scenario: {runs}, columns: 120, env});
		await terminal.play(
			['', /A portrait[^]*A song[^]*n9_images/],
			['space space', '2 marked'],
			['-', /removed 2 runs from the list; u undoes \(they are not affected\)/],
			['', without('A film')],
			['u', /brought back 2 runs/],
			['', /A portrait[^]*A film[^]*A song/],
			['esc', without('2 marked')],
			['-', /removed wfrun_\w+ from the list; u undoes \(the run is not affected\)/],
		);
		await leave(terminal, ['q'], 0);
		const again = openOn(t, service, {ids: service.runOrderIds.slice(1), columns: 120, env});
		await again.play(
			['', /A film[^]*A song/],
			['u', /nothing to undo; U lists/],
			['"U"', /▸Removed from the list 1[^]*A portrait/],
			['enter', /added 1 run/],
			['', /▸1 Runs[^]*A portrait/],
		);
	});
});
