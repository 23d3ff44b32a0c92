import type {Duration} from '../../source/core/time/clock.ts';
import type {RunScript, Scenario} from '../../source/demo/index.ts';
import {
	checkpoint,
	runIds,
	sampler,
	saveImage,
	textEncode,
	vaeDecode,
	workflow,
} from '../../source/demo/recipes.ts';

/** A run that makes a picture: queued for one second, running for nine seconds. */
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
			saveImage('9', 500, 'ComfyUI_00001_.png'),
		],
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', kind: 'file', file: 'portrait.png'}],
		},
		quote: 0.03,
		computeCost: 0.000_287_8,
	};
}

/**
 * Runs in every phase: one is created every 250 ms, the last when the service starts. Each takes ten seconds, so only
 * the newest forty are active. Every tenth run is canceled while it runs.
 */
export function manyRuns(count: number): Scenario {
	return {
		runs: Array.from({length: count}, (_, index) => {
			const run = pictureRun(`many ${index}`, (index - count + 1) * 250);
			return index % 10 === 9 ? {...run, ending: {kind: 'canceled', afterMs: 5000}} : run;
		}),
	};
}
