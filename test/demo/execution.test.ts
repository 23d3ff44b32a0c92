import assert from 'node:assert/strict';
import test from 'node:test';
import notFound from '../fixtures/execution-not-found.json' with {type: 'json'};
import documented from '../fixtures/execution-succeeded.json' with {type: 'json'};
import {documentedRun} from '../helpers/documented-run.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {execution, requestApi, startWithClock} from './request-api.ts';

test('the documented run ends with the documented response, and keeps it', async t => {
	const {service, clock} = await startWithClock(t, documentedRun());
	clock.advance(10_000);
	const {status, body} = await requestApi(service, '/workflow/run/execution', {
		run_order_id: 'wfrun_314ff7d8b7a5beff1388',
	});
	assert.equal(status, 200);
	assert.deepEqual(body, documented);
	clock.advance(30 * 86_400_000);
	assert.deepEqual(await execution(service), documented.data);
});

test('a running run reports its steps, nodes and costs so far', async t => {
	const scenario = {
		runs: [
			{
				...pictureRun('running'),
				nodes: [
					{id: '1', name: 'LoadImage', ms: 0, cached: true},
					{id: '2', name: 'LLM', ms: 1000, message: 'asking', externalCost: 0.02},
					{
						id: '3',
						name: 'KSampler',
						ms: 4000,
						steps: 4,
						lines: [{at: 0.3, level: 'warn', message: 'low VRAM'} as const],
					},
				],
				computeCost: 0.05,
			},
		],
	};
	const {service, clock} = await startWithClock(t, scenario);
	clock.advance(1000 + 1000 + 2000);
	const response = await execution(service);
	assert.deepEqual(
		response.logs.map(
			({at, event_type: type, level, message, node_id: node, progress_percent: percent}) =>
				[at.slice(17, 19), type, level, message, node ?? '–', percent].join(' '),
		),
		[
			'01 execution_start info execution started – 0',
			'01 execution_cached info cached nodes: 1 – 0',
			'01 executing info asking 2 0',
			'02 executed info LLM done in 1.0 s 2 20',
			'02 executing info KSampler 3 20',
			'03 progress info KSampler step 1/4 3 40',
			'03 log warn low VRAM 3 44',
			'04 progress info KSampler step 2/4 3 60',
		],
	);
	assert.partialDeepStrictEqual(response, {
		status: 'running',
		queue_info: null,
		progress_percent: 60,
		progress_snapshot: {
			internal_status: 'running',
			completed_node_count: 2,
			total_runnable_nodes: 3,
			last_event_type: 'progress',
		},
		compute_cost: 0.03,
		external_model_cost: 0.02,
		total_cost: 0.05,
		started_at: '2026-05-08T10:00:01Z',
		terminal_at: null,
	});
	assert.partialDeepStrictEqual(response.logs.at(-1), {value: 2, max: 4, fraction: 0.5});
});

test('the engine reports an unknown run as documented, until it knows the run', async t => {
	const run = {...pictureRun('new'), taskId: 'task_1_2', unknownFor: 6000};
	const {service, clock} = await startWithClock(t, {runs: [run]});
	clock.advance(5999);
	const early = await requestApi(service, '/workflow/run/execution', {run_order_id: run.id});
	const detail = 'execution task task_1_2 does not exist';
	const error = {...notFound.data.error, detail};
	assert.deepEqual(early.body, {...notFound, data: {error}});
	clock.advance(1);
	assert.equal((await execution(service)).status, 'running');
});
