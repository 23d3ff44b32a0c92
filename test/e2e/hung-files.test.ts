import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {hungFile} from '../helpers/hung-file.ts';
import {node, program, testEnvironment, temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {readEvents} from './events.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {openOn, watchArguments, watchHeadless} from './watch.ts';

suite('a pipe in the place of the notes of a download (K8)', {concurrency: 2}, () => {
	test('is an event that names it, and nothing waits for it', async t => {
		const folder = temporaryFolder(t);
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			clock: systemClock,
		});
		const [id = ''] = service.runOrderIds;
		execFileSync('mkfifo', [join(folder, `${id}-n9_images.part.json`)]);
		const {code, signal, stdout} = await runHeadless(
			watchArguments(service, [id], ['--json', '--download', folder]),
			{env: {CHENYU_API_KEY: apiKey}},
		);
		assert.deepEqual([code, signal], [3, null]);
		const failed = readEvents(stdout).find(({event}) => event === 'download-failed');
		assert.equal(
			failed?.['reason'],
			`${id}-n9_images.part.json in the folder is not a regular file; remove it`,
		);
		assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`, `${id}-n9_images.part.json`]);
	});
});

suite('a file call that never returns (K8)', {concurrency: 2}, () => {
	for (const call of ['lstat', 'rename', 'link', 'file.write', 'file.sync', 'file.close']) {
		test(`${call}: --timeout ends the process after the last line`, async t => {
			const folder = temporaryFolder(t);
			const {code, signal, stdout} = await watchHeadless(t, {
				scenario: {runs: [finishedRun('A portrait')]},
				args: ['--json', '--timeout', '3s', '--download', folder],
				env: hungFile(t, call, folder),
			});
			assert.deepEqual([code, signal], [3, null]);
			const events = readEvents(stdout);
			assert.equal(events.at(-1)?.['reason'], 'timeout');
			assert.ok(events.some(({event}) => event === 'download-failed'));
		});
	}

	test('a signal ends the process after the last line', async t => {
		const folder = temporaryFolder(t);
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			clock: systemClock,
		});
		const args = watchArguments(service, service.runOrderIds, ['--json', '--download', folder]);
		const child = spawn(node, [program(), ...args], {
			env: testEnvironment({CHENYU_API_KEY: apiKey, ...hungFile(t, 'link', folder)}),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		t.after(() => child.kill('SIGKILL'));
		const ended = once(child, 'close') as Promise<[number | null]>;
		let stdout = '';

		for await (const chunk of child.stdout) {
			stdout += String(chunk);

			if (stdout.includes('"output"') && !child.killed) {
				child.kill('SIGTERM');
			}
		}

		assert.deepEqual((await ended)[0], 143);
		assert.equal(readEvents(stdout).at(-1)?.['reason'], 'signal');
	});

	for (const [keys, code] of [
		[['ctrl+c'], 130],
		[['q', 'q'], 0],
	] as const) {
		test(`${keys.join(' ')} leaves the screen, with the receipt`, async t => {
			const home = temporaryFolder(t);
			const folder = join(home, 'here');
			mkdirSync(folder);
			const service = await startService(t, {
				scenario: {runs: [finishedRun('A portrait')]},
				clock: systemClock,
			});
			const terminal = openOn(t, service, {
				cwd: folder,
				env: {HOME: home, ...hungFile(t, 'lstat', folder)},
				columns: 120,
				rows: 30,
			});
			await terminal.waitFor('SaveImage');
			terminal.press('4');
			await terminal.waitFor('▸Outputs');
			terminal.press('d');
			await terminal.waitFor(/⇣1/);
			const [first, second] = keys;
			terminal.press(first);

			if (second !== undefined) {
				await terminal.waitFor('1 unfinished download');
				terminal.press(second);
			}

			assert.deepEqual(await terminal.exit, {code, signal: null});
			assert.equal(terminal.isAlternate(), false);
			assert.match(terminal.scrollback().join('\n'), /1 run: 1 succeeded/);
		});
	}

	test('of the list that is saved: the watch begins without it, and leaves', async t => {
		const state = temporaryFolder(t);

		for (const call of ['stat', 'readFile']) {
			const {code, signal, stdout, stderr} = await watchHeadless(t, {
				scenario: {runs: [finishedRun('A portrait')]},
				args: ['--json'],
				env: {XDG_STATE_HOME: state, ...hungFile(t, call, state)},
			});
			assert.deepEqual([code, signal], [0, null]);
			assert.equal(readEvents(stdout).at(-1)?.['event'], 'end');
			assert.equal(stderr.includes('ETIMEDOUT'), call === 'stat', stderr);
		}
	});

	test('a wrong folder of --download is one sentence before any request', async t => {
		const folder = temporaryFolder(t);
		const {code, signal, stdout, stderr, service} = await watchHeadless(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			args: ['--json', '--download', folder],
			env: hungFile(t, 'mkdir', folder),
		});
		assert.deepEqual([code, signal, stdout, service.recorded.length], [2, null, '', 0]);
		assert.equal(
			stderr,
			`chenyu-top: Nothing can be saved in ${folder}: the disk does not respond.\n`,
		);
	});
});
