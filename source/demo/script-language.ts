import {hash} from 'node:crypto';
import {secondMs} from '../core/time/duration.ts';
import type {
	LineScript,
	NodeScript,
	OutputScript,
	RunScript,
	WorkflowScript,
} from './run-script.ts';

/** Returns `count` hexadecimal digits, at most 64. The same seed gives the same digits. */
export function hexDigits(seed: string, count: number): string {
	return hash('sha256', seed).slice(0, count);
}

/** Returns a workflow whose ids are derived from `seed`. */
export function scriptedWorkflow(
	seed: string,
	title: string,
	candidate_output_manifest: WorkflowScript['candidate_output_manifest'],
	editable_parameter_manifest: WorkflowScript['editable_parameter_manifest'] = [],
): WorkflowScript {
	return {
		workflow_id: `wf_${hexDigits(`workflow ${seed}`, 20)}`,
		revision_id: `wfr_${hexDigits(`revision ${seed}`, 20)}`,
		title,
		candidate_output_manifest,
		editable_parameter_manifest,
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

/** Returns the id of the asset with this file name. */
export function assetIdOf(name: string): string {
	return `asset_${hexDigits(`asset ${name}`, 32)}`;
}

/** The type of an output in the API, by the part of its key after `_`; others are texts. */
const outputTypes: Readonly<Record<string, string>> = {
	images: 'image',
	videos: 'video',
	audio: 'audio',
};

/**
 * Reads a run from lines of text:
 * - `seed | title | created=-14 queued=4 place=2 quote=0.03 cost=0.0121`: the first line. Times are in seconds, amounts in
 *   CNY. Also `language=zh`, `estimated=no`, `unknown=6` (for the engine) and `canceled=42` (after its creation).
 * - `3 | 13 | KSampler | message | 20 | 0.03`: a node with its id, seconds (or `cached`), name, message, steps and external
 *   cost; what is missing at the end has its default.
 * - `- 0.3 warn low VRAM`: a log entry of the node above, at a share of its time
 * - `= n9_images portrait.png 3600` or `= n12_text any text`: an output; a link that expires after some seconds
 * - `> n3_seed=随机种子 8675309`: an input, which can be an object as JSON; its name in the workflow is optional
 *
 * `asset://FILE` in an input or an output is the asset with this file name.
 */
export function scriptedRun(text: string): RunScript {
	const [first = '', ...lines] = text
		.trim()
		.replaceAll(/asset:\/\/([\w.-]+)/g, (_, name: string) => `asset://${assetIdOf(name)}`)
		.split(/\n\s*/);
	const [seed = '', title = '', order = ''] = first.split(' | ');
	const settings = new Map(order.split(' ').map(part => splitAt(part, '=')));
	const number = (name: string) => Number(settings.get(name) ?? 0);
	const ms = (name: string) => number(name) * secondMs;
	const marked = (mark: string) =>
		lines.filter(line => line.startsWith(mark)).map(line => line.slice(mark.length));
	const outputs = marked('= ').map(readOutput);
	const inputs = marked('> ').map(line => {
		const [names, value] = splitAt(line, ' ');
		const [key, name] = splitAt(names, '=');
		return {key, value: /^(?:\d+$|\{)/.test(value) ? (JSON.parse(value) as unknown) : value, name};
	});
	return {
		...runIds(`showcase ${seed}`),
		workflow: scriptedWorkflow(
			seed,
			title,
			outputs.map(({key}) => ({key, type: outputTypes[key.split('_')[1] ?? ''] ?? 'text'})),
			inputs.map(({key, name}) => ({key, ...(name !== '' && {display_name: name})})),
		),
		createdAt: ms('created'),
		unknownFor: ms('unknown'),
		queue: {
			ms: ms('queued'),
			position: number('place'),
			estimated: settings.get('estimated') !== 'no',
		},
		nodes: scriptedNodes(lines.join('\n')),
		ending: settings.has('canceled')
			? {kind: 'canceled', afterMs: ms('canceled')}
			: {kind: 'succeeded', outputs},
		language: settings.get('language') === 'zh' ? 'zh' : 'en',
		inputs: Object.fromEntries(inputs.map(({key, value}) => [key, value])),
		quote: number('quote'),
		computeCost: number('cost'),
	};
}

/** Reads nodes and their log entries, see `scriptedRun`. */
export function scriptedNodes(text: string): readonly NodeScript[] {
	const nodes: Array<NodeScript & {lines: LineScript[]}> = [];

	for (const line of text.trim().split(/\n\s*/)) {
		if (line.startsWith('- ')) {
			const [at, rest] = splitAt(line.slice(2), ' ');
			const [level, message] = splitAt(rest, ' ');
			nodes.at(-1)?.lines.push({at: Number(at), level: level as LineScript['level'], message});
		} else if (line.includes(' | ')) {
			const [id = '', time, name = '', message = name, steps = 0, cost = 0] = line.split(' | ');
			nodes.push({
				id,
				name,
				ms: time === 'cached' ? 0 : Math.round(Number(time) * secondMs),
				message,
				steps: Number(steps),
				externalCost: Number(cost),
				cached: time === 'cached',
				lines: [],
			});
		}
	}

	return nodes;
}

function readOutput(line: string): OutputScript {
	const [key, value] = splitAt(line, ' ');
	const [file, seconds] = splitAt(value, ' ');
	return key.endsWith('_text') || value.startsWith('asset:')
		? {key, value}
		: {key, file, ...(seconds !== '' && {signedFor: Number(seconds) * secondMs})};
}

/** Splits a text at the first separator. The second part is empty without one. */
function splitAt(text: string, separator: string): readonly [string, string] {
	const [first = ''] = text.split(separator, 1);
	return [first, text.slice(first.length + separator.length)];
}
