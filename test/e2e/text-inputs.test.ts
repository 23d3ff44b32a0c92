import assert from 'node:assert/strict';
import {test} from 'node:test';
import {without, type Step} from '../helpers/terminal.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';

/** The steps that open each text input, each with its label. After them one press of `esc` closes it. */
const inputs: ReadonlyArray<readonly Step[]> = [
	[['/', 'filter runs:']],
	[['a', 'add runs:']],
	[
		['H', '▸History'],
		['/', 'search history:'],
	],
	[
		['esc', '▸1 Runs'],
		[':', ': '],
	],
	[[': "label "', ': label']],
	[['3 /', 'search log:']],
	[[';', 'go to (']],
	[
		['4 j v', '▸n10_text ─ 1 line'],
		['/', 'search text:'],
	],
];

test('the cursor is visible at the caret of each text input, over redraws, and else hidden', async t => {
	const {terminal} = await watchOnScreen(t, {scenario: {runs: [finishedRun('A portrait')]}});
	await terminal.waitFor('n10_text');

	for (const open of inputs) {
		assert.equal(terminal.cursorVisible, false);
		await terminal.play(...open);
		terminal.type('雨夜');
		await terminal.waitFor(() => terminal.beforeCursor()?.endsWith('雨夜') === true);

		for (const [columns, rows] of [
			[100, 30],
			[80, 24],
		] as const) {
			terminal.resize(columns, rows);
			await terminal.waitFor(screen => screen[rows - 1]?.endsWith('┘') === true);
			assert.ok(terminal.beforeCursor()?.endsWith('雨夜'), terminal.screen().at(-1));
		}

		await terminal.play(['esc', () => !terminal.cursorVisible]);
	}
});

test('text inputs edit as in a shell, by graphemes, and recall what was entered', async t => {
	const {terminal} = await watchOnScreen(t, {scenario: {runs: [finishedRun('A portrait')]}});
	const shows = (before: string, after: string) => (screen: readonly string[]) =>
		terminal.beforeCursor()?.endsWith(`filter runs: ${before}`) === true &&
		screen.at(-1)?.includes(`filter runs: ${before}${after} `) === true;
	await terminal.play(
		['', 'n10_text'],
		['/ "雨夜 👨‍👩‍👧"', shows('雨夜 👨‍👩‍👧', '')],
		['backspace', shows('雨夜 ', '')],
		['"👨‍👩‍👧" left left left', shows('雨', '夜 👨‍👩‍👧')],
		['del home "a b "', shows('a b ', '雨 👨‍👩‍👧')],
		['alt+right', shows('a b 雨', ' 👨‍👩‍👧')],
		['ctrl+k alt+backspace alt+left', shows('a ', 'b ')],
		['ctrl+u ctrl+e ctrl+w', shows('', '')],
		['"one" enter', without('filter runs')],
		['/ ctrl+u "two"', shows('two', '')],
		['enter', without('filter runs')],
		['/ ctrl+u "x" up up', shows('one', '')],
		['down down', shows('x', '')],
	);
});

test('full-width keys and alt act as the plain key; Chinese text in a pane says what to do', async t => {
	const {terminal} = await watchOnScreen(t, {scenario: {runs: [finishedRun('A portrait')]}});
	await terminal.play(
		['', 'n10_text'],
		['、', 'filter runs:'],
		['esc', without('filter runs:')],
		['alt+:', '▸Commands'],
		['esc', '▸1 Runs'],
		['"雨夜q"', 'input method on: alt+key, or : for commands'],
	);
});
