import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {finishedRun} from './runs.ts';
import {openOn, watchOnScreen} from './watch.ts';

const runs = ['A portrait', 'A film', 'A song'].map(title => finishedRun(title));

suite('typing on the screen', {concurrency: 4}, () => {
	test('the list is filtered while a text is typed, and esc takes it back', async t => {
		const {service, terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.waitFor(/A portrait[^]*A film[^]*A song/);
		terminal.press('/');
		await terminal.waitFor('filter runs:');
		terminal.type('film');
		const filtered = await terminal.waitFor(/Runs 1 of 3[^]*filter runs: film/);
		assert.match(filtered.join('\n'), /✓ \w+ A film/);
		assert.doesNotMatch(filtered.join('\n'), /✓ \w+ A (portrait|song)/);
		terminal.press('esc');
		await terminal.waitFor('Runs 3');

		terminal.press('/');
		terminal.type('song');
		await terminal.waitFor('filter runs: song');
		terminal.press('enter');
		// Keys are keys again, and the filter stays.
		const kept = await terminal.waitFor(screen => !screen.join('\n').includes('filter runs:'));
		assert.match(kept.join('\n'), /Runs 1 of 3 ─ \/song/);
		assert.ok(kept.join('\n').includes(service.runOrderIds[2] ?? ''));
		terminal.press('/');
		terminal.type('x q');
		await terminal.waitFor(/Runs 0 of 3[^]*no match/);
		terminal.press('enter');
		await terminal.waitFor(shown => !shown.join('\n').includes('filter runs:'));
		terminal.press('esc');
		await terminal.waitFor(/Runs 3[^]*A portrait/);
	});

	test('a run order is added by its id; pasting never acts (T12); dropping is local', async t => {
		const service = await startService(t, {scenario: {runs}});
		const [first = '', second = '', third = ''] = service.runOrderIds;
		const askedFor = (id: string) => service.recorded.some(({path}) => path.includes(id));
		const terminal = openOn(t, service, {ids: [first]});
		await terminal.waitFor(/Runs 1[^]*A portrait/);

		// Pasted where nothing is typed it is no row of keys: this one would add, filter and quit.
		terminal.paste(`a${second}\n/q\n`);
		terminal.press('a');
		await terminal.waitFor('add run orders:');
		terminal.paste(`${second}\n${third}\n`);
		// The account knows them both, so they are named.
		const pasted = await terminal.waitFor(
			/Add runs 2 of 3[^]*▸add these 2 ids[^]*A film[^]*A song/,
		);
		assert.ok(pasted.join('\n').includes(`add run orders: ${second} ${third}`));
		assert.deepEqual([askedFor(second), askedFor(third)], [false, false]);

		terminal.press('enter');
		await terminal.waitFor(/added 2 runs/);
		await terminal.waitFor(/Runs 3[^]*A portrait[^]*A film[^]*A song/);
		// The titles come from the run list, so they can be there before the runs are asked.
		await terminal.waitFor(() => askedFor(second) && askedFor(third));

		terminal.press('-');
		await terminal.waitFor(/Runs 2[^]*removed/);
		terminal.press('a');
		terminal.paste(first);
		await terminal.waitFor(`add run orders: ${first}`);
		terminal.press('enter');
		await terminal.waitFor('1 already watched');
		assert.match(terminal.screen().join('\n'), /Runs 2/);
	});

	test('the help opens with ? and with F1, and q closes it without quitting', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs}});
		await terminal.waitFor('A portrait');

		for (const [open, close] of [
			['?', 'q'],
			['f1', 'q'],
			['?', 'esc'],
			['f1', 'f1'],
		] as const) {
			terminal.press(open);
			const help = await terminal.waitFor('this help');
			assert.match(help.join('\n'), /next or previous pane/);
			terminal.press(close);
			await terminal.waitFor(/▸Runs 3[^]*A portrait/);
		}

		terminal.press('?');
		await terminal.waitFor('this help');
		terminal.press('G');
		await terminal.waitFor(screen => !screen.join('\n').includes('this help'));
		terminal.press('q');
		await terminal.waitFor('▸Runs');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});
});
