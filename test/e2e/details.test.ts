import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {errorResponse} from '../../source/demo/responses.ts';
import {serve} from '../api/loopback.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import type {RunScript} from '../helpers/script.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {openAccount, readLines} from './account.ts';
import {apiKey} from './key.ts';
import {connectAgent, rowsOf} from './mcp-client.ts';
import {finishedRun, queuedRun} from './runs.ts';

function withPrompt(run: RunScript, text: string): RunScript {
	return {...run, inputs: {n6_text: text, n6_seed: 42}};
}

const pictures: readonly RunScript[] = [
	withPrompt(queuedRun('Waits'), '雨巷 waits'),
	withPrompt(finishedRun('Ended'), '雨巷 ended'),
	withPrompt(finishedRun('Other'), '雪山'),
];

suite('what the run list lacks is requested', {concurrency: 4}, () => {
	test('`ls` finds runs by their prompts without a history, unfinished ones too, and asks once', async t => {
		const {run} = await openAccount(t, {runs: pictures});
		const args = ['ls', '--filter=雨巷', '--columns=title,input.text', '--sort=title'];
		const first = await run(args);
		assert.equal(first.stdout, 'Ended\t雨巷 ended\nWaits\t雨巷 waits\n');
		assert.equal(first.requests.length, 4);
		const second = await run(args);
		assert.deepEqual([second.stdout, second.requests.length], [first.stdout, 1]);
	});

	test('`cost` and `save` find runs by their prompts too', async t => {
		for (const [command, option, found] of [
			['cost', '--by=status', /^succeeded\t1\t/],
			['save', '--to=pictures', /^saved 2 outputs /],
		] as const) {
			const {run} = await openAccount(t, {runs: pictures.slice(1)});
			assert.match((await run([command, option, '--filter=雨巷'])).stdout, found);
		}
	});

	test('an agent finds runs by their prompts too', async t => {
		const {call} = await connectAgent(t, {scenario: {runs: pictures}});
		const titles = rowsOf(await call('list', {filter: '雨巷'})).map(({title}) => String(title));
		assert.deepEqual(titles.toSorted(), ['Ended', 'Waits']);
	});

	test('ctrl+c keeps what came, and the next call asks for the rest', async t => {
		let left = 6;
		const {service, env, run} = await openAccount(t, {
			runs: Array.from({length: 12}, (_, index) => withPrompt(finishedRun(`Run ${index}`), '雨巷')),
			limit: () => () => (left-- > 0 ? null : {retryAfterSec: 60}),
		});
		const args = ['ls', '--filter=雨巷', '--columns=title'];
		const address = ['--base-url', service.origin.href];
		const terminal = openTerminal(t, {args: [...args, ...address], env});
		await terminal.waitFor(() => /details of runs: 5 of 12/.test(terminal.raw().toString()));
		terminal.kill('SIGINT');
		assert.deepEqual(await terminal.exit, {code: 130, signal: null});
		left = Infinity;
		const {stdout, requests} = await run(args);
		assert.equal(stdout.split('\n').length, 13);
		assert.equal(requests.length, 1 + 12 - 5);
	});

	test('a run whose order the service refuses stays unknown', async t => {
		const {run} = await openAccount(t, {
			runs: pictures.slice(1, 2),
			faults: [{requests: [2, Infinity], answer: errorResponse(403, '权限不足')}],
		});
		const {code, stdout, stderr} = await run(['ls', '--columns=title,input.text']);
		assert.deepEqual([code, stdout], [0, 'Ended\t\n']);
		assert.match(stderr, /^chenyu-top: The service refused the orders of 1 run: inputs and costs/);
	});

	test('a title that the list lacks is that of the workflow, and is kept', async t => {
		const requested: string[] = [];
		const {url} = await serve(t, (request, response) => {
			requested.push(request.url ?? '');
			const isList = request.url?.includes('/run/list') === true;
			const items = [{run_order_id: 'wfrun_1', workflow_id: 'wf_1', run_status: 'queued'}];
			const data = isList ? {items, total: 1} : {title: '文生图'};
			response.end(JSON.stringify({code: 0, data}));
		});
		const env = {CHENYU_API_KEY: apiKey, XDG_STATE_HOME: temporaryFolder(t)};
		const list = async () => runHeadless(['ls', '--columns=title', '--base-url', url.href], {env});
		assert.equal((await list()).stdout, '文生图\n');
		assert.equal((await list()).stdout, '文生图\n');
		assert.equal(requested.filter(path => path.includes('/market/info')).length, 1);
	});

	test('`cost` adds up the known costs, and counts the runs whose order has none either', async t => {
		const {url} = await serve(t, (request, response) => {
			const isList = request.url?.includes('/run/list') === true;
			const item = {run_status: 'succeeded', created_at: new Date().toISOString()};
			const items = [
				{...item, run_order_id: 'wfrun_1', final_amount: '0.50000000'},
				{...item, run_order_id: 'wfrun_2', final_amount: null},
			];
			response.writeHead(isList ? 200 : 404);
			response.end(JSON.stringify(isList ? {code: 0, data: {items, total: 2}} : {code: 1}));
		});
		const args = ['cost', '--json', '--by=status', '--base-url', url.href];
		const {stdout} = await runHeadless(args, {env: {CHENYU_API_KEY: apiKey}});
		assert.partialDeepStrictEqual(readLines(stdout), [{runs: 2, spent: '0.5', unknown: 1}]);
	});
});
