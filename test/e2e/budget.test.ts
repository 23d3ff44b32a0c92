import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {serve} from '../api/loopback.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {runOn, watchHeadless} from './watch.ts';

suite('money', {concurrency: 3}, () => {
	test('without a screen it is one line on stderr and an event, and does not change the exit code', async t => {
		const scenario = {runs: [runEndingIn(3000, 'First')]};
		const {code, stderr, events} = await watchHeadless(t, {
			scenario,
			args: ['--json', '--budget', '0.0001', '--interval', '0.2'],
		});
		assert.equal(code, 0, stderr);
		assert.match(stderr, /^chenyu-top: budget exceeded: ¥0\.000\d+ of ¥0\.0001 spent\n$/);
		const alerts = events.filter(({event, kind}) => event === 'alert' && kind === 'budget');
		assert.deepEqual(
			alerts.map(({kind, budget}) => [kind, budget]),
			[['budget', 0.0001]],
		);
		const silent = await watchHeadless(t, {
			scenario,
			args: ['--plain', '--budget', '1', '--interval', '0.2'],
		});
		assert.deepEqual([silent.code, silent.stderr], [0, '']);
	});

	test('a daily budget counts the runs of earlier sessions of the day, and warns when a session begins', async t => {
		const state = {XDG_STATE_HOME: temporaryFolder(t)};
		const service = await startService(t, {
			scenario: {runs: [runEndingIn(1000, 'First'), queuedRun('Waits')]},
		});
		const [ending = '', waiting = ''] = service.runOrderIds;
		const first = await runOn(service, {
			ids: [ending],
			args: ['--json', '--budget', '0.0004/day', '--interval', '0.2'],
			env: state,
		});
		assert.deepEqual([first.code, first.stderr], [0, '']);
		const second = await runOn(service, {
			ids: [waiting],
			args: ['--json', '--until', 'budget', '--budget', '0.0002/day', '--interval', '0.2'],
			env: state,
		});
		assert.equal(second.code, 4);
		assert.match(second.stderr, /budget exceeded: ¥0\.0003 of ¥0\.0002 spent\n/);
	});

	test('a low balance is one line on stderr, also with --once', async t => {
		const {code, stderr} = await watchHeadless(t, {
			scenario: {runs: [finishedRun('First')], balance: {prepaid: 0.5, cards: 4}},
			args: ['--plain', '--once'],
			env: {...makeHome(t, {lowBalance: 5}).env, CHENYU_API_KEY: apiKey},
		});
		const sentence = 'chenyu-top: low balance: ¥4.50 left, less than ¥5.00\n';
		assert.deepEqual([code, stderr], [0, sentence]);
	});

	test('a cost that cannot be read, or is negative, is null, makes the total null, and hides no excess', async t => {
		const costs: Readonly<Record<string, readonly string[]>> = {
			wfrun_grouped: ['"9,000.50"'],
			wfrun_huge: ['1e400'],
			wfrun_negative: ['-5'],
			wfrun_known: ['6', '6'],
			wfrun_wavering: ['4', '"4,00"', '4'],
		};
		const polls = new Map<string, number>();
		const {url} = await serve(t, (request, response) => {
			const id =
				new URL(request.url ?? '', 'http://localhost').searchParams.get('run_order_id') ?? '';
			const poll = polls.get(id) ?? 0;
			polls.set(id, poll + 1);
			const all = costs[id] ?? [];
			const status = poll + 1 < all.length ? 'running' : 'succeeded';
			const cost = all[poll] ?? all.at(-1) ?? null;
			response.end(`{"code":0,"data":{"status":"${status}","total_cost":${cost}}}`);
		});
		const service = {origin: url, runOrderIds: Object.keys(costs)};
		const given = {args: ['--json', '--budget', '9', '--interval', '0.2']};
		const {code, stdout, events} = await runOn(service, given);
		assert.equal(code, 0, stdout);
		const lastOf = (id: string) =>
			events.findLast(one => one['event'] === 'run' && one['run_order_id'] === id);
		assert.deepEqual(
			Object.keys(costs).map(id => lastOf(id)?.['total_cost']),
			[null, null, null, 6, 4],
		);
		assert.equal(events.at(-1)?.['total_cost'], null);
		const alerts = events.filter(({kind}) => kind === 'budget');
		assert.deepEqual(
			alerts.map(({spent}) => spent),
			[10],
		);
	});
});
