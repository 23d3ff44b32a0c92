import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {serve} from '../api/loopback.ts';
import unknownRun from '../fixtures/execution-not-found.json' with {type: 'json'};
import {temporaryFolder} from '../helpers/program.ts';
import {readLines} from './account.ts';
import {assertMatches} from './assert-output.ts';
import {fieldsOf, reportedFields} from './events.ts';
import {openOn, runOn, type Watched} from './watch.ts';

const id = 'wfrun_314ff7d8b7a5beff1388';

/** A response with a distinct value for every documented field. */
const queued = {
	task_id: 'task_1',
	workflow_id: 'wf_861ef31e94dcfb10e6e7',
	status: 'queued',
	queue_info: {position: 3, estimated_wait_sec: 90},
	progress_percent: 2.5,
	progress_snapshot: {
		internal_status: 'waiting_for_gpu',
		completed_node_count: 4,
		total_runnable_nodes: 9,
		last_event_type: 'progress_state',
	},
	logs: [
		{
			at: '2026-05-08T10:00:07Z',
			event_type: 'progress',
			level: 'debug',
			message: 'sampling',
			node_id: '12',
			progress_percent: 37.5,
			value: 13,
			max: 20,
			fraction: 0.65,
		},
		{
			at: '2026-05-08T10:00:08Z',
			event_type: 'progress',
			level: 'info',
			message: 'decoding',
			node_id: '13',
			progress_percent: 40,
			fraction: 0.25,
		},
	],
	cancel_requested: 'true',
	actual_execution_duration_sec: 271.83,
	compute_cost: 0.25,
	external_model_cost: 0.5,
	total_cost: 0.75,
	outputs: {},
	error: null,
	created_at: '2026-05-08T10:00:00Z',
	started_at: '2026-05-08T10:00:01Z',
	terminal_at: '2026-05-08T10:04:33Z',
};

const reportedEntries = queued.logs.map(entry => ({
	value: null,
	max: null,
	...reportedFields(entry),
}));

/**
 * Starts a service. The nth poll gets the nth of `envelopes` (whole API responses) as JSON; the last one repeats.
 * Other requests get an error.
 */
async function servePolls(t: TestContext, ...envelopes: readonly unknown[]): Promise<Watched> {
	let polls = 0;
	const {url} = await serve(t, (request, response) => {
		const isPoll = request.url?.includes('/run/execution?') === true;
		const envelope = isPoll
			? envelopes[Math.min(polls++, envelopes.length - 1)]
			: {code: 1, msg: 'not here'};
		response.end(JSON.stringify(envelope));
	});
	return {origin: url, runOrderIds: [id]};
}

suite('the fields of the API', {concurrency: 3}, () => {
	test('each field of a response is in an event under its API name', async t => {
		const service = await servePolls(t, {code: 0, msg: '', data: queued});
		const {events} = await runOn(service, {args: ['--json', '--once']});
		const run = events.find(({event}) => event === 'run');
		assert.partialDeepStrictEqual(run, reportedFields(queued));
		assert.deepEqual(
			events
				.filter(({event}) => event === 'log')
				.map(({event: _event, at: _at, run_order_id: _id, ...entry}) => entry),
			reportedEntries,
		);
		const plain = await runOn(service, {args: ['--plain', '--once']});
		assert.match(plain.stdout, /n12 sampling 13\/20\n/);

		for (const event of events) {
			assert.deepEqual(Object.keys(event), fieldsOf(event));
		}
	});

	test('each field of a response is on the screen, also of an unfinished run', async t => {
		const folder = temporaryFolder(t);
		const service = await servePolls(t, {code: 0, msg: '', data: queued});
		const terminal = openOn(t, service, {columns: 120, rows: 40, cwd: folder});
		const screen = await terminal.play(
			['', /waiting_for_gpu {3}progress_state/],
			['', /cancel requested true/],
			['', /execution 4m32s/],
		);
		assertMatches(screen.join('\n'), [/sampling 13\/20/, /decoding 25%/]);
		await terminal.play(
			['3 g enter', /step +13\/20, fraction 0\.65/],
			['esc', /Outputs/],
			[`ctrl+s ctrl+u "${id}.jsonl" enter`, /saved /],
		);
		const exported = readLines(await readFile(join(folder, `${id}.jsonl`), 'utf8'));
		assert.deepEqual(
			exported.map(({event: _event, run_order_id: _id, ...entry}) => entry),
			reportedEntries,
		);
	});

	test('a failed request shows its error', async t => {
		const {error} = unknownRun.data;
		const service = await servePolls(t, unknownRun);
		const {events} = await runOn(service, {args: ['--json', '--once']});
		const problem = events.find(({event}) => event === 'problem');
		assert.partialDeepStrictEqual(problem, {...error, http_status: 200});
		const {stdout} = await runOn(service, {args: ['--plain', '--once']});
		assertMatches(stdout, [/TASK_NOT_FOUND/, /execution task \S+ does not exist/, /404/]);
		await openOn(t, service, {columns: 140, rows: 40}).play(
			['', /Task not found\./],
			['', /execution task task_1778147626528703038_eb84d292e0851c08 does not exist/],
			['', /TASK_NOT_FOUND . status 404/],
		);
	});
});
