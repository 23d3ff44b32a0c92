import type {Duration} from '../../source/core/time/clock.ts';
import {runIds, scriptedNodes, scriptedWorkflow} from '../../source/demo/script-language.ts';
import type {RunScript, Scenario} from './script.ts';

/** A run that makes a picture: queued for one second, running for nine seconds. */
export function pictureRun(seed: string, createdAt: Duration = 0): RunScript {
	return {
		...runIds(seed),
		workflow: scriptedWorkflow('picture', '文生图', [{key: 'n9_images', type: 'image'}]),
		createdAt,
		queue: {ms: 1000, position: 1},
		nodes: scriptedNodes(`
			4 | 2 | CheckpointLoaderSimple | loading checkpoint sd_xl_base_1.0.safetensors
			- 0.3 debug model weight dtype torch.float16, manual cast: None
			- 0.9 info loaded sd_xl_base_1.0.safetensors completely
			6 | 0.3 | CLIPTextEncode | encoding prompt
			3 | 5 | KSampler | KSampler: 10 steps, euler_ancestral, cfg 7.0 | 10
			8 | 1.2 | VAEDecode | VAEDecode: decoding latents
			9 | 0.5 | SaveImage | SaveImage: writing ComfyUI_00001_.png
			- 0.8 info uploaded ComfyUI_00001_.png`),
		ending: {
			kind: 'succeeded',
			outputs: [{key: 'n9_images', file: 'portrait.png'}],
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
