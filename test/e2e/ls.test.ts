import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {serve} from '../api/loopback.ts';
import {manyRuns} from '../helpers/picture-run.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import type {RunScript, Scenario} from '../helpers/script.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {openAccount, readLines} from './account.ts';
import {assertRefused} from './assert-output.ts';
import {apiKey} from './key.ts';
import {failedRun, finishedRun, queuedRun, runEndingIn} from './runs.ts';

const env = {CHENYU_API_KEY: apiKey};
const started: readonly RunScript[] = [
	queuedRun('In the queue'),
	runEndingIn(8000, 'Still running'),
	finishedRun('雪山'),
	{...failedRun('Broken'), inputs: {n6_text: 'a cat', n6_seed: 42}},
];

async function list(t: TestContext, scenario: Scenario, ...args: readonly string[]) {
	const {run} = await openAccount(t, scenario);
	return run(['ls', ...args]);
}

suite('chenyu-top ls', {concurrency: 4}, () => {
	test('in a pipe: the newest 20 with tabs between fields, for one request', async t => {
		const {code, stdout, stderr, requests} = await list(t, manyRuns(250));
		assert.deepEqual([code, stderr], [0, '']);
		assert.equal(requests.length, 1);
		const rows = stdout
			.split('\n')
			.slice(0, -1)
			.map(line => line.split('\t'));
		assert.equal(rows.length, 20);
		assert.ok(rows.every(row => row.length === 5 && row[0]?.startsWith('wfrun_')));
		const times = rows.map(([, , , created = '']) => Date.parse(created));
		assert.deepEqual(
			times,
			times.toSorted((a, b) => b - a),
		);
		assert.ok(!stdout.includes('\u001B'));
	});

	test('--status, --workflow and --limit narrow the list; each 100 runs take one request', async t => {
		const args = ['--limit=150', '--csv', '--columns', 'id'];
		const {requests, stdout} = await list(t, manyRuns(250), ...args);
		assert.deepEqual(
			requests.map(path => path.replace(/^.*\?/, '')),
			['page=1&page_size=100', 'page=2&page_size=100'],
		);
		assert.equal(stdout.split('\r\n').length, 152);
		const narrow = await list(t, {runs: started}, '--status=failed', '--json', '--since=24h');
		assert.match(narrow.requests[0] ?? '', /\?status=failed&page=1/);
		assert.partialDeepStrictEqual(readLines(narrow.stdout), [
			{title: 'Broken', final_amount: 0.0002878},
		]);
		const other = await list(t, {runs: started}, '--workflow=wf_none');
		assert.match(other.requests[0] ?? '', /\?workflow_id=wf_none&/);
		assert.deepEqual([other.code, other.stdout], [0, '']);
		assert.match(other.stderr, /^chenyu-top: No run matches --workflow\.\n$/);
	});

	test('--filter and --before are read to the end of the list, in `cost` too; -o writes to a file', async t => {
		const hour = 3_600_000;
		const old = (title: string, hours: number) => ({
			...finishedRun(title),
			createdAt: -hours * hour,
		});
		const {run, folder} = await openAccount(t, {
			runs: [
				...manyRuns(150).runs,
				old('Portrait one', 40),
				failedRun('Portrait'),
				old('Portrait two', 50),
			],
		});
		const args = ['--filter', 'portrait -status:failed', '--since=3d', '--before=24h'];
		const {stdout, stderr, requests} = await run(['ls', ...args, '--columns=title', '-o', 'a.tsv']);
		assert.deepEqual([stdout, stderr, requests.length], ['', '', 2]);
		assert.equal(readFileSync(join(folder, 'a.tsv'), 'utf8'), 'Portrait one\nPortrait two\n');
		const one = await run(['ls', '--filter=is:succeeded portrait', '-n', '1', '--columns=title']);
		assert.equal(one.stdout, 'Portrait one\n');
		const cost = await run(['cost', '--filter=portrait', '--before=24h', '--by=status', '--json']);
		assert.partialDeepStrictEqual(readLines(cost.stdout), [{status: 'succeeded', runs: 2}]);
		assert.match(
			cost.stderr,
			/all 2 ended runs of the account since .* and before .* that match portrait\n/,
		);
		const none = await run(['ls', '--filter=nothing', '--before=today', '--offline']);
		assert.match(none.stderr, /^chenyu-top: No run matches --filter and --before\.\n$/);
		assertRefused(await run(['ls', '-o', '.']), 2, /^chenyu-top: -o: \. is not a regular file/);
	});

	test('workflow: finds a part of the title or the whole id, in the run list and in the history', async t => {
		const [one, other] = [finishedRun('江南烟雨'), finishedRun('雪山')];
		const {run} = await openAccount(t, {runs: [one, other]});

		for (const place of [[], ['--offline']]) {
			const find = async (value: string) => {
				const args = [...place, '--columns=title', `--filter=workflow:${value}`];
				return (await run(['ls', ...args])).stdout;
			};
			assert.equal(await find('烟雨'), '江南烟雨\n');
			assert.equal(await find(other.workflow.workflow_id), '雪山\n');
			assert.equal(await find(other.workflow.workflow_id.slice(0, -1)), '');
		}
	});

	test('--json has the same names in every language, and what the history knows', async t => {
		const {run} = await openAccount(t, {runs: started});
		assert.equal((await run(['--plain', '--once'])).code, 1);
		assert.equal((await run(['history', 'sync'])).code, 0);
		const {code, stdout, stderr, requests} = await run(['ls', '--json', '--sort=title']);
		assert.deepEqual([code, stderr, requests.length], [0, '', 1]);
		const runs = readLines(stdout);
		assert.deepEqual(
			runs.map(({title}) => title),
			['Broken', 'In the queue', 'Still running', '雪山'],
		);
		assert.partialDeepStrictEqual(runs[0], {
			status: 'failed',
			reason: 'Out of memory',
			inputs: {n6_text: 'a cat', n6_seed: '42'},
		});
		assert.ok(Number(runs[3]?.['actual_execution_duration_sec']) > 0);
		assert.equal(runs[1]?.['final_amount'], null);
		const chinese = await run(['ls', '--csv', '--lang=zh', '--columns=title,status,cost']);
		assert.match(chinese.stdout, /^title,status,final_amount\r\n/);
		assert.match(chinese.stdout, /\r\n雪山,succeeded,0\.0002878\r\n/);
	});

	test('of the history, --status finds each end by all of its names, and a period by the creation', async t => {
		const minute = 60_000;
		const old = {...failedRun('Old'), createdAt: -90 * minute};
		const runs = [finishedRun('A portrait'), {...failedRun('A film'), createdAt: -minute}, old];
		const {run} = await openAccount(t, {runs});
		assert.equal((await run(['history', 'sync'])).code, 0);
		const titles = async (...args: readonly string[]) => {
			const {stdout} = await run(['ls', '--offline', '--columns=title', ...args]);
			return stdout.split('\n').filter(Boolean);
		};
		assert.deepEqual(await titles('--status', 'completed'), ['A portrait']);
		assert.deepEqual(await titles('--status=failed'), ['A film', 'Old']);
		assert.deepEqual(await titles('--status=failed', '--since=1h'), ['A film']);
		assert.deepEqual(await titles('--filter=fil', '-n', '1'), ['A film']);
	});

	test('hostile titles, also in `cost`, reach a terminal as safe text in every form, and JSON exactly', async t => {
		const hostile = 'a\u001B]0;x\u0007\u001B[2J\u202E\tb\r\n=c';
		const ended = finishedRun('One');
		const {service, run} = await openAccount(t, {
			runs: [{...ended, workflow: {...ended.workflow, title: hostile}}],
		});

		for (const [command, form] of [
			[['ls', '--columns=title'], []],
			[['ls', '--columns=title'], ['--json']],
			[['cost', '--by=workflow'], ['--csv']],
		] as const) {
			const args = [...command, ...form, '--base-url', service.origin.href, '--no-color'];
			const terminal = openTerminal(t, {args, env, columns: 200});
			await terminal.exit;
			const text = terminal.raw().toString();
			assert.match(text, /=c/);
			assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\p{Cc}\p{Cf}]/u, args.join());
		}

		const {stdout} = await run(['ls', '--json']);
		assert.equal(readLines(stdout)[0]?.['title'], hostile);
		assert.equal((await run(['cost', '--by=workflow'])).stdout.split('\n').length, 2);
	});

	test('a list that cannot be read is one sentence and exit code 3', async t => {
		for (const [status, headers, message, most] of [
			[429, {'retry-after': '3600'}, /The service refuses requests.*try again in 1 hour/, 1],
			[404, {}, /The list of runs cannot be read .*base URL/, 1],
			[502, {}, /The service has a problem/, 3],
		] as const) {
			let requests = 0;
			const {url} = await serve(t, (_request, response) => {
				requests++;
				response.writeHead(status, headers).end('{"code":1}');
			});
			const result = await runHeadless(['ls', '--base-url', url.href, '--json'], {env});
			assertRefused(result, 3, message);
			assert.equal(requests, most, String(status));
		}
	});
});
