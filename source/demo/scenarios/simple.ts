import type {Duration} from '../../core/time/clock.ts';
import type {RunScript, Scenario} from '../script.ts';
import {checkpoint, runIds, sampler, save, textEncode, vaeDecode, workflow} from './recipes.ts';

/** A plain run that makes a picture: queued for a second, then working for nine. */
export function pictureRun(seed: string, createdAt: Duration = 0): RunScript {
	return {
		...runIds(seed),
		workflow: workflow('picture', '文生图', [{key: 'n9_images', type: 'image'}]),
		createdAt,
		queue: {ms: 1000, position: 1},
		nodes: [
			checkpoint('4', 'sd_xl_base_1.0.safetensors', 2000),
			textEncode('6', 300),
			sampler('3', 10, 5000),
			vaeDecode('8', 1200),
			save('9', 'SaveImage', 500, 'ComfyUI_00001_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', kind: 'file', file: 'portrait.png'}],
		},
		quote: 0.03,
		computeCost: 0.000_287_8,
	};
}

/** One run that fails four seconds after the start, in its sampler, with a warning before. */
export function failing(): Scenario {
	const run = pictureRun('failing');
	const nodes = run.nodes.map(node =>
		node.id === '3'
			? {
					...node,
					lines: [{at: 0.1, level: 'warn' as const, message: 'low VRAM: 0.4 GiB free'}],
				}
			: node,
	);
	return {
		runs: [
			{
				...run,
				nodes,
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

/** One run that is queued for ten minutes, at first on place 20. */
export function queuedLong(): Scenario {
	return {runs: [{...pictureRun('queued long'), queue: {ms: 600_000, position: 20}}]};
}

/** An account without runs. */
export function empty(): Scenario {
	return {runs: []};
}

/**
 * That many runs in every phase: one is created every 250 ms, the last when the service starts. Each lives for ten
 * seconds, so all but the newest forty are over by then. Every tenth is canceled half-way.
 */
export function manyRuns(count: number): Scenario {
	return {
		runs: Array.from({length: count}, (_, index) => {
			const run = pictureRun(`many ${index}`, (index - count + 1) * 250);
			return index % 10 === 9 ? {...run, ending: {kind: 'canceled', afterMs: 5000}} : run;
		}),
	};
}
