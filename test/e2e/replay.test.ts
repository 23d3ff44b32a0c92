import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {suite} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {comparable, temporaryFolder} from '../record/watches.ts';
import {assertKeyless} from './key.ts';
import {runEndingIn} from './runs.ts';
import {watchHeadless} from './watch.ts';

suite('recordings', {concurrency: true}, () => {
	test('a watch that was recorded is told again, without a key and a service', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		const live = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(1500, 'A film')]},
			args: ['--json', '--interval', '0.2', '--record', file],
		});
		assert.deepEqual([live.code, live.stderr], [0, '']);
		assertKeyless(readFileSync(file));

		const again = await runHeadless(['--json', '--replay', file, '--speed', 'max']);
		assert.deepEqual([again.code, again.stderr], [0, '']);
		const lines = (text: string) => comparable(text.trimEnd().split('\n'));
		assert.deepEqual(lines(again.stdout), lines(live.stdout));

		const [id] = live.service.runOrderIds;
		const narrowed = await runHeadless(['--json', '--replay', file, '--speed', 'max', id ?? '']);
		assert.deepEqual(lines(narrowed.stdout), lines(live.stdout));

		const twice = await runHeadless(['--demo', '--json', '--record', file]);
		assert.equal(twice.code, 2);
		assert.match(twice.stderr, /^chenyu-top: --record: .* exists, .*\n$/);
	});

	test('what cannot be played is said in one line, and the exit code is 2', async t => {
		const file = join(temporaryFolder(t), 'notes.txt');
		writeFileSync(file, 'milk, eggs');

		for (const args of [
			['--replay', file],
			['--replay', `${file}.nowhere`],
			['--replay', file, '--demo'],
			['--speed', '2'],
			['--replay', file, '--speed', 'fast'],
		]) {
			const {code, stdout, stderr} = await runHeadless([...args, '--json']);
			assert.deepEqual([code, stdout], [2, ''], args.join(' '));
			assert.match(stderr, /^chenyu-top: .*--(replay|speed).*\n$/);
		}
	});

	test('on the screen: stop, go back, step, go on to the end', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		await watchHeadless(t, {
			scenario: {runs: [runEndingIn(1500, 'A film')]},
			args: ['--json', '--interval', '0.2', '--record', file],
		});
		const terminal = openTerminal(t, {args: ['--replay', file, '--speed', '0.5'], columns: 120});
		await terminal.waitFor('replay 00:00');
		terminal.press('space');
		await terminal.waitFor('stopped 00:0');
		terminal.press('right');
		await terminal.waitFor('1 succeeded');
		await terminal.waitFor('stopped');
		terminal.press('left');
		await terminal.waitFor('1 waiting');
		terminal.press('.');
		await terminal.waitFor('1 running');
		terminal.press('a');
		await terminal.waitFor('this is a recording');
		terminal.press('space');
		await terminal.waitFor('1 succeeded');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});
});
