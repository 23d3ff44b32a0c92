import type {Duration} from '../../core/time/clock.ts';
import {hexDigits, taskId} from '../ids.ts';
import type {NodeScript, RunScript, WorkflowScript} from '../script.ts';

/** Returns a workflow. The same seed gives the same ids. */
export function workflow(
	seed: string,
	title: string,
	outputs: WorkflowScript['outputs'],
): WorkflowScript {
	return {
		id: `wf_${hexDigits(`workflow ${seed}`, 20)}`,
		revisionId: `wfr_${hexDigits(`revision ${seed}`, 20)}`,
		title,
		outputs,
	};
}

/** Returns the ids of a run. The same seed gives the same ids. */
export function runIds(seed: string): Pick<RunScript, 'id' | 'taskId'> {
	return {id: `wfrun_${hexDigits(`run order ${seed}`, 20)}`, taskId: taskId(seed)};
}

export function checkpoint(id: string, file: string, ms: Duration): NodeScript {
	return {
		id,
		name: 'CheckpointLoaderSimple',
		ms,
		message: `loading checkpoint ${file}`,
		lines: [
			{at: 0.3, level: 'debug', message: 'model weight dtype torch.float16, manual cast: None'},
			{at: 0.9, level: 'info', message: `loaded ${file} completely`},
		],
	};
}

export function textEncode(id: string, ms: Duration): NodeScript {
	return {id, name: 'CLIPTextEncode', ms, message: 'encoding prompt'};
}

export function sampler(id: string, steps: number, ms: Duration, name = 'KSampler'): NodeScript {
	return {id, name, ms, steps, message: `${name}: ${steps} steps, euler_ancestral, cfg 7.0`};
}

export function vaeDecode(id: string, ms: Duration): NodeScript {
	return {id, name: 'VAEDecode', ms, message: 'VAEDecode: decoding latents'};
}

export function save(id: string, name: string, ms: Duration, file: string): NodeScript {
	return {
		id,
		name,
		ms,
		message: `${name}: writing ${file}`,
		lines: [{at: 0.8, level: 'info', message: `uploaded ${file}`}],
	};
}
