import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {text as readText} from 'node:stream/consumers';
import test, {suite} from 'node:test';
import {node, program, testEnvironment, temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {comparable} from '../features/replay/watches.ts';
import {readEvents} from './events.ts';
import {assertKeyless} from './key.ts';
import {runEndingIn} from './runs.ts';
import {watchHeadless} from './watch.ts';

suite('recordings', {concurrency: true}, () => {
	test('a recorded watch is replayed without a key and a service', async t => {
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

		assert.match(live.stdout, /"event":"end",.*"reason":"done"/);

		const [id] = live.service.runOrderIds;
		const narrowed = await runHeadless(['--json', '--replay', file, '--speed', 'max', id ?? '']);
		assert.deepEqual(lines(narrowed.stdout), lines(live.stdout));

		const twice = await runHeadless(['--demo', '--json', '--record', file]);
		assert.equal(twice.code, 2);
		assert.match(twice.stderr, /^chenyu-top: --record: .* exists and .*\n$/);
	});

	for (const [signal, exitCode] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		test(`${signal} ends a replay that runs as fast as can be, with a last line`, async t => {
			const file = join(temporaryFolder(t), 'long.jsonl');
			const polls = Array.from({length: recordedPolls}, (_, index) => ({
				status: 'running',
				progress_percent: index / 100,
			}));
			writeFileSync(file, recordingOf({...polls}));
			const args = [program(), '--json', '--replay', file, '--speed', 'max'];
			const child = spawn(node, args, {
				env: testEnvironment(),
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			const closed = once(child, 'close');
			// Only this is taken before the signal, and the rest is more than a pipe holds: so it comes in the middle.
			const [first] = (await once(child.stdout, 'data')) as [Buffer];
			child.stdout.pause();
			child.kill(signal);
			const events = readEvents(first.toString() + (await readText(child.stdout)));
			assert.deepEqual(await closed, [exitCode, null]);
			const end = events.at(-1);
			assert.deepEqual(
				[end?.event, end?.['reason'], end?.['exit_code']],
				['end', 'signal', exitCode],
			);
			assert.ok(events.length < recordedPolls, 'it ended before the recording did');
		});
	}

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
		writeFileSync(file, recordingOf({300: {status: 'running'}, 1500: {status: 'succeeded'}}));
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
		await terminal.waitFor('not available in a replay');
		terminal.type(':theme mono\r');
		await terminal.waitFor('theme set to mono for this session');
		terminal.type(':language zh\r');
		await terminal.waitFor('1 运行中');
		terminal.type(':语言 en\r');
		await terminal.waitFor('1 running');
		terminal.press('space');
		await terminal.waitFor('1 succeeded');
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});
});

const recordedPolls = 5000;

/** A recording of one run, asked at these milliseconds with these answers. */
function recordingOf(polls: Readonly<Record<number, object>>): string {
	const started = '2026-01-01T00:00:00.000Z';
	return [
		{format: 'chenyu-top-recording', version: 1, program: '0.1.0', started, part: 0},
		{at: 0, watch: ['a']},
		...Object.entries(polls).map(([at, response]) => ({
			at: Number(at),
			execution: 'a',
			next: 1,
			answer: response,
		})),
	]
		.map(line => `${JSON.stringify(line)}\n`)
		.join('');
}
