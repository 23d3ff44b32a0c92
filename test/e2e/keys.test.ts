import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {keymap} from '../../source/features/keymap.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {hasKeys, places, rows, tryAll, tryPlace} from './key-trials.ts';
import {keyUses} from './key-uses.ts';
import {response, writeRecording} from './recordings.ts';

suite('keys', {concurrency: 2}, () => {
	test('every binding of every place is tried', () => {
		const tried = Object.entries(keyUses).flatMap(([where, uses]) =>
			Object.entries(uses).map(([id, use]) => [where, id, [use].flat().length].join(' ')),
		);
		const bound = keymap
			.filter(hasKeys)
			.map(({where, id, does}) => [where, id, does.length].join(' '));
		assert.deepEqual(tried.toSorted(), bound.toSorted());
	});

	for (const where of Object.keys(places) as ReadonlyArray<keyof typeof places>) {
		test(`${where}: each key has its effect, and the frame stays straight`, async t => {
			await tryPlace(t, where);
		});
	}

	test('replay: each key has its effect', async t => {
		// A run that succeeds after ten seconds, polled every half second.
		const polls = Array.from({length: 21}, (_, index) =>
			response(
				index * 500,
				{status: index === 20 ? 'succeeded' : 'running', progress_percent: index * 5},
				{next: 500},
			),
		);
		const terminal = openTerminal(t, {
			args: ['--replay', writeRecording(t, polls), '--speed', '0.5'],
			columns: 120,
			rows,
		});
		await terminal.waitFor('replay 00:00');
		await tryAll(
			terminal,
			keymap.filter(({where}) => where === 'replay'),
		);
	});
});
