import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {readEvents} from './events.ts';
import {apiKey} from './key.ts';

const header =
	'{"format":"chenyu-top-recording","version":1,"program":"0.1.0","started":"2026-05-08T10:00:00.000Z","part":0}';

/** A watch of the run `a`: two entries with each poll, of which a line holds only the new ones. */
const lines: readonly string[] = [
	header,
	'{"at":0,"watch":["a"]}',
	...[0, 1, 2, 3].map(index =>
		JSON.stringify({
			at: 1000 * index,
			execution: 'a',
			next: index === 3 ? null : 1000,
			...(index === 0 ? {} : {repeats: {from: 0, count: 2 * index}}),
			answer: {
				status: index === 3 ? 'failed' : 'running',
				logs: [{message: `entry ${2 * index}`}, {message: `entry ${2 * index + 1}`}],
			},
		}),
	),
	'{"at":3001,"end":{"reason":"done","exit_code":1}}',
];

function textOf(recorded: readonly string[]): string {
	return recorded.map(line => `${line}\n`).join('');
}

/** Plays what a file holds as fast as can be. */
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

const entry = (...numbers: readonly number[]) => numbers.map(number => `entry ${number}`);

suite('broken recordings (R1)', {concurrency: 3}, () => {
	test('a broken line is named, and everything else is played', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		const sentence = (number: number) =>
			`chenyu-top: Line ${number} of ${file} is damaged and was skipped.\n`;
		const all = {
			code: 1,
			entries: entry(0, 1, 2, 3, 4, 5, 6, 7),
			statuses: ['running', 'failed'],
			end: 'done',
		};
		writeFileSync(file, textOf(lines));
		assert.deepEqual(await play(file), {...all, stderr: ''});

		for (const junk of [
			'junk',
			'',
			'{"at":0',
			'[]',
			'{"at":1e999,"watch":["b"]}',
			'{"at":5,"watch":7}',
			'\0\u0001\uFFFD',
		]) {
			writeFileSync(file, textOf(lines.toSpliced(1, 0, junk)));
			assert.deepEqual(await play(file), {...all, stderr: sentence(2)}, JSON.stringify(junk));
		}
	});

	test('what a lost line held is missing, and what comes after it is there', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');

		for (const [number, missing] of [
			[3, [0, 1]],
			[4, [2, 3]],
			[5, [4, 5]],
		] as const) {
			const cut = lines.with(number - 1, (lines[number - 1] ?? '').slice(0, 40));
			writeFileSync(file, textOf(cut));
			const played = await play(file);
			assert.match(played.stderr, new RegExp(`Line ${number} of `));
			assert.deepEqual(
				[played.code, played.statuses, played.end],
				[1, ['running', 'failed'], 'done'],
			);
			assert.deepEqual(
				played.entries,
				entry(
					...[0, 1, 2, 3, 4, 5, 6, 7].filter(
						place => !(missing as readonly number[]).includes(place),
					),
				),
			);
		}
	});

	test('lines whose order is another are played without a doubled entry, and one is named', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		const [third = '', fourth = ''] = lines.slice(3, 5);
		writeFileSync(file, textOf(lines.with(3, fourth).with(4, third)));
		const played = await play(file);
		assert.match(played.stderr, /Lines? 4/);
		assert.deepEqual([played.code, played.end], [1, 'done']);
		assert.equal(new Set(played.entries).size, played.entries.length);
	});

	test('many broken lines are counted, and the first are named', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		writeFileSync(file, textOf([header, ...Array.from({length: 30}, () => 'junk')]));
		const played = await play(file);
		assert.match(
			played.stderr,
			/Lines 2, 3, .*, 11 and 20 more of .* are damaged and were skipped\.\n$/,
		);
		assert.deepEqual([played.code, played.end], [3, 'gave-up']);
	});

	test('a further part that is broken is named by its own name', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		writeFileSync(file, textOf(lines.slice(0, 4)));
		writeFileSync(
			`${file}.1`,
			textOf([header.replace('"part":0', '"part":1'), 'junk', ...lines.slice(4)]),
		);
		const played = await play(file);
		assert.match(played.stderr, /Line 2 of \S+\.1 is damaged/);
		assert.deepEqual(played.entries, entry(0, 1, 2, 3, 4, 5, 6, 7));
	});

	test('the screen names it too', async t => {
		const file = join(temporaryFolder(t), 'w.jsonl');
		writeFileSync(file, textOf(lines.toSpliced(2, 0, 'junk')));
		const terminal = openTerminal(t, {args: ['--replay', file, '--speed', '0.1'], columns: 140});
		await terminal.waitFor(
			screen => terminal.isAlternate() && screen.join('').includes('Line 3 of'),
		);
		terminal.press('q');
		await terminal.exit;
		assert.match(terminal.screen().join(''), /chenyu-top: Line 3 of/);
	});

	test('what is no recording is refused in one sentence', async t => {
		const folder = temporaryFolder(t);
		const path = (name: string) => join(folder, name);
		writeFileSync(path('empty'), '');
		writeFileSync(path('text'), 'just a text\n');
		writeFileSync(path('header'), header.slice(0, 60));
		writeFileSync(path('undated'), `${header.replace('2026', 'x')}\n`);
		mkdirSync(path('folder'));
		execFileSync('mkfifo', [path('pipe')]);

		for (const [name, why] of [
			[path('empty'), /is not a recording/],
			[path('text'), /is not a recording/],
			[path('header'), /line 1 of .*header, the header/],
			[path('undated'), /line 1 of .*undated, the header/],
			[path('folder'), /is not a regular file/],
			[path('pipe'), /is not a regular file/],
			['/dev/zero', /is not a regular file/],
			[path('missing'), /cannot be read \(ENOENT\)/],
		] as const) {
			const {code, stdout, stderr} = await runHeadless(['--json', '--replay', name]);
			assert.deepEqual([code, stdout], [2, ''], name);
			assert.match(stderr, /^chenyu-top: --replay: [^\n]+\n$/);
			assert.match(stderr, why);
		}

		writeFileSync(path('whole'), textOf(lines));
		symlinkSync(path('whole'), path('link'));
		assert.equal((await play(path('link'))).end, 'done');
	});

	test('a recording is written into a new file only', async t => {
		const folder = temporaryFolder(t);
		const pipe = join(folder, 'pipe');
		const link = join(folder, 'link');
		execFileSync('mkfifo', [pipe]);
		symlinkSync(join(folder, 'nowhere'), link);

		for (const file of [pipe, link, folder, '/dev/null']) {
			const {code, stdout, stderr} = await runHeadless(['--json', '--record', file, 'wfrun_a'], {
				env: {CHENYU_API_KEY: apiKey, CHENYU_BASE_URL: 'http://127.0.0.1:9'},
			});
			assert.deepEqual([code, stdout], [2, ''], file);
			assert.match(stderr, /^chenyu-top: --record: [^\n]+ exists and [^\n]+\n$/);
		}
	});
});
