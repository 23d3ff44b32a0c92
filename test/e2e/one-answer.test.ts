import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import type {ServerResponse} from 'node:http';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {serve} from '../api/loopback.ts';
import {temporaryFolder, type Scope} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {openOn, runOn} from './watch.ts';

type Answer = readonly [status: number, body: string];

const page = '<html><h1>nginx</h1>';
const forbidden: Answer = [403, '{"code":403,"msg":"权限不足"}'];
const refused: Answer = [401, '{"code":401,"msg":"API Key 无效"}'];
const sentence = /This key may not read this run \(.*权限不足/;

/** Each is the response to one request of a run that responds before and after it. */
const strays: readonly Answer[] = [
	refused,
	[401, page],
	[400, '{"code":400,"msg":"系统维护"}'],
	[200, '{"code":400,"msg":"系统维护"}'],
	[200, `{"code":0,"data":{"status":"running","x":[0${',0'.repeat(600_000)}]}}`],
	forbidden,
	[404, '{"code":404,"msg":"不存在"}'],
	...[400, 403, 404, 405, 407, 410, 451].map((status): Answer => [status, page]),
];

/** Starts a service whose runs are listed and succeed at their fifth request, but for what `answer` has. */
async function startRuns(
	t: Scope,
	runOrderIds: readonly string[],
	answer: (path: string, id: string, nth: number, authorization: string) => Answer | null,
) {
	const counts = new Map<string, number>();
	const json = (response: ServerResponse, data: object) =>
		response.end(JSON.stringify({code: 0, msg: '', data}));
	const {url} = await serve(t, ({url: path = '', headers}, response) => {
		const id = new URL(path, 'http://service').searchParams.get('run_order_id') ?? '';
		const nth = (counts.get(id) ?? 0) + 1;
		const isPoll = path.includes('/execution');
		counts.set(id, isPoll ? nth : nth - 1);
		const stray = answer(path, id, nth, headers.authorization ?? '');

		if (stray !== null) {
			response.writeHead(stray[0]).end(stray[1]);
		} else if (path.includes('/list')) {
			const createdAt = new Date().toISOString();
			const items = runOrderIds.map(each => ({
				run_order_id: each,
				run_status: 'succeeded',
				created_at: createdAt,
			}));
			json(response, {items, total: items.length, page: 1, page_size: 100});
		} else {
			json(response, {status: nth < 5 ? 'running' : 'succeeded', run_order_id: id});
		}
	});
	return {origin: url, runOrderIds};
}

/** A service that answers 403 to all that concerns the run `wfrun_b`. */
async function startForbidden(t: Scope) {
	return startRuns(t, ['wfrun_a', 'wfrun_b'], (_path, id) => (id === 'wfrun_b' ? forbidden : null));
}

suite('one answer never ends a watch', {concurrency: 2}, () => {
	test('each kind of stray answer is at most a failed poll of its run', async t => {
		const ids = strays.map((_, index) => `wfrun_${index}`);
		const service = await startRuns(t, ids, (path, id, nth) =>
			path.includes('/execution') && nth === 3 ? (strays[ids.indexOf(id)] ?? null) : null,
		);
		const {code, events} = await runOn(service, {args: ['--json', '--interval', '0.2']});
		assert.partialDeepStrictEqual(events.at(-1), {event: 'end', succeeded: strays.length});
		assert.equal(code, 0);
	});

	test('a run that the key may not read is given up alone', async t => {
		const answers = new Map([
			['wfrun_b', forbidden],
			['wfrun_c', [200, forbidden[1]] as const],
		]);
		const ids = ['wfrun_a', ...answers.keys()];
		const service = await startRuns(t, ids, (_path, id) => answers.get(id) ?? null);
		const {code, events} = await runOn(service, {args: ['--json', '--interval', '1']});
		assert.deepEqual([code, events.at(-1)?.['succeeded']], [3, 1]);
		const problems = events.filter(({event}) => event === 'problem');
		assert.deepEqual([...new Set(problems.map(({run_order_id: id}) => id))], ids.slice(1));
		assert.partialDeepStrictEqual(problems.at(-1), {kind: 'auth', retry_in_ms: null});
	});

	test('ls, compare, report and history sync go on', async t => {
		const {origin} = await startForbidden(t);

		for (const [args, exitCode, stdout, stderr] of [
			[['ls'], 0, /wfrun_a\t[^]*wfrun_b\t/, /refused the orders of 1 run:/],
			[['compare', 'wfrun_a', 'wfrun_b'], 3, /^$/, sentence],
			[['report', 'wfrun_a', 'wfrun_b', '-o', '-'], 3, /wfrun_a[^]*may not read this/, sentence],
			[['history', 'sync'], 0, /^$/, /2 ended runs.* of 1\./],
		] as const) {
			const env = {CHENYU_API_KEY: 'x', XDG_STATE_HOME: temporaryFolder(t)};
			const result = await runHeadless([...args, '--base-url', origin.href], {env});
			assert.equal(result.code, exitCode, `${args[0]} ${result.stderr}`);
			assert.match(result.stdout, stdout);
			assert.match(result.stderr, stderr);
		}
	});
});

suite('a refused key', {concurrency: 2}, () => {
	test('r tries again, with what the key file has now; q leaves what was wrong', async t => {
		const keyFile = join(temporaryFolder(t), 'key');
		const service = await startRuns(t, [], (_path, _id, _nth, authorization) =>
			authorization.endsWith('cy_new_key_0123456789') ? null : refused,
		);
		writeFileSync(keyFile, 'cy_old_key_0123456789', {mode: 0o600});
		const open = () =>
			openOn(t, service, {
				args: ['--api-key-file', keyFile],
				env: {CHENYU_API_KEY: undefined},
				columns: 80,
			});
		const left = open();
		const screen = await left.waitFor('Then press r');
		const pane = screen.map(row => row.slice(1, 35).trim()).join(' ');
		assert.match(pane, /The service refused the API key .* file named by --api-key-file\. Then/);
		left.press('q');
		await left.exit;
		assert.match(
			left
				.raw()
				.toString()
				.replaceAll(/[\r\n]/g, ''),
			/\?1049l[^]*The service refused the API key .*: put a valid one into/,
		);

		const terminal = open();
		await terminal.waitFor('key refused, polling stopped');
		terminal.press('r');
		await terminal.waitFor('key refused, polling stopped');
		writeFileSync(keyFile, 'cy_new_key_0123456789');
		terminal.press('r');
		await terminal.waitFor('The account has no runs that are');
	});

	test('a key file that has changed since the start is read again', async t => {
		const keyFile = join(temporaryFolder(t), 'key');
		writeFileSync(keyFile, 'cy_old_key_0123456789', {mode: 0o600});
		const service = await startRuns(t, ['wfrun_a'], (_path, _id, nth, authorization) => {
			if (authorization.endsWith('cy_new_key_0123456789') || nth < 3) {
				return null;
			}

			writeFileSync(keyFile, 'cy_new_key_0123456789');
			return refused;
		});
		const {code} = await runOn(service, {
			args: ['--json', '--interval', '0.2', '--api-key-file', keyFile],
			env: {CHENYU_API_KEY: undefined},
		});
		assert.equal(code, 0);
	});
});
