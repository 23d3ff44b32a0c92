import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {without} from '../helpers/terminal.ts';
import {readLines} from './account.ts';
import {assertStraightFrame} from './frame.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {leave, standInProgram, watchOnScreen} from './watch.ts';

/** A pager that stores its input and waits for a line from the terminal. */
const pager = `
cat > "$HOME/got"
echo "key:$CHENYU_API_KEY:" >> "$HOME/got"
echo "PAGER HAS $1"
read -r line < /dev/tty`;

/**
 * Starts the program in a temporary home folder, with `pager` as its pager, and opens the log of a finished run.
 * `read` returns the text of a file in this folder.
 */
async function openLog(t: TestContext) {
	const home = temporaryFolder(t);
	const {service, terminal} = await watchOnScreen(t, {
		scenario: {runs: [finishedRun('A portrait')]},
		columns: 120,
		cwd: home,
		env: {
			HOME: home,
			...standInProgram(t, 'stand-in', pager, home),
			PAGER: "stand-in 'two words'",
		},
	});
	await terminal.play(['', /succeeded[^]*SaveImage/], ['3', '▸3 Log']);
	const [id = ''] = service.runOrderIds;
	return {home, terminal, id, read: (name: string) => readFileSync(join(home, name), 'utf8')};
}

suite('the log outside of the program', {concurrency: 3}, () => {
	test('ctrl+o shows it in the pager, which has the terminal to itself', async t => {
		const {terminal, read} = await openLog(t);
		await terminal.play(['ctrl+o', 'PAGER HAS two words']);
		assert.equal(terminal.isAlternate(), false);
		const got = read('got');
		assert.match(got, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d +execution started$/m);
		assert.match(got, / n9 +SaveImage/);
		assert.match(got, /^key::$/m);
		assert.ok(!got.includes(apiKey));
		// The terminal may be resized meanwhile.
		terminal.resize(100, 30);
		await terminal.play([
			'enter',
			// The first frame may still have the earlier size.
			screen =>
				screen.join('\n').includes('▸3 Log') &&
				screen.length === 30 &&
				screen.every(row => /[┐│┤┘]$/.test(row)),
		]);
		assert.equal(terminal.isAlternate(), true);
		assertStraightFrame(terminal, 100, 30);
	});

	test('in full screen nothing is beside the text of an entry, so that a selection with the mouse is clean', async t => {
		const {terminal} = await openLog(t);
		await terminal.play(['z', without('│')]);
		const row = terminal.screen().findIndex(text => text.includes('execution started'));
		const cells = Array.from({length: 120}, (_, x) => terminal.cell(x, row).text);
		assert.match(cells.join(''), /^[ ▸]\d\d:\d\d:\d\d +execution started$/);
	});

	test('ctrl+c ends only the pager', async t => {
		const {terminal} = await openLog(t);
		await terminal.play(['ctrl+o', 'PAGER HAS'], ['ctrl+c', 'the pager stand-in was killed']);
		await leave(terminal);
	});

	test('ctrl+s saves the shown entries, or all as JSON lines, and the path is shown', async t => {
		const {home, terminal, id, read} = await openLog(t);
		await terminal.play(
			['ctrl+s', `save log as (.log, .jsonl): ${id}.log`],
			['enter', `saved ~/${id}.log`],
			['ctrl+s enter', `saved ~/${id}-2.log`],
			['ctrl+s backspace backspace backspace "jsonl" enter', `saved ~/${id}.jsonl`],
		);
		assert.equal(read(`${id}.log`), read(`${id}-2.log`));
		assert.equal(statSync(join(home, `${id}.log`)).mode & 0o777, 0o600);
		const events = readLines(read(`${id}.jsonl`));
		assert.equal(events.length, read(`${id}.log`).trimEnd().split('\n').length);
		assert.ok(events.every(event => event['event'] === 'log' && event['run_order_id'] === id));
		assert.equal(events[0]?.['message'], 'execution started');
	});
});
