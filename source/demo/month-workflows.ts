import {succeeded} from './recipes.ts';
import type {OutputScript, RunEnding, RunScript} from './script.ts';
import {idPhotoRun, upscaleRun} from './showcase.ts';
import {filmRun, portraitRun, productRun, songRun} from './successful-runs.ts';

type FailedEnding = Extract<RunEnding, {readonly kind: 'failed'}>;

/** A workflow that the account runs again and again. */
export type MonthWorkflow = {
	/** How often it is run by day and by night, relative to the others. */
	readonly byDay: number;
	readonly byNight: number;
	/** The share of its runs that fail. */
	readonly risk: number;
	/** How much slower, and so dearer, it is in the last week. */
	readonly slowdown?: number;
	/** Returns a run that succeeds. `choice`, from 0 to 1, selects its prompt. */
	readonly script: (choice: number, seed: number) => RunScript;
	/** What is different in a run that fails. */
	readonly failure: Pick<RunScript, 'ending'> & Partial<Pick<RunScript, 'nodes'>>;
};

const portraitPrompts = [
	'国风人像，汉服，工笔',
	'雨夜霓虹街头，撑红伞的少女，电影光',
	'雪山下的藏族少女，晨光，胶片颗粒',
	'敦煌飞天，金箔，矿物颜料',
	'竹林里的少年剑客，逆光',
	'外滩夜色，改良旗袍，赛博朋克',
	'中秋满月，嫦娥与玉兔，工笔重彩',
];
const productPrompts = [
	'white seamless background, soft shadow, three-quarter view',
	'white background, low angle, hard rim light',
	'light grey gradient, floating, studio light',
];
const filmPrompts = [
	'江南烟雨，乌篷船，镜头缓推',
	'江南清晨，薄雾散开，白鹭飞过水面',
	'雨停之后，石桥上有人收伞，镜头环绕',
];
const songPrompts = [
	'写一首雨夜末班车的歌',
	'城市夜色，天台，写给很久不见的朋友',
	'夏天的海边小镇，副歌要好唱',
];

export const portraits: MonthWorkflow = {
	byDay: 34,
	byNight: 0,
	risk: 0.08,
	script: (choice, seed) => oldRun(portraitRun(chosen(portraitPrompts, choice), seed)),
	failure: failed('6', 0.5, {
		reason: '提示词未通过内容审核',
		detail: '内容审核未通过：提示词可能包含敏感内容，请修改后重试。节点 6（CLIPTextEncode）',
		engine_code: 'CONTENT_REJECTED',
		status_code: 400,
	}),
};

export const films: MonthWorkflow = {
	byDay: 10,
	byNight: 40,
	risk: 0.08,
	script: (choice, seed) => oldRun(filmRun, {n6_text: chosen(filmPrompts, choice), n8_seed: seed}),
	failure: failed('9', 0.5, {
		reason: '显存不足',
		detail:
			'torch.OutOfMemoryError: CUDA out of memory. 节点 9（VAEDecodeTiled），第 4 块，共 7 块',
		engine_code: 'NODE_EXECUTION_FAILED',
		status_code: 500,
	}),
};

export const monthWorkflows: readonly MonthWorkflow[] = [
	portraits,
	{
		byDay: 22,
		byNight: 0,
		risk: 0.05,
		slowdown: 1.5,
		script: (choice, seed) =>
			oldRun(productRun, {n6_text: chosen(productPrompts, choice), n13_seed: seed}),
		failure: failed('1', 1, {
			reason: 'cannot identify image file',
			detail: "PIL.UnidentifiedImageError: cannot identify image file 'sneaker_raw.jpg'. Node 1",
			engine_code: 'NODE_EXECUTION_FAILED',
			status_code: 500,
		}),
	},
	{
		byDay: 20,
		byNight: 0,
		risk: 0.04,
		// Its links expire, like those of the real service.
		script: () => idPhotoRun,
		failure: failed('3', 0.4, {
			reason: '未检测到人脸',
			detail: '参数错误：照片 IMG_2041.jpg 中未检测到人脸。节点 3（人脸对齐）',
			engine_code: 'INVALID_INPUT',
			status_code: 422,
		}),
	},
	{
		byDay: 14,
		byNight: 0,
		risk: 0.1,
		script: (choice, seed) =>
			oldRun(songRun, {n11_text: chosen(songPrompts, choice), n15_seed: seed}),
		failure: failed('11', 1, {
			reason: '外部模型响应超时',
			detail: '歌词大模型 6 秒内没有响应。节点 11',
			engine_code: 'EXTERNAL_MODEL_TIMEOUT',
			status_code: 504,
		}),
	},
	films,
	{
		byDay: 7,
		byNight: 60,
		risk: 0.12,
		script: (_choice, seed) => ({
			...oldRun(upscaleRun, {n7_seed: seed}),
			nodes: upscaleRun.nodes.map(({lines = [], ...node}) => ({
				...node,
				lines: lines.filter(({level}) => level !== 'error'),
			})),
			ending: succeeded({key: 'n9_images', kind: 'file', file: 'render.png'}),
		}),
		failure: {nodes: upscaleRun.nodes, ending: upscaleRun.ending},
	},
];

function failed(
	nodeId: string,
	at: number,
	error: FailedEnding['error'],
): {readonly ending: FailedEnding} {
	return {ending: {kind: 'failed', nodeId, at, error}};
}

function chosen(prompts: readonly string[], choice: number): string {
	return prompts[Math.floor(choice * prompts.length)] ?? '';
}

/** Returns a run with some other inputs. The links to its outputs do not expire, so that they can still be opened. */
function oldRun(run: RunScript, inputs: RunScript['inputs'] = {}): RunScript {
	const {ending} = run;
	return {
		...run,
		inputs: {...run.inputs, ...inputs},
		ending:
			ending.kind === 'succeeded' ? succeeded(...ending.outputs.map(withLastingLink)) : ending,
	};
}

function withLastingLink(output: OutputScript): OutputScript {
	return output.kind === 'file' ? {key: output.key, kind: 'file', file: output.file} : output;
}
