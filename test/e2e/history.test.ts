import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {emptyRecord, type HistoryRecord} from '../../source/core/history.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {serve} from '../api/loopback.ts';
import {node, program, temporaryFolder, testEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {open} from '../storage/stored.ts';
import {assertRefused} from './assert-output.ts';
import {makeHome} from './home.ts';
import {apiKey, assertKeyless} from './key.ts';
import {failedRun, finishedRun, queuedRun} from './runs.ts';

const day = 86_400_000;

/** A service with ended runs. `onInfo` is called with the number of each request for inputs, and may refuse it. */
async function startInfoService(t: TestContext, count: number) {
	const infos: string[] = [];
	const held: {at: number; reached: () => void} = {at: Infinity, reached: () => undefined};
	let refused: readonly string[] = [];
	const ids = Array.from({length: count}, (_, index) => `wfrun_${index}`);
	const {url} = await serve(t, (request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');
		const id = searchParams.get('run_order_id') ?? '';
		const page = Number(searchParams.get('page'));
		const found = ids.slice((page - 1) * 100, page * 100);
		const order = (each: string) => ({
			run_order_id: each,
			run_status: 'succeeded',
			title: 'One',
			final_amount: '0.01000000',
			created_at: new Date(Date.now() - day - ids.indexOf(each) * 1000).toISOString(),
		});
		const respond = (data: unknown) => response.end(JSON.stringify({code: 0, data}));

		if (pathname.endsWith('/run/list')) {
			respond({items: found.map(order), total: count});
			return;
		}

		infos.push(id);

		if (infos.length >= held.at) {
			// It never responds.
			held.reached();
		} else if (refused.includes(id)) {
			response.writeHead(404).end('{"code":404}');
		} else {
			respond({...order(id), inputs: {'6': {text: `prompt of ${id}`}}});
		}
	});
	return {
		url,
		infos,
		refuse(some: readonly string[]) {
			refused = some;
		},
		/** Responds to no request for inputs from the one with this number on. Resolves when it arrives. */
		async holdFrom(at: number) {
			const {promise, resolve} = Promise.withResolvers<undefined>();
			held.at = at;
			held.reached = () => resolve(undefined);
			return promise;
		},
		release() {
			held.at = Infinity;
		},
	};
}

async function homeOf(t: TestContext) {
	const env = {CHENYU_API_KEY: apiKey, XDG_STATE_HOME: temporaryFolder(t), TZ: 'Asia/Shanghai'};
	return {
		env,
		run: async (...args: readonly string[]) => {
			const result = await runHeadless(args, {env});
			assertKeyless(`${result.stdout}${result.stderr}`);
			return result;
		},
	};
}

suite('chenyu-top history', {concurrency: 2}, () => {
	test('sync adds the runs of the list with their inputs; interrupted, it continues where it was', async t => {
		const service = await startInfoService(t, 120);
		const {env, run} = await homeOf(t);
		const sync = ['history', 'sync', '--base-url', service.url.href];
		const isHeld = service.holdFrom(61);
		const child = spawn(node, [program(), ...sync], {env: testEnvironment(env)});
		await isHeld;
		child.kill('SIGINT');
		const [, signal] = (await once(child, 'close')) as [unknown, string];
		assert.equal(signal, 'SIGINT');
		service.release();
		const asked = new Set(service.infos);
		const {code, stdout, stderr} = await run(...sync);
		assert.deepEqual([code, stdout], [0, '']);
		assert.match(
			stderr,
			/^chenyu-top: The history has 120 ended runs since \d{4}-\d\d-\d\d, with their inputs\.\n$/,
		);
		// At most the last portion and what was in flight are requested again.
		const again = service.infos.slice(asked.size).filter(id => asked.has(id));
		assert.ok(again.length > 0 && again.length <= 20, String(again.length));
		assert.equal(new Set(service.infos).size, 120);

		const before = service.infos.length;
		assert.equal((await run(...sync, '--since', '2d')).code, 0);
		assert.equal(service.infos.length, before, 'nothing is left to request');
		const kept = await run(
			'ls',
			'--history',
			'--columns=id,input.6.text',
			'--base-url',
			service.url.href,
		);
		assert.match(kept.stdout, /^wfrun_0\tprompt of wfrun_0\nwfrun_1\tprompt of wfrun_1\n/);
		assert.equal(kept.stdout.split('\n').length, 21);
	});

	test('a run that the service refuses is left out and counted; a refused key ends it with code 3', async t => {
		const service = await startInfoService(t, 30);
		service.refuse(['wfrun_3', 'wfrun_17']);
		const {run} = await homeOf(t);
		const sync = ['history', 'sync', '--base-url', service.url.href];
		const {code, stderr} = await run(...sync);
		assert.equal(code, 0);
		assert.match(
			stderr,
			/The history has 30 ended runs since .*; the service refused the inputs of 2\.\n$/,
		);
		service.refuse([]);
		service.infos.length = 0;
		assert.match(
			(await run(...sync, '--lang=zh')).stderr,
			/历史中有自 .* 起已结束的 30 个运行及其输入。\n$/,
		);
		assert.deepEqual(service.infos.toSorted(), ['wfrun_17', 'wfrun_3']);

		const {url} = await serve(t, (_request, response) => {
			response.writeHead(401).end('{"code":401}');
		});
		const refused = await run('history', 'sync', '--base-url', url.href);
		assertRefused(refused, 3, /The service refused the API key/);
	});

	test('on a terminal a bar shows how far it is', async t => {
		const service = await startInfoService(t, 60);
		const {env} = await homeOf(t);
		const args = ['history', 'sync', '--base-url', service.url.href];
		const terminal = openTerminal(t, {args, env, columns: 100});
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		const text = terminal.raw().toString();
		assert.match(text, /\r━{10}─{10} 30\/60, ~\d\d:\d\d left/);
		assert.match(text, /\r━{20} 60\/60, ~00:00 left/);
		assert.match(text, /\r *\r?chenyu-top: The history has 60 ended runs/);
		assert.ok(!text.includes('\u001B'));
	});

	test('prune removes what exceeds the limits of the config, for all accounts and without a key', async t => {
		const home = makeHome(t, {history: {days: 30, megabytes: 10}});
		const folder = join(home.path, 'state', 'chenyu-top');
		const env = {...home.env, XDG_STATE_HOME: join(home.path, 'state')};
		const {storage} = await open(folder);
		const record = (age: number): HistoryRecord => ({
			...emptyRecord,
			id: `wfrun_${age}`,
			phase: 'succeeded',
			createdAt: Date.now() - age * day,
			finalAmount: parseMoney(1),
		});
		storage.record([1, 29, 31, 60].map(record), Date.now());
		await storage.close();
		const {code, stdout, stderr} = await runHeadless(['history', 'prune'], {env});
		assert.deepEqual([code, stderr], [0, '']);
		assert.match(stdout, /^2 runs were removed\. The file has [\d.]+ KiB\.\n$/);
		const again = await runHeadless(['history', 'prune', '--lang=zh'], {env});
		assert.match(again.stdout, /^已删除 0 个运行。文件大小为 [\d.]+ KiB。\n$/);
		const {storage: left} = await open(folder);
		const {days} = {days: await left.history('sumCosts', {by: 'day', from: null, until: null})};
		assert.equal(days.length, 2);
		await left.close();
	});
});

suite('chenyu-top ls with the history', {concurrency: 2}, () => {
	test('what the list lacks comes from the history, without more requests', async t => {
		const service = await startService(t, {
			scenario: {
				runs: [finishedRun('Seen'), failedRun('Broken'), finishedRun('Other'), queuedRun('Next')],
			},
			apiKey,
		});
		const [seen = '', broken = ''] = service.runOrderIds;
		const {run} = await homeOf(t);
		const base = ['--base-url', service.origin.href];
		await run('--json', '--once', seen, broken, ...base);
		const before = service.recorded.length;
		const columns = '--columns=title,elapsed,total,error';
		const {code, stdout, stderr} = await run('ls', columns, '--sort=title', ...base);
		assert.deepEqual([code, stderr], [0, '']);
		assert.match(
			stdout,
			/^Broken\t\d[\d.]*\t0\.0002878\tOut of memory\nNext\t\t\t\nOther\t\t\t\nSeen\t\d[\d.]*\t0\.0002878\t\n$/,
		);
		const {stdout: json} = await run('ls', '--json', '--sort=title', ...base);
		const [first = '{}'] = json.split('\n');
		assert.partialDeepStrictEqual(JSON.parse(first), {
			title: 'Broken',
			reason: 'Out of memory',
			total_cost: 0.0002878,
			final_amount: 0.0002878,
		});
		assert.equal(service.recorded.length, before + 2);

		// The list itself was recorded, but only the runs that have ended are listed.
		const kept = await run('ls', '--history', '--columns=title,status', '--sort=title', ...base);
		assert.equal(kept.stdout, 'Broken\tfailed\nOther\tsucceeded\nSeen\tsucceeded\n');
		const failures = await run(
			'ls',
			'--history',
			'--status=failed',
			'--json',
			'--limit=5',
			...base,
		);
		assert.equal(failures.stdout.split('\n').length, 2);
		const none = await run('ls', '--history', '--workflow=wf_none', '--csv', ...base);
		assert.match(none.stdout, /^run_order_id,[^\n]+\r\n$/);
		const recent = await run('ls', '--history', '--since=1h', '--columns=id', ...base);
		assert.equal(recent.stdout.split('\n').length, 4);
		assert.equal(service.recorded.length, before + 2, '--history sends no request');
		const [chinese, english] = [
			await run('ls', '--history', '--json', '--lang=zh', ...base),
			await run('ls', '--history', '--json', '--lang=en', ...base),
		];
		assert.equal(chinese.stdout, english.stdout);
	});

	test('without a usable history one sentence says what is missing, if a column needs it', async t => {
		const service = await startService(t, {scenario: {runs: [finishedRun('One')]}, apiKey});
		const env = {CHENYU_API_KEY: apiKey, HOME: undefined, XDG_STATE_HOME: undefined};
		const base = ['--base-url', service.origin.href];
		const usual = await runHeadless(['ls', '--columns=title', ...base], {env});
		assert.deepEqual([usual.code, usual.stdout, usual.stderr], [0, 'One\n', '']);
		const needing = await runHeadless(['ls', '--columns=title,elapsed', ...base], {env});
		assert.deepEqual([needing.code, needing.stdout], [0, 'One\t\n']);
		assert.match(needing.stderr, /^chenyu-top: The history cannot be used \(no HOME\), so what/);
		const kept = await runHeadless(['ls', '--history', ...base], {env});
		assertRefused(kept, 3, /^chenyu-top: The history cannot be used \(no HOME\)\.\n$/);
	});
});
