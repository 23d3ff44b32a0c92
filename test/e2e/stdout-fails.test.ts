import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {systemClock} from '../../source/core/time/clock.ts';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {runFile, type HeadlessResult} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {readEvents} from './events.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {commandOf} from './watch.ts';

const sentence = /^chenyu-top: Standard output could not be written \((ENOSPC|EFBIG)\), [^\n]+\n$/;

/** A run with 75 kB of events. */
const longRun = finishedRun(
	'A film',
	Array.from({length: 400}, (_, index) => ({
		key: `n9_text_${index}`,
		value: `output ${index} of a long list`,
	})),
);

suite('stdout that fails', {concurrency: 2, skip: process.platform !== 'linux'}, () => {
	for (const args of [['--help'], ['ls'], ['--json', '--once'], ['--plain', '--lang', 'zh']]) {
		test(`${args.join(' ')} on a full device is one sentence and exit code 3`, async t => {
			const {code, stderr} = await runInto(t, args, '"$@" > /dev/full');
			assert.equal(code, 3, stderr);
			assert.match(
				stderr,
				args.includes('zh') ? /^chenyu-top: 无法写入标准输出（ENOSPC）[^\n]+\n$/ : sentence,
			);
		});
	}

	for (const [args, blocks] of [
		[['--json', '--once'], 8],
		[['--help'], 1],
	] as const) {
		test(`${args.join(' ')} beyond a file size limit of ${blocks} KiB: exit code 3, and no end with "done"`, async t => {
			const file = join(temporaryFolder(t), 'out');
			const {code, stderr} = await runInto(t, args, `ulimit -f ${blocks}; "$@" > '${file}'`);
			assert.equal(code, 3, stderr);
			// The limit holds for the saved run list too, and a change that could not be saved is told.
			assert.match(
				stderr.replace(/^chenyu-top: the run list cannot be saved [^\n]+\n/m, ''),
				sentence,
			);
			const written = readFileSync(file);
			assert.equal(written.length, blocks * 1024, 'all that fits');
			assert.doesNotMatch(written.toString(), /"event":"end"| done: /);
		});
	}

	test('--help into a closed pipe is quiet', async t => {
		const {code, stderr} = await runInto(t, ['--help'], 'exec 4> >(:); wait $!; "$@" >&4');
		assert.deepEqual([code, stderr], [0, '']);
	});

	test('stderr that fails changes nothing', async t => {
		const both = await runInto(t, ['--json', '--once'], '"$@" > /dev/full 2>&1');
		assert.equal(both.code, 3);
		const warned = await runInto(t, ['--json', '--once', 'wfrun_none'], '"$@" 2> /dev/full');
		assert.equal(readEvents(warned.stdout).at(-1)?.['exit_code'], warned.code);
	});

	test('a recording that the disk has no room for stops with a sentence, and the watch goes on', async t => {
		const file = join(temporaryFolder(t), 'watch.jsonl');
		const args = ['--json', '--once', '--record', file];
		const {code, stdout, stderr} = await runInto(t, args, 'ulimit -f 4; "$@"');
		assert.equal(readEvents(stdout).at(-1)?.['exit_code'], code);
		assert.match(stderr, /^chenyu-top: recording stopped \(EFBIG\); the watch continues$/m);
		assert.ok(readFileSync(file).length <= 4096);
	});

	for (const option of ['--record', '--download']) {
		test(`${option} leaves no empty file behind where nothing can be written`, async t => {
			const folder = temporaryFolder(t);
			const target = option === '--record' ? join(folder, 'watch.jsonl') : folder;
			const args = ['--json', '--once', option, target];
			const {code, stdout, stderr} = await runInto(t, args, 'ulimit -f 0; "$@"');
			assert.equal(code, option === '--record' ? 2 : 3);
			assert.match(stdout + stderr, /EFBIG|exceeds the limit of the disk/);
			assert.deepEqual(readdirSync(folder), []);
		});
	}
});

/** Runs a line of bash in which `"$@"` is the program, on a service with the long run. */
async function runInto(
	t: TestContext,
	args: readonly string[],
	line: string,
): Promise<HeadlessResult> {
	const service = await startService(t, {scenario: {runs: [longRun]}, clock: systemClock});
	const home = makeHome(t, {baseUrl: service.origin.href});
	const isWatch = args.some(word => word === '--json' || word === '--plain');
	const command = isWatch ? commandOf(service, args) : [node, program(), ...args];
	const env = {...home.env, CHENYU_API_KEY: apiKey};
	return runFile('bash', ['-c', line, 'bash', ...command], {env});
}
