import type {Instant} from '../core/time/clock.ts';
import {dayMs, hourMs, minuteMs} from '../core/time/duration.ts';
import {hexDigits, media, runIds} from './recipes.ts';
import type {RunEnding, RunScript, Scenario} from './script.ts';
import {showcase, showcaseRuns} from './showcase.ts';

/** A workflow that the account runs again and again, with one of the prompts and another seed each time. */
type MonthWorkflow = {
	readonly run: RunScript;
	readonly prompts: readonly string[];
	readonly failure: RunEnding;
};

const {portrait, product, photo, song, film, upscale} = showcaseRuns;

const portraits: MonthWorkflow = {
	run: portrait,
	prompts: [
		'国风人像，汉服，工笔',
		'雨夜霓虹街头，撑红伞的少女，电影光',
		'雪山下的藏族少女，晨光，胶片颗粒',
		'敦煌飞天，金箔，矿物颜料',
		'外滩夜色，改良旗袍，赛博朋克',
	],
	failure: failed('6', 'CONTENT_REJECTED', 400, [
		'提示词未通过内容审核',
		'内容审核未通过：提示词可能包含敏感内容，请修改后重试。节点 6（CLIPTextEncode）',
	]),
};
const products: MonthWorkflow = {
	run: product,
	prompts: ['white background, low angle, hard rim light', 'light grey gradient, floating'],
	failure: failed('1', 'NODE_EXECUTION_FAILED', 500, [
		'cannot identify image file',
		"PIL.UnidentifiedImageError: cannot identify image file 'sneaker_raw.jpg'. Node 1",
	]),
};
const films: MonthWorkflow = {
	run: film,
	prompts: [
		'江南烟雨，乌篷船，镜头缓推',
		'江南清晨，薄雾散开，白鹭飞过水面',
		'雨停之后，石桥上有人收伞，镜头环绕',
	],
	failure: failed('9', 'NODE_EXECUTION_FAILED', 500, [
		'显存不足',
		'torch.OutOfMemoryError: CUDA out of memory. 节点 9（VAEDecodeTiled），第 4 块，共 7 块',
	]),
};
const songs: MonthWorkflow = {
	run: song,
	prompts: ['写一首雨夜末班车的歌', '城市夜色，天台，写给很久不见的朋友'],
	failure: failed('11', 'EXTERNAL_MODEL_TIMEOUT', 504, [
		'外部模型响应超时',
		'歌词大模型 6 秒内没有响应。节点 11',
	]),
};
/** Without prompts. The links to the photos expire, like those of the real service. */
const photos: MonthWorkflow = {
	run: photo,
	prompts: [],
	failure: failed('3', 'INVALID_INPUT', 422, [
		'未检测到人脸',
		'参数错误：照片 IMG_2041.jpg 中未检测到人脸。节点 3（人脸对齐）',
	]),
};
const upscales: MonthWorkflow = {
	run: {...upscale, ending: {kind: 'succeeded', outputs: [media('n9_images', 'render.png')]}},
	prompts: ['晨雾中的群山，细节丰富'],
	failure: upscale.ending,
};

const byDay = [portraits, portraits, portraits, products, products, photos, photos, songs, films];
const byNight = [films, upscales];
const runsByDay = 8;
const runsByNight = 4;
const days = 30;
/** Of younger runs, the program asks when they ended, and shows those of the last hour. */
const minAge = 6 * hourMs;

/** Runs of the last hour. They differ from each other in their inputs only, as most runs of an account do. */
const recentRuns = [
	{minutesAgo: 12, of: portraits, choice: 0.2},
	{minutesAgo: 17, of: portraits, choice: 0.4, pace: 2.4},
	{minutesAgo: 23, of: films, choice: 0.4, fails: true},
	{minutesAgo: 31, of: films, choice: 0.7, fails: true},
	{minutesAgo: 36, of: portraits, choice: 0.8},
];

/** Returns the account of `--demo`, which starts at `epoch`: `showcase`, some recent runs, and a month before them. */
export function account(epoch: Instant): Scenario {
	const {runs, ...service} = showcase();
	const recent = recentRuns.map(({minutesAgo, of, choice, pace = 1, fails = false}) => ({
		...repeated(of, choice, 7_654_321 * minutesAgo, pace),
		...runIds(`recent ${minutesAgo}`),
		createdAt: -minuteMs * minutesAgo,
		...(fails && {ending: of.failure}),
	}));
	return {...service, runs: [...runs, ...recent], earlierRuns: monthBefore(epoch)};
}

/** Returns the runs of the month before `epoch`. Each day has the same runs whenever it is asked for. */
export function monthBefore(epoch: Instant): readonly RunScript[] {
	return Array.from({length: days}, (_, ago) => runsOfDay(dayBefore(epoch, ago), epoch))
		.flat()
		.filter(({createdAt}) => createdAt < -minAge);
}

/** Returns when an earlier session on the account ended: in the evening, before two runs of the month or more. */
export function lastVisitBefore(epoch: Instant): Instant {
	const [last = 0, earlier = 0] = [1, 2].map(ago => dayBefore(epoch, ago).setHours(22, 41));
	return last < epoch - minAge - 2 * hourMs ? last : earlier;
}

/** Whether somebody watched a run of the month. Nobody watched at night. */
export function wasWatched(createdAt: Instant): boolean {
	return new Date(createdAt).getHours() < 22;
}

/** Returns the local midnight of the day that is `ago` days before that of `instant`. */
function dayBefore(instant: Instant, ago: number): Date {
	const date = new Date(instant);
	return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ago);
}

function runsOfDay(midnight: Date, epoch: Instant): readonly RunScript[] {
	return Array.from({length: runsByDay + runsByNight}, (_, index) => {
		const seed = `month ${midnight.toDateString()} ${index}`;
		/** Decides a detail of the run: a number from 0 to 1. */
		const share = (detail: string) =>
			Number.parseInt(hexDigits(`${seed} ${detail}`, 8), 16) / 2 ** 32;
		const nth = index - runsByDay;
		const minutes =
			nth < 0
				? 9.5 * 60 + (index + share('minute')) * 80
				: 22 * 60 + 50 + (nth + share('minute') / 2) * 17;
		const createdAt = new Date(midnight).setHours(0, 0, minutes * 60) - epoch;
		const workflow =
			nth < 0 ? chosen(byDay, share('workflow')) : chosen(byNight, (midnight.getDate() % 2) / 2);
		// One workflow got slower, and so dearer, in the last week.
		const slowdown = workflow === products && createdAt > -7 * dayMs ? 1.5 : 1;
		const pace = (0.8 + 0.45 * share('pace')) * slowdown;
		const run = repeated(workflow, share('prompt'), Math.floor(share('seed') * 2 ** 32), pace);
		// One of each night fails, so that something failed since the last visit.
		const fails = nth === 1 || share('fate') > 0.96;
		const queued = Math.round(2000 + 20_000 * share('wait'));
		const canceled = {kind: 'canceled', afterMs: queued + Math.ceil(share('end') * 9000)} as const;
		const isCanceled = !fails && share('fate') < 0.03;
		return {
			...run,
			...runIds(seed),
			createdAt,
			queue: {ms: queued, position: 4},
			ending: fails ? workflow.failure : isCanceled ? canceled : run.ending,
			computeCost: run.computeCost * (fails ? 0.5 : isCanceled ? 0.2 : 1),
		};
	});
}

/** Returns a run of a workflow with other inputs, which are also in its log and its outputs. `pace` 2: twice as slow. */
function repeated(
	{run, prompts}: MonthWorkflow,
	choice: number,
	seed: number,
	pace: number,
): RunScript {
	const input = (kind: string) =>
		String(Object.entries(run.inputs ?? {}).find(([key]) => key.endsWith(kind))?.[1]);
	const json = JSON.stringify(run)
		.replaceAll(input('_text'), chosen(prompts, choice))
		.replaceAll(input('_seed'), String(seed));
	const {nodes, ...other} = JSON.parse(json, (key, value: unknown) =>
		// Other links do not expire, so that they can still be opened.
		key === 'signedFor' && prompts.length > 0 ? undefined : value,
	) as RunScript;
	return {
		...other,
		nodes: nodes.map(node => ({...node, ms: Math.round(node.ms * pace)})),
		computeCost: run.computeCost * pace,
	};
}

function chosen<Item>(items: readonly Item[], choice: number): Item {
	return items[Math.floor(choice * items.length)] as Item;
}

function failed(
	nodeId: string,
	engine_code: string,
	status_code: number,
	[reason, detail]: readonly [string, string],
): RunEnding {
	return {kind: 'failed', nodeId, at: 0.5, error: {reason, detail, engine_code, status_code}};
}
