import type {Instant} from '../core/time/clock.ts';
import {dayMs, hourMs, minuteMs} from '../core/time/duration.ts';
import type {RunEnding, RunScript, Scenario} from './run-script.ts';
import {hexDigits, runIds} from './script-language.ts';
import {showcase, showcaseRuns} from './showcase.ts';

/** A workflow that the account runs again and again, with one of the prompts and another seed each time. */
type MonthWorkflow = {
	readonly run: RunScript;
	/** Separated by `|`; empty without prompts. */
	readonly prompts: string;
	readonly failure: RunEnding;
};

const {portrait, product, photo, song, film, upscale, render} = showcaseRuns;

const portraits: MonthWorkflow = {
	run: portrait,
	prompts:
		'国风人像，汉服，工笔|雨夜霓虹街头，撑红伞的少女，电影光|雪山下的藏族少女，晨光，胶片颗粒|敦煌飞天，金箔，矿物颜料|外滩夜色，改良旗袍，赛博朋克',
	failure: failed('6', 'CONTENT_REJECTED', '提示词未通过内容审核'),
};
const products: MonthWorkflow = {
	run: product,
	prompts: 'white background, low angle, hard rim light|light grey gradient, floating',
	failure: failed('1', 'NODE_EXECUTION_FAILED', 'cannot identify image file'),
};
const films: MonthWorkflow = {
	run: film,
	prompts:
		'江南烟雨，乌篷船，镜头缓推|江南清晨，薄雾散开，白鹭飞过水面|雨停之后，石桥上有人收伞，镜头环绕',
	failure: failed(
		'9',
		'NODE_EXECUTION_FAILED',
		'显存不足',
		'torch.OutOfMemoryError: CUDA out of memory',
	),
};
const songs: MonthWorkflow = {
	run: song,
	prompts: '写一首雨夜末班车的歌|城市夜色，天台，写给很久不见的朋友',
	failure: failed('11', 'EXTERNAL_MODEL_TIMEOUT', '外部模型响应超时'),
};
/** The links to the photos expire, like those of the real service. */
const photos: MonthWorkflow = {
	run: photo,
	prompts: '',
	failure: failed('3', 'INVALID_INPUT', '未检测到人脸'),
};
const upscales: MonthWorkflow = {
	run: {...upscale, ending: render.ending},
	prompts: '晨雾中的群山，细节丰富',
	failure: upscale.ending,
};

const byDay = [portraits, portraits, portraits, products, products, photos, photos, songs, films];
const runsByDay = 8;
const runsByNight = 4;
const days = 30;
/** The program requests the ends of younger runs, and shows those of the last hour. */
const minAge = 6 * hourMs;

/** Returns the account of `--demo`, which starts at `epoch`: `showcase`, some recent runs, and a month before them. */
export function demoAccount(epoch: Instant): Scenario {
	const {runs, ...service} = showcase();
	/** These runs differ from each other only in their inputs, as most runs of an account do. */
	const recent = (
		[
			[12, portraits, 0.2, 1],
			[17, portraits, 0.4, 2.4],
			[23, {...films, run: {...film, ending: films.failure}}, 0.4, 1],
			[31, {...films, run: {...film, ending: films.failure}}, 0.7, 1],
			[36, portraits, 0.8, 1],
		] as const
	).map(([minutesAgo, kind, choice, pace]) => ({
		...repeated(kind, choice, 7_654_321 * minutesAgo, pace),
		...runIds(`recent ${minutesAgo}`),
		createdAt: -minuteMs * minutesAgo,
	}));
	return {...service, runs: [...runs, ...recent], earlierRuns: monthBefore(epoch)};
}

/** Returns the runs of the month before `epoch`. Each day has the same runs whenever it is asked for. */
export function monthBefore(epoch: Instant): readonly RunScript[] {
	return Array.from({length: days}, (_, ago) =>
		Array.from({length: runsByDay + runsByNight}, (_unused, index) =>
			runOfDay(midnightBefore(epoch, ago), index, epoch),
		),
	)
		.flat()
		.filter(({createdAt}) => createdAt < -minAge);
}

/** Returns when an earlier session on the account ended: in the evening, before two runs of the month or more. */
export function lastVisitBefore(epoch: Instant): Instant {
	const [last = 0, earlier = 0] = [1, 2].map(ago => midnightBefore(epoch, ago).setHours(22, 41));
	return last < epoch - minAge - 2 * hourMs ? last : earlier;
}

/** Whether somebody watched a run of the month. Nobody watched at night. */
export function wasWatched(createdAt: Instant): boolean {
	return new Date(createdAt).getHours() < 22;
}

/** Returns the local midnight of the day that is `ago` days before that of `instant`. */
function midnightBefore(instant: Instant, ago: number): Date {
	const date = new Date(instant);
	return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ago);
}

function runOfDay(midnight: Date, index: number, epoch: Instant): RunScript {
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
	const byNight = midnight.getDate() % 2 === 0 ? films : upscales;
	const workflow = nth < 0 ? chosen(byDay, share('workflow')) : byNight;
	// One workflow got slower, and so dearer, in the last week.
	const slowdown = workflow === products && createdAt > -7 * dayMs ? 1.5 : 1;
	const pace = (0.8 + 0.45 * share('pace')) * slowdown;
	const run = repeated(workflow, share('prompt'), Math.floor(share('seed') * 2 ** 32), pace);
	// A run of each night fails, so that something failed since the last visit.
	const fails = nth === 1 || share('fate') > 0.96;
	const isCanceled = !fails && share('fate') < 0.03;
	const queued = Math.round(2000 + 20_000 * share('wait'));
	const canceled = {kind: 'canceled', afterMs: queued + Math.ceil(share('end') * 9000)} as const;
	return {
		...run,
		...runIds(seed),
		createdAt,
		queue: {ms: queued, position: 4},
		ending: fails ? workflow.failure : isCanceled ? canceled : run.ending,
		computeCost: run.computeCost * (fails ? 0.5 : isCanceled ? 0.2 : 1),
	};
}

/** Different pictures to choose from. */
const portraitFiles = ['portrait.png', 'face.png', 'render.png', 'id-photo-blue.png'];

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
		.replaceAll(input('_text'), chosen(prompts.split('|'), choice))
		.replaceAll(input('_seed'), String(seed))
		.replaceAll('"portrait.png"', `"${portraitFiles[seed % portraitFiles.length]}"`);
	const {nodes, ...other} = JSON.parse(json, (key, value: unknown) =>
		// Other links do not expire, so that they can still be opened.
		key === 'signedFor' && prompts !== '' ? undefined : value,
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

function failed(nodeId: string, engine_code: string, reason: string, cause = reason): RunEnding {
	const detail = `${cause}. Node ${nodeId}`;
	return {kind: 'failed', nodeId, at: 0.5, error: {reason, detail, engine_code, status_code: 500}};
}
