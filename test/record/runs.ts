import {createHash} from 'node:crypto';

/** The time on all clocks: noon in Shanghai. */
export const startedAt = Date.parse('2026-11-30T12:00:00+08:00');

type Fields = Readonly<Record<string, unknown>>;

export type Reply = {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string;
};

/** A run of the loopback service. It never changes, except with the number of polls. */
export type Run = {
	readonly name: string;
	readonly id: string;
	readonly status: string;
	readonly title: string;
	/** Seconds from its creation until now, and at work. */
	readonly ago: number;
	readonly took: number;
	readonly cost?: number;
	readonly inputs?: Fields;
	readonly lines?: readonly string[];
	/** Fields that replace those of the usual execution. */
	readonly fields?: Fields;
	/** What the execution request with this number (from 0) gets instead of the usual execution. */
	readonly answer?: (poll: number) => Reply | Run | null;
};

type More = Omit<Partial<Run>, 'name' | 'id'>;

const hash = (name: string) => createHash('sha1').update(name).digest('hex').slice(0, 20);

/** Replaces each `@name` by the id of the run with this name. */
export const withIds = (text: string) =>
	text.replaceAll(/@([a-z][\w-]*)/g, (_, name: string) => `wfrun_${hash(name)}`);

export const workflowIdOf = (title: string) => `wf_${hash(title)}`;

function run(name: string, status: string, title: string, ago = 3000, took = 20, more: More = {}) {
	return {name, id: withIds(`@${name}`), status, title, ago, took, ...more} satisfies Run;
}

export function refusal(status: number, msg: string, headers: Reply['headers'] = {}): Reply {
	return {status, headers, body: JSON.stringify({code: status, msg, data: null})};
}

export const success = (data: unknown): Reply => ({
	body: JSON.stringify({code: 0, msg: '成功', data}),
});

const image = {n9_images: 'ORIGIN/media/portrait.png'};
const kinds = {
	...image,
	n11_video: 'ORIGIN/media/film.mp4',
	n12_audio: 'ORIGIN/media/song.mp3',
	n13_text: 'short',
	n14_files: {images: [{url: 'ORIGIN/media/b.png?expires=1796014800&signature=abc'}]},
};
const story = `Scene one, rain. ${'A long sentence about it. '.repeat(9)}\nScene two: 雨停了`;
const oom = {
	reason: 'CUDA out of memory',
	detail:
		'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB. Node 3 (KSampler)',
	engine_code: 'NODE_EXECUTION_FAILED',
	status_code: 500,
};
const odd =
	'a\u001B[31mred\u001B[0m\u001B]0;t\u0007 \u202Etxt\u202C\u0000\t\u009B1m\u200B|\r<b>"\uD800 👨‍👩‍👧';
const oddError = {reason: odd, detail: odd, engine_code: odd, status_code: 7};
const nothing = {
	logs: null,
	outputs: null,
	progress_snapshot: null,
	total_cost: null,
	task_id: '',
	created_at: null,
	started_at: null,
	terminal_at: null,
};
const otherForms = {
	created_at: '2026-11-30 09:21:40',
	started_at: 1_796_001_705,
	terminal_at: '2026-11-30T09:22:10+08:00',
	total_cost: '0.03000000',
	progress_percent: '100',
};

/** The runs that the run list has. */
export const listedRuns: readonly Run[] = [
	run('running', 'running', '汉服，工笔 · 文生图', 24, 20, {inputs: {n6_text: '汉服，工笔'}}),
	run('queued2', 'queued', '批量海报 Poster batch', 30, 0, {
		fields: {queue_info: {position: 12, estimated_wait_sec: null}},
	}),
	run('queued', 'queued', '批量海报 Poster batch', 40, 0, {
		fields: {queue_info: {position: 3, estimated_wait_sec: 75}},
	}),
	run('asked', 'running', 'Cancel asked', 64, 60, {fields: {cancel_requested: true}}),
	run('paused', 'paused_by_admin', 'Unknown status', 100),
	run('failed', 'failed', '4x 放大 · Upscale', 300, 12, {
		inputs: {n6_image: 'mountains.png'},
		lines: ['low VRAM: 0.4 GiB free'],
		fields: {error: oom},
	}),
	run('ok', 'succeeded', '文生图 · Portrait', 600, 20, {
		inputs: {n6_text: '雪山下的少女', n3_seed: 42},
		fields: {outputs: image},
	}),
	run('odd', 'failed', odd, 900, 5, {
		inputs: {[odd]: odd},
		lines: [odd, 'x'.repeat(3000), '汉'.repeat(300)],
		fields: {outputs: {[odd]: odd}, error: oddError},
	}),
	run('ok2', 'succeeded', '文生图 · Portrait', 1200, 31, {
		inputs: {n6_text: '雨夜的霓虹', n3_seed: 43},
		fields: {outputs: image},
	}),
	run('text', 'succeeded', 'Storyboard ✍️', 4000, 20, {fields: {outputs: {n10_text: story}}}),
	run('silent', 'running', 'Audiobook', 4010, 3900),
	run('canceled', 'canceled', '音乐生成', 5000, 3),
	run('cancelled', 'cancelled', '音乐生成', 5100, 3),
	run('failed2', 'failed', '图生视频', 7200, 60, {
		fields: {error: {code: 'INVALID_INPUT', message: '图片无法读取'}},
	}),
	run('long', 'succeeded', 'A long log', 8000, 400, {
		lines: Array.from({length: 300}, (_, index) => `step ${index + 1}/300, loss ${9 - index / 40}`),
	}),
	run('bare', 'succeeded', '', 9000, 20, {fields: nothing}),
	run('forms', 'succeeded', 'Other forms', 9500, 20, {fields: otherForms}),
	run('money', 'succeeded', 'Odd money', 9600, 20, {
		fields: {total_cost: '9,000.50', compute_cost: -1, external_model_cost: 'NaN'},
	}),
	run('kinds', 'succeeded', 'All kinds', 90_000, 20, {cost: 1.5, fields: {outputs: kinds}}),
	run('completed', 'completed', '证件照换底', 172_000, 20, {fields: {outputs: image}}),
];

/** 120 ended runs, on two pages of the run list. */
export const manyRuns = Array.from({length: 120}, (_, index) =>
	run(`many${index}`, index % 7 === 3 ? 'failed' : 'succeeded', `Batch ${index % 5}`, 900 * index),
);

const notFound =
	'{"code":1,"msg":"Task not found.","data":{"error":{"reason":"Task not found.","detail":"execution task x does not exist","engine_code":"TASK_NOT_FOUND","status_code":404}}}';

/** What the execution requests of each of these runs get. */
const answers: Readonly<Record<string, Reply>> = {
	gone: {body: notFound},
	'no-order': refusal(404, '运行订单不存在'),
	forbidden: refusal(403, '权限不足'),
	denied: refusal(401, 'API Key 无效'),
	firewall: {status: 403, body: '<html><h1>403 Forbidden</h1></html>'},
	html: {body: '<!doctype html><p>Welcome'},
	blank: {body: ''},
	cut: {body: '{"code":0,"msg":"ok","data":{"status":"runn'},
	'no-data': {body: '{"code":0}'},
	code: {body: '{"code":7,"msg":"引擎暂不可用\\u001b[31m"}'},
	types: success({status: 7, logs: 'x', outputs: [1, {a: 'b'}], progress_percent: [], error: 3}),
	redirect: {status: 302, headers: {location: 'http://127.0.0.1:9/elsewhere'}, body: ''},
	server: {status: 502, body: '<p>Bad gateway'},
};

/** A run that is queued, then twice running, then as `last` says. */
function moving(name: string, status: string, fields: Fields): Run {
	const steps = [
		run(name, 'queued', 'Moves', 30, 0),
		run(name, 'running', 'Moves', 30, 4, {fields: {progress_percent: 20}}),
		run(name, 'running', 'Moves', 30, 8, {fields: {progress_percent: 60}}),
		run(name, status, 'Moves', 30, 12, {fields}),
	];
	return run(name, status, 'Moves', 30, 12, {answer: poll => steps[Math.min(poll, 3)] ?? null});
}

/** The runs that only their ids find. */
export const unlistedRuns: readonly Run[] = [
	...Object.entries(answers).map(([name, reply]) =>
		run(name, 'running', name, 60, 20, {answer: () => reply}),
	),
	moving('moving', 'succeeded', {outputs: image}),
	moving('moving-fail', 'failed', {error: oom}),
	run('late-known', 'succeeded', 'Known late', 60, 20, {
		answer: poll => (poll < 2 ? {body: notFound} : null),
	}),
	run('limited', 'succeeded', 'Limited once', 60, 20, {
		answer: poll => (poll === 0 ? refusal(429, '请求过于频繁', {'retry-after': '1'}) : null),
	}),
];
