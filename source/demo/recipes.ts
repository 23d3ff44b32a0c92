import {hash} from 'node:crypto';
import type {Duration} from '../core/time/clock.ts';
import type {
	LineScript,
	NodeScript,
	OutputScript,
	RunEnding,
	RunScript,
	WorkflowScript,
} from './script.ts';

/** Returns `count` hexadecimal digits, at most 64. The same seed gives the same digits. */
export function hexDigits(seed: string, count: number): string {
	return hash('sha256', seed).slice(0, count);
}

/** Returns a workflow whose ids are derived from `seed`. The same seed gives the same ids. */
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

/** Like in the API, a task id is `task_`, 19 digits of nanoseconds since 1970, and 16 hexadecimal digits. */
export function runIds(seed: string): Pick<RunScript, 'id' | 'taskId'> {
	const hex = hexDigits(`task ${seed}`, 64);
	const nanoseconds = BigInt(`0x${hex.slice(0, 13)}`) % 10n ** 15n;
	return {
		id: `wfrun_${hexDigits(`run order ${seed}`, 20)}`,
		taskId: `task_1778${String(nanoseconds).padStart(15, '0')}_${hex.slice(-16)}`,
	};
}

type Order = Pick<RunScript, 'createdAt' | 'queue' | 'quote' | 'computeCost'>;

type Recipe = Omit<RunScript, 'id' | 'taskId' | 'workflow' | 'ending' | keyof Order> & {
	readonly order: Order;
	/** What the run makes if it succeeds. */
	readonly outputs: readonly OutputScript[];
	/** Default: it succeeds. */
	readonly ending?: RunEnding;
};

/**
 * Returns a run whose ids are derived from `seed`. The part of an output key after `_` determines the type of the
 * output: `n9_images` has the type `image`, and an unknown part like in `n6_files` gives `text`.
 */
export function scriptedRun(
	seed: string,
	title: string,
	{order, outputs, ...recipe}: Recipe,
): RunScript {
	const types = new Map([
		['images', 'image'],
		['videos', 'video'],
		['audio', 'audio'],
	]);
	const manifest = outputs.map(({key}) => ({
		key,
		type: types.get(key.split('_')[1] ?? '') ?? 'text',
	}));
	return {
		...runIds(`showcase ${seed}`),
		workflow: workflow(seed, title, manifest),
		ending: {kind: 'succeeded', outputs},
		...order,
		...recipe,
	};
}

export function media(key: string, name: string, signedFor?: Duration): OutputScript {
	return {key, kind: 'file', file: name, signedFor};
}

export function text(key: string, content: string): OutputScript {
	return {key, kind: 'text', text: content};
}

/** Derives a prompt id from `seed`, in the engine's form: a UUID. */
export function promptId(seed: string): string {
	const hex = hexDigits(`prompt ${seed}`, 64);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function node(
	id: string,
	name: string,
	ms: Duration,
	message = name,
	more: Omit<NodeScript, 'id' | 'name' | 'ms' | 'message'> = {},
): NodeScript {
	return {id, name, ms, message, ...more};
}

/** Returns a log entry of a node. `at` is its time as a share of the node's time: 0 at the start, 1 at the end. */
export function line(at: number, level: LineScript['level'], message: string): LineScript {
	return {at, level, message};
}

export function checkpoint(
	id: string,
	file: string,
	ms: Duration,
	name = 'CheckpointLoaderSimple',
): NodeScript {
	return node(id, name, ms, `loading checkpoint ${file}`, {
		lines: [
			line(0.3, 'debug', 'model weight dtype torch.float16, manual cast: None'),
			line(0.9, 'info', `loaded ${file} completely`),
		],
	});
}

export function textEncode(id: string, ms: Duration, name = 'CLIPTextEncode'): NodeScript {
	return node(id, name, ms, 'encoding prompt');
}

export function sampler(id: string, steps: number, ms: Duration, name = 'KSampler'): NodeScript {
	return node(id, name, ms, `${name}: ${steps} steps, euler_ancestral, cfg 7.0`, {steps});
}

export function vaeDecode(id: string, ms: Duration): NodeScript {
	return node(id, 'VAEDecode', ms, 'VAEDecode: decoding latents');
}

export function saveImage(id: string, ms: Duration, file: string): NodeScript {
	return node(id, 'SaveImage', ms, `SaveImage: writing ${file}`, {
		lines: [line(0.8, 'info', `uploaded ${file}`)],
	});
}
