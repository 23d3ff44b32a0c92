import assert from 'node:assert/strict';
import {chmodSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {assertStraightFrame} from './frame.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen} from './watch.ts';
import {temporaryFolder} from '../helpers/program.ts';

/** A pager that keeps what it gets, says so, and waits for a line from the terminal itself. */
const pager = `#!/bin/sh
cat > "$HOME/got"
echo "key:$CHENYU_API_KEY:" >> "$HOME/got"
echo "PAGER HAS $1"
read -r line < /dev/tty
`;

/** The log of a finished run on the screen, in a home of its own that has a pager. */
async function openLog(t: TestContext, env: Readonly<Record<string, string>> = {}) {
	const home = temporaryFolder(t);
	writeFileSync(join(home, 'stand-in'), pager);
	chmodSync(join(home, 'stand-in'), 0o700);
	const {service, terminal} = await watchOnScreen(t, {
		scenario: {runs: [finishedRun('A portrait')]},
		columns: 120,
		cwd: home,
		env: {
			HOME: home,
			PATH: `${home}${delimiter}${process.env['PATH'] ?? ''}`,
			PAGER: "stand-in 'two words'",
			...env,
		},
	});
	await terminal.waitFor(/succeeded[^]*SaveImage/);
	terminal.press('3');
	await terminal.waitFor('▸Log');
	const [id = ''] = service.runOrderIds;
	return {home, terminal, id, read: (name: string) => readFileSync(join(home, name), 'utf8')};
}

suite('the log leaves the program', {concurrency: 3}, () => {
	test('v shows it in the pager, which has the terminal to itself, and comes back', async t => {
		const {terminal, read} = await openLog(t);
		terminal.press('v');
		await terminal.waitFor('PAGER HAS two words');
		assert.equal(terminal.isAlternate(), false);
		const got = read('got');
		assert.match(
			got,
			/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO .*execution started$/m,
		);
		assert.match(got, / n9 +SaveImage/);
		assert.match(got, /^key::$/m);
		assert.ok(!got.includes(apiKey));
		// Afterwards the terminal may be of another size.
		terminal.resize(100, 30);
		terminal.type('\r');
		await terminal.waitFor(screen => screen.join('\n').includes('▸Log') && screen.length === 30);
		assert.equal(terminal.isAlternate(), true);
		assertStraightFrame(terminal, 100, 30);
	});

	test('ctrl+c in the pager ends the pager alone', async t => {
		const {terminal} = await openLog(t);
		terminal.press('v');
		await terminal.waitFor('PAGER HAS');
		terminal.type('\u0003');
		await terminal.waitFor('the pager stand-in was killed');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test('a missing pager is reported once', async t => {
		const {terminal} = await openLog(t, {PAGER: 'no-such-pager -R'});
		terminal.press('v');
		await terminal.waitFor('the program no-such-pager is not installed');
		assert.equal(terminal.isAlternate(), true);
	});

	test('ctrl+s saves what is shown, ctrl+e all of it as JSON lines, and the path is shown', async t => {
		const {home, terminal, id, read} = await openLog(t);
		terminal.type('\u0013');
		await terminal.waitFor(`saved ~/${id}.log`);
		terminal.type('\u0013');
		await terminal.waitFor(`saved ~/${id}-2.log`);
		terminal.type('\u0005');
		await terminal.waitFor(`saved ~/${id}.jsonl`);
		assert.equal(read(`${id}.log`), read(`${id}-2.log`));
		assert.equal(statSync(join(home, `${id}.log`)).mode & 0o777, 0o600);
		const events = read(`${id}.jsonl`)
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
		assert.equal(events.length, read(`${id}.log`).trimEnd().split('\n').length);
		assert.ok(events.every(event => event['event'] === 'log' && event['run_order_id'] === id));
		assert.equal(events[0]?.['message'], 'execution started');
	});

	test('y copies the entry by the terminal, without a frame', async t => {
		const {terminal} = await openLog(t);
		terminal.press('G', 'y');
		await terminal.waitFor('copied 1 log entry (via the terminal)');
		// eslint-disable-next-line no-control-regex -- the sequence is what is looked for
		const [, base64 = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(terminal.raw().toString()) ?? [];
		assert.match(Buffer.from(base64, 'base64').toString(), /^\d{4}-.* INFO .*execution succeeded$/);
	});
});
