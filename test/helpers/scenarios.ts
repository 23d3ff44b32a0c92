import {showcase} from '../../source/demo/showcase.ts';
import {hostile} from './hostile-scenario.ts';
import {pictureRun} from './picture-run.ts';
import type {Fault, RunScript, Scenario} from './script.ts';

/** Scenarios of a simulated service, by name. */
export const scenarios = {
	showcase,
	'one-success': oneSuccess,
	failing,
	denied,
	flaky,
	hostile,
	/** One run that the engine never knows. */
	unknown: (): Scenario => ({runs: [{...pictureRun('unknown'), unknownFor: Infinity}]}),
	empty: (): Scenario => ({runs: []}),
};

export type ScenarioName = keyof typeof scenarios;

type Data = Readonly<Record<string, unknown>>;

/** The run of the API's documentation. Ten seconds after the start, its response is the documented one. */
function oneSuccess(): Scenario {
	return {
		epoch: Date.UTC(2026, 4, 8, 10),
		runs: [
			{
				id: 'wfrun_314ff7d8b7a5beff1388',
				taskId: 'task_1778147626528703038_eb84d292e0851c08',
				workflow: {
					id: 'wf_861ef31e94dcfb10e6e7',
					revisionId: 'wfr_5b0c9d4e7f21a3866c1d',
					title: '文生图111',
					outputs: [{key: 'n9_images', type: 'image'}],
				},
				createdAt: 0,
				queue: {ms: 1000, position: 1},
				nodes: [
					{id: '4', name: 'CheckpointLoaderSimple', ms: 1500},
					{id: '5', name: 'EmptyLatentImage', ms: 100},
					{id: '6', name: 'CLIPTextEncode', ms: 200},
					{id: '7', name: 'CLIPTextEncode', ms: 200},
					{id: '3', name: 'KSampler', ms: 5500, steps: 20},
					{id: '8', name: 'VAEDecode', ms: 1000},
					{id: '9', name: 'SaveImage', ms: 500},
				],
				ending: {
					kind: 'succeeded',
					outputs: [
						{
							key: 'n9_images',
							kind: 'address',
							address: 'https://www.chenyu.cn/media/example-output',
						},
					],
				},
				quote: 0.03,
				computeCost: 0.000_287_8,
				reworded: withoutNodes,
			},
		],
	};
}

/** The documented response has no log entries of nodes. */
function withoutNodes({logs, actual_execution_duration_sec: seconds, ...execution}: Data): Data {
	return {
		...execution,
		logs: (logs as readonly Data[]).filter(({event_type: type}) =>
			String(type).startsWith('execution_'),
		),
		actual_execution_duration_sec: seconds === null ? null : 8.42,
	};
}

/** One run whose sampler fails four seconds after the start, after a warning. */
function failing(): Scenario {
	const run = pictureRun('failing');
	const lines = [{at: 0.1, level: 'warn', message: 'low VRAM: 0.4 GiB free'}] as const;
	return {
		runs: [
			{
				...run,
				nodes: run.nodes.map(node => (node.id === '3' ? {...node, lines} : node)),
				ending: {
					kind: 'failed',
					nodeId: '3',
					at: 0.14,
					error: {
						reason: 'CUDA out of memory',
						detail:
							'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB. Node 3 (KSampler)',
						engine_code: 'NODE_EXECUTION_FAILED',
						status_code: 500,
					},
				},
			},
		],
	};
}

/** The service refuses every key. */
function denied(): Scenario {
	return {
		runs: [pictureRun('denied')],
		faults: [{fault: refused(401, 'API Key 无效、已过期或已停用')}],
	};
}

/** Two runs: the requests 1 to 3 of the first run fail, and 2 to 5 of the second run. */
function flaky(): Scenario {
	return {
		runs: [
			withFaults('flaky from the start', 1, [
				{kind: 'response', status: 502, body: '<p>Bad gateway'},
				{kind: 'reset'},
				{kind: 'cut'},
			]),
			withFaults('flaky in between', 2, [
				{kind: 'cut'},
				refused(500, '执行引擎暂不可用'),
				// The login page of a proxy.
				{kind: 'response', status: 200, body: '<!doctype html><p>Welcome'},
				{kind: 'response', status: 200, body: ''},
			]),
		],
	};
}

/**
 * Returns a run of which some requests fail: request number `first` (counted from 1) with the first of `faults`, and
 * each following request with the next fault, until none is left.
 */
function withFaults(seed: string, first: number, faults: readonly Fault[]): RunScript {
	return {
		...pictureRun(seed),
		faults: faults.map((fault, index) => ({
			requests: [first + index, first + index],
			fault,
		})),
	};
}

/** An error response of the API. */
export function refused(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Fault {
	return {
		kind: 'response',
		status,
		headers: {'content-type': 'application/json; charset=utf-8', ...headers},
		body: JSON.stringify({code: status, msg: message, data: null}),
	};
}
