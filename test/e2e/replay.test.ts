import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import test, {suite} from 'node:test';
import {comparable} from '../features/replay/watches.ts';
import {node, program, temporaryFolder, testEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {assertRefused} from './assert-output.ts';
import {readEvents} from './events.ts';
import {assertKeyless} from './key.ts';
import {response, writeRecording} from './recordings.ts';
import {runEndingIn} from './runs.ts';
import {leave, watchHeadless} from './watch.ts';

const recordedPolls = 5000;

suite('recordings', {concurrency: true}, () => {
	test('a recorded watch is replayed without a key and a service', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		const live = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(1500, 'A film')]},
			args: ['--json', '--interval', '0.2', '--record', file],
		});
		assert.deepEqual([live.code, live.stderr], [0, '']);
		assert.match(live.stdout, /"event":"end",.*"reason":"done"/);
		assertKeyless(readFileSync(file));
		const lines = (stdout: string) => comparable(stdout.trimEnd().split('\n'));

		const replayed = ['--json', '--replay', file, '--speed', 'max'];
		const again = await runHeadless(replayed);
		assert.deepEqual([again.code, again.stderr], [0, '']);
		assert.deepEqual(lines(again.stdout), lines(live.stdout));
		assertRefused(await runHeadless([...replayed, 'wfrun_a']), 2, /--replay and ID/);

		const twice = await runHeadless(['--demo', '--json', '--record', file]);
		assertRefused(twice, 2, /^chenyu-top: --record: .* exists and /);
	});

	test('a signal ends a replay at maximum speed, with the last line', async t => {
		const polls = Array.from({length: recordedPolls}, (_, index) =>
			response(index, {status: 'running', progress_percent: index / 100}, {next: 1}),
		);
		const args = ['--json', '--replay', writeRecording(t, polls), '--speed', 'max'];
		const child = spawn(node, [program(), ...args], {
			env: testEnvironment(),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const closed = once(child, 'close');
		// The rest does not fit into the pipe, so the signal arrives in the middle.
		const [first] = (await once(child.stdout, 'data')) as [Buffer];
		child.stdout.pause();
		child.kill('SIGTERM');
		const events = readEvents(first.toString() + (await text(child.stdout)));
		assert.deepEqual(await closed, [143, null]);
		const end = {event: 'end', reason: 'signal', exit_code: 143};
		assert.partialDeepStrictEqual(events.at(-1), end);
		assert.ok(events.length < recordedPolls, 'it ended before the recording');
	});

	test('on the screen keys stop, step, jump and resume', async t => {
		const file = writeRecording(t, [
			response(300, {status: 'running'}, {next: 1}),
			response(1500, {status: 'succeeded'}, {next: 1}),
		]);
		const terminal = openTerminal(t, {args: ['--replay', file, '--speed', '0.5'], columns: 120});
		await terminal.play(
			['', /► 1 running[^]*replay 00:00/],
			['space', 'stopped 00:0'],
			['.', '✓ 1'],
			['', 'stopped'],
			['left', '1 running'],
			['<', 'x0.25'],
			['>', 'stopped'],
			['a', 'not available in a replay'],
		);
		terminal.type(':theme mono\r');
		await terminal.waitFor('theme set to mono; :save-settings keeps it');
		terminal.type(':language zh\r');
		await terminal.waitFor('1 运行中');
		terminal.type(':语言 en\r');
		await terminal.play(['', '1 running'], ['space', '✓ 1']);
		await leave(terminal);
	});
});
