import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {without} from '../helpers/terminal.ts';
import {finishedRun} from './runs.ts';
import {leave, openOn, watchOnScreen} from './watch.ts';

const runs = ['A portrait', 'A film', 'A song'].map(title => finishedRun(title));

suite('typing on the screen', {concurrency: 4}, () => {
	test('the list is filtered while typing, and esc clears the filter', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		const filtered = await terminal.play(
			['', /A portrait[^]*A film[^]*A song/],
			['/', 'filter runs:'],
			['"film"', /Runs 1 of 3[^]*filter runs: film/],
		);
		assert.match(filtered.join('\n'), /✓ \w+ A film/);
		assert.doesNotMatch(filtered.join('\n'), /✓ \w+ A (portrait|song)/);
		const kept = await terminal.play(
			['esc', 'Runs 3'],
			['/ "song"', 'filter runs: song'],
			['enter', without('filter runs:')],
		);
		assert.match(kept.join('\n'), /Runs 1 of 3 ─ \/song[^]*▸✓ \w+ A song/);
		await terminal.play(
			['/ "x q"', /Runs 0 of 3[^]*no match/],
			['enter', without('filter runs:')],
			['esc', /Runs 3[^]*A portrait/],
		);
	});

	test('runs are added by pasted ids; pasted text never acts (T12); removing is local', async t => {
		const service = await startService(t, {scenario: {runs}});
		const [first = '', second = '', third = ''] = service.runOrderIds;
		const isRequested = (id: string) => service.recorded.some(({path}) => path.includes(id));
		const terminal = openOn(t, service, {ids: [first]});
		await terminal.waitFor(/Runs 1[^]*A portrait/);

		// As keys this would add, filter and quit.
		terminal.paste(`a${second}\n/q\n`);
		await terminal.play(['a', 'add run orders:']);
		terminal.paste(`${second}\n${third}\n`);
		// The account has both, so their titles are known.
		const pasted = await terminal.waitFor(
			/Add runs 2 of 3[^]*▸add these 2 ids[^]*A film[^]*A song/,
		);
		assert.ok(pasted.join('\n').includes(`add run orders: ${second} ${third}`));
		assert.deepEqual([isRequested(second), isRequested(third)], [false, false]);
		await terminal.play(
			['enter', /added 2 runs/],
			['', /Runs 3[^]*A portrait[^]*A film[^]*A song/],
			// The titles come from the run list, maybe before the first polls.
			['', () => isRequested(second) && isRequested(third)],
			['-', /Runs 2[^]*removed/],
		);
		terminal.press('a');
		terminal.paste(first);
		const screen = await terminal.play(
			['', `add run orders: ${first}`],
			['enter', '1 already watched'],
		);
		assert.match(screen.join('\n'), /Runs 2/);
	});

	test('? and F1 open the help, and q closes it without quitting', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.waitFor('A portrait');

		for (const [open, close] of [
			['?', 'q'],
			['f1', 'q'],
			['?', 'esc'],
			['f1', 'f1'],
		] as const) {
			const help = await terminal.play([open, '▸Help']);
			assert.match(help.join('\n'), /go to the log of the run/);
			await terminal.play([close, /▸1 Runs 3[^]*A portrait/]);
		}

		await terminal.play(
			['?', 'list removed runs'],
			['G', without('list removed runs')],
			['q', '▸1 Runs'],
		);
		await leave(terminal);
	});
});
