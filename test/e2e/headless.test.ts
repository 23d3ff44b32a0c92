import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {runFile, runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {assertMatches} from './assert-output.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';
import {failedRun, finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {
	commandOf,
	endingSignals,
	leave,
	openInShell,
	watchHeadless,
	watchOnScreen,
} from './watch.ts';

suite('without a screen', {concurrency: 4}, () => {
	test('-q leaves out the log of --json, and all but the ends of --plain', async t => {
		const runs = [runEndingIn(1500, 'Snow')];
		const setup = {scenario: {runs}, args: ['--interval', '0.5', '-q']};
		const {code, events} = await watchHeadless(t, {...setup, args: [...setup.args, '--json']});
		assert.equal(code, 0);
		const kinds = new Set(events.map(({event}) => event));
		assert.ok(!kinds.has('log') && kinds.has('output') && kinds.has('start'));
		const {stdout} = await watchHeadless(t, setup);
		assert.match(stdout, /^\S+ \S+ succeeded [^\n]*\n\S+ done: [^\n]*\n$/);
	});

	test('if stdout is no terminal the output is plain lines without escape sequences', async t => {
		const {code, stdout, stderr} = await watchHeadless(t, {
			scenario: {runs: [finishedRun('夜景 🌃'), runEndingIn(1500, 'A film')]},
			args: ['--interval', '0.2'],
		});
		assert.deepEqual([code, stderr], [0, '']);

		for (const line of stdout.trimEnd().split('\n')) {
			assert.match(line, /^\d\d:\d\d:\d\d [^\p{Cc}]+$/u);
		}

		assertMatches(stdout, [
			/^\S+ watching 2 runs\n/,
			/wfrun_\w+ succeeded 5\/5 nodes 9(?:\.\d)?s ¥0\.0002878 夜景 🌃\n/,
			/wfrun_\w+ INFO n9 SaveImage: writing ComfyUI_00001_\.png\n/,
			/wfrun_\w+ output n9_images image http:\/\/127\.0\.0\.1:\d+\/media\/portrait\.png\n/,
			/\n\S+ done: 2 succeeded, ¥0\.0005756\n$/,
		]);
	});

	for (const [signal, code] of endingSignals) {
		test(`${signal} ends a watch with ${code} after the last line`, async t => {
			const service = await startService(t, {scenario: {runs: [queuedRun('A film')]}});
			const terminal = openInShell(t, service, 'exec "$@" 2> /dev/null', {args: ['--json']});
			await terminal.waitFor('"status":"queued"');
			terminal.kill(signal);
			await leave(terminal, [], code);
			const written = terminal.raw().toString();
			assert.ok(!written.includes('\u001B'));
			const end = readEvents(written.replaceAll('\r', '')).at(-1);
			assert.partialDeepStrictEqual(end, {event: 'end', reason: 'signal', exit_code: code});
		});
	}

	test('a closed pipe ends it quietly, with 141 if a run is unfinished', async t => {
		for (const [format, run, expected] of [
			['--plain', queuedRun('A film'), 141],
			['--json', finishedRun('A film'), 0],
		] as const) {
			const service = await startService(t, {scenario: {runs: [run]}});
			const {code, stdout, stderr} = await runFile(
				'bash',
				['-c', '"$@" | head -1; echo "${PIPESTATUS[0]}"', 'bash', ...commandOf(service, [format])],
				{env: {CHENYU_API_KEY: apiKey}},
			);
			assert.match(stdout, /^(?:\{"event":"start".*\}|\S+ watching 1 run)\n\d+\n$/);
			assert.deepEqual([stdout.split('\n')[1], code, stderr], [String(expected), 0, '']);
		}
	});

	test('--exit-when-done exits with 1 after a failed run, q with 0', async t => {
		const scenario = {runs: [failedRun('A film'), finishedRun('A portrait')]};
		const {terminal} = await watchOnScreen(t, {scenario, args: ['--exit-when-done']});
		assert.deepEqual(await terminal.exit, {code: 1, signal: null});
		const {terminal: other} = await watchOnScreen(t, {scenario});
		await other.waitFor(/✗ ?1\D[^]*✓ ?1\D/);
		await leave(other);
	});

	test('--demo needs no key, and does not use one', async () => {
		for (const key of [undefined, apiKey]) {
			const {code, stdout, stderr} = await runHeadless(['--demo', '--json', '--once'], {
				env: {CHENYU_API_KEY: key},
			});
			const events = readEvents(stdout);
			const [start, end] = [events[0], events.at(-1)];
			assert.equal(stderr, '');
			assert.equal(code, end?.['exit_code']);
			assert.deepEqual([start?.event, end?.event], ['start', 'end']);
			const ids = start?.['run_order_ids'];
			assert.ok(Array.isArray(ids) && ids.length === 17);
			const runs = events.filter(({event}) => event === 'run').map(run => run['run_order_id']);
			assert.equal(runs.length, new Set(runs).size, 'one event for each run');
			assertKeyless(stdout);
		}
	});
});
