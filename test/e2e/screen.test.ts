import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {assertStraightFrame} from './frame.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen} from './watch.ts';

const titles = Array.from({length: 30}, (_, index) => `Picture ${index + 1}`);

suite('the screen', {concurrency: 4}, () => {
	test('a split pane appears: header, list, detail, log, outputs, footer', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {
				runs: [finishedRun('A portrait'), finishedRun('夜景 🌃'), queuedRun('A film')],
			},
			columns: 120,
			rows: 40,
		});
		const [first = ''] = service.runOrderIds;
		const screen = await terminal.waitFor(
			/1 queued {2}✓ 2 succeeded[^]*A portrait[^]*夜景 🌃[^]*A film[^]*n9_images/,
		);
		const text = screen.join('\n');
		assert.equal(terminal.isAlternate(), true);
		assert.equal(terminal.cursorVisible, false);
		assert.match(
			screen[0] ?? '',
			/^┌ chenyu-top ─ ○ 1 queued  ✓ 2 succeeded ─ session ¥0\.\d+ ─+ \d\d:\d\d:\d\d ┐$/,
		);
		assert.match(screen[1] ?? '', new RegExp(`^│▸Runs 3 +│ ${first}  A portrait +✓ succeeded │$`));
		assert.match(text, /│▸✓ \w+ A portrait +succeeded {2}00:09 │/);
		assert.match(text, /│ ━{20,} +100% {2}5\/5 nodes {2}00:09/);
		assert.match(text, /├ Log ─ follow ─ \d+ lines ─+┤/);
		assert.match(text, /\d\d:\d\d:\d\d INFO +n9 +SaveImage/);
		assert.match(text, /├ Outputs 2 ─+┤/);
		assert.match(text, /text +n10_text +A portrait, seed 42/);
		assert.match(screen.at(-1) ?? '', /^└ .*tab pane.*\? help {2}q quit.*┘$/);
		assertStraightFrame(terminal, 120, 40);
		assert.ok(
			!terminal.raw().includes('\u001B]8;'),
			'no links where the terminal may not know them',
		);
	});

	test('keys move through the runs, and the detail follows', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {runs: titles.map(title => finishedRun(title))},
		});
		const ids = service.runOrderIds;
		// The list shortens ids, so that only the detail shows one whole.
		const isSelected = (index: number) => terminal.waitFor(ids[index] ?? '');
		await terminal.waitFor('Picture 20 ');

		for (const [key, index] of [
			['down', 1],
			['j', 2],
			['k', 1],
			['up', 0],
			['G', 29],
			['g', 0],
			['end', 29],
			['home', 0],
			['pagedown', 21],
			['pageup', 0],
			['ctrl+d', 10],
			['ctrl+u', 0],
		] as const) {
			terminal.press(key);
			await isSelected(index);
		}

		terminal.type('jjjj');
		await isSelected(4);
	});

	test('keys go from pane to pane', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.waitFor('▸Runs');

		for (const [key, title] of [
			['tab', '▸wfrun_'],
			['tab', '▸Log'],
			['tab', '▸Outputs'],
			['tab', '▸Runs'],
			['shift+tab', '▸Outputs'],
			['3', '▸Log'],
			['2', '▸wfrun_'],
			['4', '▸Outputs'],
			['1', '▸Runs'],
			['enter', '▸Log'],
			['esc', '▸Runs'],
		] as const) {
			terminal.press(key);
			await terminal.waitFor(title);
		}

		terminal.press('3', 'z');
		const zoomed = await terminal.waitFor(screen => screen[1]?.startsWith('├▸Log') === true);
		assert.ok(!zoomed.join('\n').includes('Outputs'));
		terminal.press('esc');
		await terminal.waitFor('Outputs');
	});

	test('the log follows until the user scrolls up, and again from its end', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.waitFor(/Log ─ follow.*\n[^]*succeeded/);
		terminal.press('3', 'g');
		const top = await terminal.waitFor(screen => !screen.join('\n').includes('follow ─'));
		assert.match(top.join('\n'), /execution started/);
		terminal.press('G');
		await terminal.waitFor('Log ─ follow');
		terminal.press('/');
		await terminal.waitFor('search log:');
		terminal.type('checkpoint');
		terminal.press('enter');
		await terminal.waitFor(/hit \d of 2/);
	});

	test("a run finishes before one's eyes", async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(5000, 'A portrait')]},
			args: ['--interval', '0.2'],
			env: {FORCE_HYPERLINK: '1'},
		});
		const {host, origin} = service.origin;
		await terminal.waitFor(/► running[^]*Outputs will appear here/);
		const screen = await terminal.waitFor(/✓ succeeded[^]*n9_images/);
		assert.match(screen.join('\n'), new RegExp(`image +n9_images +(http://)?${host}/`));
		// A link opens the whole address, and its label says whose it is (T10).
		const raw = terminal.raw().toString();
		assert.match(
			raw,
			new RegExp(
				String.raw`\u001B\]8;;${origin}/media/portrait\.png(\u001B\\|\u0007)(http://)?${host}/`,
			),
		);
	});

	test('without an id the screen says how to add one', async t => {
		const {service, terminal} = await watchOnScreen(t, {scenario: 'empty'});
		const screen = await terminal.waitFor('a adds older ones');
		assert.match(screen.join('\n'), /▸Runs 0[^]*Run [^]*Log [^]*Outputs /);
		assertStraightFrame(terminal, 80, 24);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.deepEqual(
			service.recorded.filter(({path}) => path.includes('/execution')),
			[],
		);
	});
});
