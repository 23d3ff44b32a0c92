import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test} from 'node:test';
import {errorResponse} from '../../source/demo/responses.ts';
import {scriptedWorkflow} from '../../source/demo/script-language.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import type {RunScript} from '../helpers/script.ts';
import {openAccount, readLines} from './account.ts';
import {assertRefused} from './assert-output.ts';
import {apiKey} from './key.ts';
import {failedRun, finishedRun, queuedRun} from './runs.ts';

const day = 86_400_000;

/** Returns the response of the service itself. */
async function ask(origin: URL, path: string): Promise<Readonly<Record<string, unknown>>> {
	const response = await fetch(new URL(`/api/open/v2/workflow/run/${path}`, origin), {
		headers: {authorization: `Bearer ${apiKey}`},
	});
	const {data} = (await response.json()) as {readonly data: Record<string, unknown>};
	return data;
}

/** In units of 10⁻⁸ CNY. */
type Costs = {readonly spent: bigint; readonly billed: bigint};

function sumOf(rows: readonly Costs[], name: keyof Costs): bigint {
	return rows.reduce((sum, row) => sum + row[name], 0n);
}

/** Returns an amount in units of 10⁻⁸ CNY. */
function units(amount: unknown): bigint {
	return BigInt(Number(amount).toFixed(8).replace('.', ''));
}

const titles = ['文生图', '图生视频', 'Poster', '放大 4x', '=SUM(1)'].map((title, index) =>
	scriptedWorkflow(`cost ${index}`, title, []),
);

/** A run created `age` ms ago. Every third is one that costs less for the engine than what is billed. */
function script(index: number, age: number): RunScript {
	const run: RunScript = {
		...pictureRun(`cost ${index}`, -age),
		workflow: titles[index % titles.length] ?? titles[0],
		computeCost: Number((0.00123457 * index + 0.01).toFixed(8)),
	} as RunScript;
	const error = {reason: 'OOM', detail: 'node 3', engine_code: 'OOM', status_code: 500};
	const ended: RunScript =
		index % 7 === 0
			? {...run, ending: {kind: 'failed', nodeId: '3', at: 0.5, error}}
			: index % 11 === 0
				? {...run, ending: {kind: 'canceled', afterMs: 5000}}
				: run;
	return index % 3 === 0
		? {
				...ended,
				reworded: execution => ({
					...execution,
					total_cost: Number((Number(execution['total_cost']) - 0.000_000_01).toFixed(8)),
				}),
			}
		: ended;
}

suite('chenyu-top cost', {concurrency: 2}, () => {
	test('of 600 runs, of which some were watched, the sums are those of the service, to the last decimal', async t => {
		// The newest have not ended, and the oldest belong to the time before.
		const ages = Array.from(
			{length: 600},
			(_, index) => 30_000 + Math.floor((index * 35 * day) / 600),
		);
		const unfinished = Array.from({length: 12}, (_, index) => queuedRun(`Waiting ${index}`));
		const {service, run} = await openAccount(t, {
			runs: [...ages.map((age, index) => script(index, age)), ...unfinished],
		});
		const watched = service.runOrderIds.filter((_, index) => index % 9 === 0);
		const watch = await run(['--json', '--once', '--quiet', ...watched]);
		assert.equal(watch.code, 1, watch.stderr);

		const dateOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
		const from = dateOf(Date.now() - 29 * day);
		const ended: Array<{day: string; workflow_id: string; status: string} & Costs> = [];

		for (let page = 1; page <= 7; page++) {
			const {items} = await ask(service.origin, `list?page=${page}&page_size=100`);

			for (const item of items as ReadonlyArray<Record<string, string>>) {
				const {run_order_id: id = '', run_status: status = '', created_at: created = ''} = item;
				const {total_cost: cost, terminal_at: end} = watched.includes(id)
					? await ask(service.origin, `execution?run_order_id=${id}`)
					: {total_cost: item['final_amount'], terminal_at: null};
				const date = typeof end === 'string' ? dateOf(Date.parse(end)) : created.slice(0, 10);

				if (date >= from && ['succeeded', 'failed', 'canceled'].includes(status)) {
					const amounts = {spent: units(cost), billed: units(item['final_amount'])};
					ended.push({day: date, workflow_id: item['workflow_id'] ?? '', status, ...amounts});
				}
			}
		}

		assert.ok(ended.length > 480 && ended.length < 570, String(ended.length));
		const covered = `ended runs of the account since ${from}\n`;

		for (const [by, name] of [
			['day', 'day'],
			['workflow', 'workflow_id'],
			['status', 'status'],
		] as const) {
			const {code, stdout, stderr, requests} = await run(['cost', '--by', by, '--json']);
			assert.deepEqual([code, stderr], [0, `chenyu-top: all ${ended.length} ${covered}`]);
			assert.ok(requests.length < 7 && requests.every(path => path.includes('/run/list?')));
			const rows = readLines(stdout);
			assert.equal(rows.length, new Set(ended.map(each => each[name])).size);

			for (const row of rows) {
				const own = ended.filter(each => each[name] === row[name]);
				assert.deepEqual(
					[row['runs'], units(row['spent']), units(row['billed'])],
					[own.length, sumOf(own, 'spent'), sumOf(own, 'billed')],
				);
			}
		}

		const short = await run(['cost', '--since=2d', '--json']);
		assert.equal(readLines(short.stdout).length, 2);
		assert.ok(short.requests.length < 3);
	});

	test('without a usable history the list alone is added up, and one sentence says so', async t => {
		const {env, run} = await openAccount(t, {runs: [finishedRun('One'), failedRun('Two')]});
		// Without a terminal there are tabs, and no total.
		const {stdout} = await run(['cost', '--by=status']);
		assert.equal(
			stdout,
			'failed\t1\t0\t1\t0\t0.0002878\t0.0002878\t0.0002878\t0\nsucceeded\t1\t1\t0\t0\t0.0002878\t0.0002878\t0\t0\n',
		);
		const usual = await run(['cost', '--json']);
		const database = new DatabaseSync(join(env.XDG_STATE_HOME, 'chenyu-top', 'state.db'));
		database.exec('PRAGMA user_version = 99');
		database.close();
		const result = await run(['cost', '--json']);
		assert.deepEqual([result.code, result.stdout], [0, usual.stdout]);
		assert.match(
			result.stderr,
			/^chenyu-top: The history cannot be used \(.* was written by a newer version.*\), so what only it knows is missing.*\nchenyu-top: all 2 ended runs of the account since.*\n$/,
		);

		for (const args of [
			['ls', '--offline'],
			['history', 'sync'],
		]) {
			assertRefused(await run(args), 3, /^chenyu-top: The history cannot be used \(.*\)\.\n$/);
		}
	});

	test('runs older than the history keeps count too, but are not added to it for longer', async t => {
		const runs = [script(1, 150 * day), script(2, 30_000)];
		const {run} = await openAccount(t, {runs});

		const all = await run(['cost', '--since=200d', '--json', '--by=status']);
		assert.deepEqual([all.code, readLines(all.stdout)[0]?.['runs']], [0, 2]);

		const keptSince = new Date(Date.now() - 90 * day + 8 * 3_600_000).toISOString().slice(0, 10);
		const {stderr} = await run(['history', 'sync', '--since=200d']);
		assert.match(stderr, new RegExp(`The history has 1 ended run since ${keptSince} `));
		assert.match((await run(['history', 'prune'])).stdout, /^(?:0 runs were|1 run was) removed/);
		assert.equal((await run(['ls', '--offline', '--columns=id'])).stdout.split('\n').length, 2);
	});

	test('a refusal in the middle of the list is waited for', async t => {
		const runs = Array.from({length: 250}, (_, index) => script(index, 30_000 + index));
		const whole = await openAccount(t, {runs});
		const answer = errorResponse(429, '', {'retry-after': '1'});
		const {run} = await openAccount(t, {runs, faults: [{requests: [2, 2], answer}]});
		const expected = await whole.run(['cost', '--json', '--by=status']);
		const result = await run(['cost', '--json', '--by=status']);
		assert.equal(result.stdout, expected.stdout);
		assert.deepEqual([result.code, result.stderr, result.requests.length], [0, expected.stderr, 4]);
	});

	test('--demo needs no key and leaves no file', async t => {
		const state = temporaryFolder(t);

		for (const [words, expected] of [
			['ls', 0],
			['cost', 0],
			['history sync', 0],
			['--json --until first-failure', 1],
		] as const) {
			const {code} = await runHeadless([...words.split(' '), '--demo'], {
				env: {XDG_STATE_HOME: join(state, 'x')},
			});
			assert.equal(code, expected, words);
		}

		assert.throws(() => mkdirSync(join(state, 'x', 'chenyu-top')), {code: 'ENOENT'});
	});
});
