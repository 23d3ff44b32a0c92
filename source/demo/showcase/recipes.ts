import type {Duration} from '../../core/time/clock.ts';
import {revisionId, runOrderId, taskId, workflowId} from '../ids.ts';
import type {NodeScript, RunScript, WorkflowScript} from '../script.ts';

/** A workflow whose ids follow from the seed. */
export function workflow(
	seed: string,
	title: string,
	outputs: WorkflowScript['outputs'],
): WorkflowScript {
	return {id: workflowId(seed), revisionId: revisionId(seed), title, outputs};
}

/** The ids of a run that follow from the seed. */
export function runIds(seed: string): Pick<RunScript, 'id' | 'taskId'> {
	return {id: runOrderId(seed), taskId: taskId(seed)};
}

/** Loads the model's weights. */
export function checkpoint(id: string, file: string, ms: Duration): NodeScript {
	return {
		id,
		name: 'CheckpointLoaderSimple',
		ms,
		says: `loading checkpoint ${file}`,
		lines: [
			{at: 0.3, level: 'debug', message: 'model weight dtype torch.float16, manual cast: None'},
			{at: 0.9, level: 'info', message: `loaded ${file} completely`},
		],
	};
}

/** Turns the prompt into what the sampler understands. */
export function textEncode(id: string, ms: Duration): NodeScript {
	return {id, name: 'CLIPTextEncode', ms, says: 'encoding prompt'};
}

/** Takes the noise out, step by step. */
export function sampler(id: string, steps: number, ms: Duration, name = 'KSampler'): NodeScript {
	return {id, name, ms, steps, says: `${name}: ${steps} steps, euler_ancestral, cfg 7.0`};
}

/** Turns the result into pixels. */
export function vaeDecode(id: string, ms: Duration): NodeScript {
	return {id, name: 'VAEDecode', ms, says: 'VAEDecode: decoding latents'};
}

/** Writes the result to where it can be fetched. */
export function save(id: string, name: string, ms: Duration, file: string): NodeScript {
	return {
		id,
		name,
		ms,
		says: `${name}: writing ${file}`,
		lines: [{at: 0.8, level: 'info', message: `uploaded ${file}`}],
	};
}
