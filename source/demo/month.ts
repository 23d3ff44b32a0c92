import type {Duration} from '../core/time/clock.ts';
import {dayMs, hourMs, minuteMs} from '../core/time/duration.ts';
import type {RunEnding, RunScript, Scenario} from './run-script.ts';
import {assetIdOf, hexDigits, runIds} from './script-language.ts';
import {showcase, showcaseRuns} from './showcase.ts';

/** The workflows that the account runs again and again, with one of the prompts and another seed each time. */
const prompts = {
	portrait: [
		'国风人像，汉服，工笔',
		'雨夜霓虹街头，撑红伞的少女，电影光',
		'雪山下的藏族少女，晨光，胶片颗粒',
		'敦煌飞天，金箔，矿物颜料',
		'外滩夜色，改良旗袍，赛博朋克',
	],
	product: ['white background, low angle, hard rim light', 'light grey gradient, floating'],
	film: [
		'江南烟雨，乌篷船，镜头缓推',
		'江南清晨，薄雾散开，白鹭飞过水面',
		'雨停之后，石桥上有人收伞，镜头环绕',
	],
	song: ['写一首雨夜末班车的歌', '城市夜色，天台，写给很久不见的朋友'],
} as const;

type WorkflowName = keyof typeof prompts;

const failures: Readonly<Record<WorkflowName, RunEnding>> = {
	portrait: failed('6', 'CONTENT_REJECTED', '提示词未通过内容审核'),
	product: failed('1', 'NODE_EXECUTION_FAILED', 'cannot identify image file'),
	film: failed('9', 'NODE_EXECUTION_FAILED', 'CUDA out of memory'),
	song: failed('11', 'EXTERNAL_MODEL_TIMEOUT', '外部模型响应超时'),
};

const days = 30;
const runsADay = 12;
/** The number of runs of a day that began after the user had left. They are all films. */
const runsANight = 4;
const byDay = ['portrait', 'portrait', 'portrait', 'product', 'product', 'song', 'film'] as const;

/** How long before the start of the demo an earlier session ended. */
export const sinceLastVisit: Duration = 11 * hourMs;

/** Returns whether the user watched a run of the month, which was created `ago` before the start: not at night. */
export function wasWatched(ago: Duration): boolean {
	return ago % dayMs >= sinceLastVisit;
}

/** Returns the account of `--demo`: `showcase`, some recent runs, and a month before them. */
export function demoAccount(): Scenario {
	const {runs, ...service} = showcase();
	/** These runs differ from each other only in their inputs, as most runs of an account do. */
	const recent = (
		[
			[12, 'portrait', 0.2],
			[17, 'portrait', 0.4],
			[23, 'film', 0.4],
			[31, 'film', 0.7],
			[36, 'portrait', 0.8],
		] as const
	).map(([minutesAgo, workflow, choice]) => ({
		...repeated(workflow, choice, 7_654_321 * minutesAgo),
		...runIds(`recent ${minutesAgo}`),
		...(workflow === 'film' && {ending: failures.film}),
		createdAt: -minuteMs * minutesAgo,
	}));
	const earlierRuns = Array.from({length: days * runsADay}, (_, index) => runOfMonth(index));
	return {...service, runs: [...runs, ...recent], earlierRuns};
}

/** Returns a run of the month before the start, the newest for 0. The same index gives the same run. */
function runOfMonth(index: number): RunScript {
	const seed = `month ${index}`;
	/** Decides a detail of the run: a number from 0 to 1. */
	const share = (detail: string) =>
		Number.parseInt(hexDigits(`${seed} ${detail}`, 8), 16) / 2 ** 32;
	const day = Math.floor(index / runsADay);
	const nth = (index % runsADay) - runsANight;
	const isByNight = nth < 0;
	const sinceVisit = (nth + share('minute')) * (isByNight ? 17 : 80) * minuteMs;
	const workflow = isByNight ? 'film' : chosen(byDay, share('workflow'));
	const run = repeated(workflow, share('prompt'), Math.floor(share('seed') * 2 ** 32));
	const pace = 0.8 + 0.45 * share('pace');
	const queued = Math.round(2000 + 20_000 * share('wait'));
	const canceled = {kind: 'canceled', afterMs: queued + Math.ceil(share('end') * 9000)} as const;
	// A run of each night fails, so that something failed since the last visit.
	const fails = nth === -1 || share('fate') > 0.96;
	const isCanceled = !fails && share('fate') < 0.03;
	return {
		...run,
		...runIds(seed),
		createdAt: -(day * dayMs + sinceLastVisit + sinceVisit),
		queue: {ms: queued, position: 4},
		nodes: run.nodes.map(node => ({...node, ms: Math.round(node.ms * pace)})),
		ending: fails ? failures[workflow] : isCanceled ? canceled : run.ending,
		computeCost: run.computeCost * pace * (fails || isCanceled ? 0.4 : 1),
	};
}

/** Different pictures to choose from. */
const portraitFiles = ['portrait.png', 'face.png', 'render.png', 'id-photo-blue.png'];

/** The pictures with which films begin, one for each prompt. */
const firstFrames = ['jiangnan.png', 'bailu.png', 'shiqiao.png'];

/** Returns a run of the showcase with other inputs, which are also in its log and its outputs. */
function repeated(workflow: WorkflowName, choice: number, seed: number): RunScript {
	const run = showcaseRuns[workflow];
	const input = (kind: string) =>
		String(Object.entries(run.inputs ?? {}).find(([key]) => key.endsWith(kind))?.[1]);
	const json = JSON.stringify(run)
		.replaceAll(input('_text'), chosen(prompts[workflow], choice))
		.replaceAll(input('_seed'), String(seed))
		.replaceAll('"portrait.png"', `"${portraitFiles[seed % portraitFiles.length]}"`)
		.replaceAll(assetIdOf('jiangnan.png'), assetIdOf(chosen(firstFrames, choice)))
		.replaceAll('jiangnan.png', chosen(firstFrames, choice))
		// The links never expire, so that the outputs can still be opened.
		.replaceAll(/,"signedFor":\d+/g, '');
	return JSON.parse(json) as RunScript;
}

function chosen<Item>(items: readonly Item[], choice: number): Item {
	return items[Math.floor(choice * items.length)] as Item;
}

function failed(nodeId: string, engine_code: string, reason: string): RunEnding {
	const detail = `${reason}. Node ${nodeId}`;
	return {kind: 'failed', nodeId, at: 0.5, error: {reason, detail, engine_code, status_code: 500}};
}
