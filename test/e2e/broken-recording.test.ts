import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileOf} from '../commands/tool.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {assertRefused} from './assert-output.ts';
import {readEvents} from './events.ts';
import {header} from './recordings.ts';
import {leave} from './watch.ts';

/**
 * A recording of one run with four polls. Each poll adds two log entries. The line of a poll contains only these two
 * entries; `kept` refers to the earlier ones.
 */
const lines: readonly string[] = [
	header,
	{at: 0, watch: ['a']},
	...[0, 1, 2, 3].map(index => ({
		at: 1000 * index,
		polls: [
			{
				execution: 'a',
				at: 1000 * index,
				next: index === 3 ? null : 1000,
				answer: {
					status: index === 3 ? 'failed' : 'running',
					logs: [{message: `entry ${2 * index}`}, {message: `entry ${2 * index + 1}`}],
				},
				kept: [0, 2 * index],
			},
		],
	})),
	{at: 3001, end: {reason: 'done', exit_code: 1}},
].map(line => JSON.stringify(line));

function textOf(recorded: readonly string[]): string {
	return recorded.map(line => `${line}\n`).join('');
}

/** Replays a file at maximum speed. */
async function play(file: string) {
	const {code, stdout, stderr} = await runHeadless(['--json', '--replay', file, '--speed', 'max']);
	const events = stdout === '' ? [] : readEvents(stdout);
	return {
		code,
		stderr,
		entries: events.filter(({event}) => event === 'log').map(({message}) => message),
		statuses: events.filter(({event}) => event === 'run').map(({status}) => status),
		end: events.at(-1)?.['reason'],
	};
}

const whole = {code: 1, statuses: ['running', 'failed'], end: 'done'};
const all = [0, 1, 2, 3, 4, 5, 6, 7];
const entries = (numbers: readonly number[]) => numbers.map(number => `entry ${number}`);

suite('damaged recordings', {concurrency: 3}, () => {
	test('a damaged line is reported, and everything else is played', async t => {
		const file = fileOf(t, 'watch.jsonl', textOf(lines));
		const expected = {...whole, entries: entries(all)};
		assert.deepEqual(await play(file), {...expected, stderr: ''});

		const junk = [
			'junk',
			'',
			'{"at":0',
			'[]',
			'{"at":1e999,"watch":["b"]}',
			'{"at":5,"watch":7}',
			'\0\u0001\uFFFD',
		];
		writeFileSync(file, textOf(lines.toSpliced(1, 0, ...junk)));
		const stderr = `chenyu-top: 7 damaged lines of ${file} were skipped, the first is line 2.\n`;
		assert.deepEqual(await play(file), {...expected, stderr});
		writeFileSync(file, textOf(lines.toSpliced(2, 0, 'junk')));
		const one = `chenyu-top: Line 3 of ${file} is damaged and was skipped.\n`;
		assert.deepEqual(await play(file), {...expected, stderr: one});
	});

	test('a recording that ends before the first response is named as the reason of exit code 3', async t => {
		const file = fileOf(t, 'watch.jsonl', textOf(lines.slice(0, 1)));
		const {code, end, stderr} = await play(file);
		assert.deepEqual([code, end], [3, 'gave-up']);
		assert.equal(stderr, 'chenyu-top: The recording has no response, so the exit code is 3.\n');
	});

	test('the screen reports it too', async t => {
		const file = fileOf(t, 'w.jsonl', textOf(lines.toSpliced(2, 0, 'junk')));
		const terminal = openTerminal(t, {args: ['--replay', file, '--speed', '0.1'], columns: 140});
		await terminal.waitFor(
			screen => terminal.isAlternate() && screen.join('').includes('Line 3 of'),
		);
		await leave(terminal);
		assert.match(terminal.screen().join(''), /chenyu-top: Line 3 of/);
	});

	test('a file that is no recording is refused in one sentence', async t => {
		const folder = temporaryFolder(t);
		const pipe = join(folder, 'pipe');
		writeFileSync(join(folder, 'text'), 'just a text\n');
		execFileSync('mkfifo', [pipe]);

		for (const [name, reason] of [
			[join(folder, 'text'), /is not a recording/],
			[pipe, /is not a recording/],
			['/dev/zero', /is not a recording/],
			[join(folder, 'missing'), /cannot be read \(ENOENT\)/],
		] as const) {
			const result = await runHeadless(['--json', '--replay', name]);
			assertRefused(result, 2, reason);
			assert.match(result.stderr, /^chenyu-top: --replay: /);
		}
	});
});
