import type {Scenario} from './script.ts';

type Data = Readonly<Record<string, unknown>>;

/** The run of the API's documentation. Ten seconds after the start, its response is the documented one. */
export function documentedRun(): Scenario {
	return {
		epoch: Date.UTC(2026, 4, 8, 10),
		runs: [
			{
				id: 'wfrun_314ff7d8b7a5beff1388',
				taskId: 'task_1778147626528703038_eb84d292e0851c08',
				workflow: {
					workflow_id: 'wf_861ef31e94dcfb10e6e7',
					revision_id: 'wfr_5b0c9d4e7f21a3866c1d',
					title: '文生图111',
					candidate_output_manifest: [{key: 'n9_images', type: 'image'}],
					editable_parameter_manifest: [],
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
							value: 'https://www.chenyu.cn/media/example-output',
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
