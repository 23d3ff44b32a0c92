import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {keymap} from '../../source/features/keymap.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {assertStraight, openWorld, rows, tryAll, tryPlace} from './key-trials.ts';
import {keyUses} from './key-uses.ts';

suite('every key of the table', {concurrency: 2}, () => {
	test('each binding in each place is tried here, and nothing else is', () => {
		const tried = Object.entries(keyUses).flatMap(([where, uses]) =>
			Object.entries(uses).map(([id, use]) => [where, id, [use].flat().length].join(' ')),
		);
		const bound = keymap.map(({where, id, does}) => [where, id, does.length].join(' '));
		assert.deepEqual(tried.toSorted(), bound.toSorted());
	});

	for (const where of ['everywhere', 'runs', 'prompt'] as const) {
		test(`${where}: each key does what it says, and the frame stays straight`, async t => {
			await tryPlace(t, where);
		});
	}

	test('replay: each key does what it says', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		writeFileSync(file, recording());
		const terminal = openTerminal(t, {
			args: ['--replay', file, '--speed', '0.5'],
			columns: 120,
			rows,
		});
		await terminal.waitFor('replay 00:00');
		await tryAll(
			terminal,
			keymap.filter(({where}) => where === 'replay'),
		);
	});

	test('q and ctrl+c leave, ctrl+z gives the terminal back and takes it again', async t => {
		for (const [key, code] of [
			['q', 0],
			['ctrl+c', 130],
		] as const) {
			const terminal = await openWorld(t);
			terminal.press(key);
			assert.deepEqual(await terminal.exit, {code, signal: null});
			assert.equal(terminal.isAlternate(), false);
		}

		// There is no shell here that would continue it: the system lets it go on by itself.
		const terminal = await openWorld(t);
		const screens = () => terminal.raw().toString().split('\u001B[?1049h').length;
		const before = screens();
		terminal.press('ctrl+z');
		await terminal.waitFor(() => screens() > before && terminal.isAlternate());
		await terminal.waitFor('n10_text');
		assertStraight(terminal);
	});
});

/** A run that succeeds after ten seconds, told of every half. */
function recording(): string {
	const polls = Array.from({length: 21}, (_, index) => ({
		at: index * 500,
		execution: 'a',
		next: 500,
		answer:
			index === 20
				? {status: 'succeeded', progress_percent: 100}
				: {status: 'running', progress_percent: index * 5},
	}));
	const head = {format: 'chenyu-top-recording', version: 1, program: '0.1.0', part: 0};
	return [{...head, started: '2026-01-01T00:00:00.000Z'}, {at: 0, watch: ['a']}, ...polls]
		.map(line => `${JSON.stringify(line)}\n`)
		.join('');
}
