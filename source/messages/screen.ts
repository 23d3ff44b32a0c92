import {commandsEn, commandsZh, groupsEn, groupsZh} from './commands.ts';
import {noticeEn, noticeZh} from './notices.ts';
import type {FinalPhase, GaveUp, Phase} from '../domain/run.ts';
import type {OutputKind} from '../domain/output.ts';
import type {ProblemKind} from '../domain/problem.ts';
import type {Pane, Prompt} from '../state/state.ts';

const phasesEn: Record<Exclude<Phase, 'other'> | 'waiting', string> = {
	waiting: 'waiting',
	queued: 'queued',
	running: 'running',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'canceled',
};

const phasesZh: typeof phasesEn = {
	waiting: '等待应答',
	queued: '排队中',
	running: '运行中',
	succeeded: '成功',
	failed: '失败',
	canceled: '已取消',
};

const problemsEn: Record<ProblemKind, string> = {
	network: 'no connection',
	timeout: 'timed out',
	http: 'HTTP error',
	'rate-limit': 'rate limited',
	auth: 'key refused',
	'not-found': 'not found',
	engine: 'engine error',
	malformed: 'unreadable answer',
	'too-large': 'answer too large',
};

const problemsZh: typeof problemsEn = {
	network: '连接失败',
	timeout: '超时',
	http: 'HTTP 错误',
	'rate-limit': '被限流',
	auth: '密钥被拒绝',
	'not-found': '未找到',
	engine: '引擎错误',
	malformed: '应答无法解析',
	'too-large': '应答过大',
};

const kindsEn: Record<OutputKind, string> = {
	image: 'image',
	video: 'video',
	audio: 'audio',
	text: 'text',
	file: 'file',
};

const kindsZh: typeof kindsEn = {
	image: '图片',
	video: '视频',
	audio: '音频',
	text: '文本',
	file: '文件',
};

const panesEn: Record<Pane, string> = {
	runs: 'Runs',
	detail: 'Run',
	log: 'Log',
	outputs: 'Outputs',
};

const panesZh: typeof panesEn = {runs: '运行', detail: '详情', log: '日志', outputs: '输出'};

const gaveUpEn: Record<GaveUp, {readonly word: string; readonly sentence: string}> = {
	'unknown-run': {
		word: 'unknown run',
		sentence: 'The engine does not know this run. Check the id, or ask again with r.',
	},
	denied: {
		word: 'key refused',
		sentence: 'The key was refused, so nothing is asked any more. Check the key and start again.',
	},
	unreachable: {
		word: 'out of reach',
		sentence:
			'The service stayed out of reach, so this run is not followed any more. r asks again.',
	},
};

const gaveUpZh: typeof gaveUpEn = {
	'unknown-run': {word: '未知运行', sentence: '引擎不认识这个运行。请核对编号，或按 r 再查一次。'},
	denied: {word: '密钥被拒绝', sentence: '密钥被拒绝，已停止所有查询。请检查密钥后重新启动。'},
	unreachable: {word: '无法连接', sentence: '一直连不上服务，已停止跟踪此运行。按 r 再试。'},
};

const promptsEn: Record<Prompt['purpose'], string> = {
	filter: 'filter runs:',
	search: 'search log:',
	add: 'add run orders:',
};

const promptsZh: typeof promptsEn = {
	filter: '筛选运行：',
	search: '搜索日志：',
	add: '添加运行编号：',
};

const noOutputsEn: Record<FinalPhase | 'unfinished' | 'unknown', string> = {
	succeeded: 'This run made no outputs.',
	failed: 'The run failed without outputs.',
	canceled: 'The run was canceled without outputs.',
	unfinished: 'Outputs will appear here.',
	unknown: 'No outputs are known.',
};

const noOutputsZh: typeof noOutputsEn = {
	succeeded: '此运行没有输出。',
	failed: '运行失败，没有输出。',
	canceled: '运行已取消，没有输出。',
	unfinished: '输出会显示在这里。',
	unknown: '没有已知的输出。',
};

/** What is read on the screen. Durations, times and amounts come in as they are shown. */
export const screenEn = {
	program: 'chenyu-top',
	tooSmall: 'terminal too small',
	panes: panesEn,
	phases: phasesEn,
	gaveUp: gaveUpEn,
	kinds: kindsEn,
	commands: commandsEn,
	groups: groupsEn,
	prompts: promptsEn,
	paused: 'polling paused',
	denied: 'key refused, polling stopped',
	/** Runs whose status this program does not know, all together. */
	otherState: 'other',
	helpTitle: 'Help',
	/** Written right behind a number. */
	units: {second: 's', minute: 'm', hour: 'h', day: 'd'},
	/** How many runs the list shows, of how many. */
	runCount: (shown: number, total: number) =>
		shown === total ? `${total}` : `${shown} of ${total}`,
	noRuns: {
		word: 'none yet',
		sentence: 'No run is watched. Press a to add one by its run order id.',
	},
	noMatch: {
		word: 'no match',
		sentence: (filter: string) => `No run matches "${filter}". Press esc to clear the filter.`,
	},
	firstAnswer: 'Waiting for the first answer.',
	/** A failed poll in as few words as possible. */
	problem: (kind: ProblemKind, httpStatus: number | null) =>
		kind === 'http' && httpStatus !== null ? `HTTP ${httpStatus}` : problemsEn[kind],
	stale: (age: string) => `stale ${age}`,
	noAnswerYet: 'no answer yet',
	retryIn: (wait: string) => `retry in ${wait}`,
	labels: {
		queue: 'queue',
		cost: 'cost',
		time: 'time',
		task: 'task',
		workflow: 'flow',
		run: 'run',
	},
	nodes: (done: number, all: number) => `${done}/${all} nodes`,
	left: (range: string) => `ETA ${range}`,
	learning: 'ETA learning',
	queuePlace: (place: number) => `#${place}`,
	serviceWait: (wait: string) => `~${wait} by the service`,
	waited: (time: string) => `waited ${time}`,
	compute: (amount: string) => `compute ${amount}`,
	external: (amount: string) => `models ${amount}`,
	created: (time: string) => `created ${time}`,
	started: (time: string) => `started ${time}`,
	ended: (time: string) => `ended ${time}`,
	failedWithoutReason: 'The service gave no reason.',
	statusCode: (code: number) => `status ${code}`,
	follow: 'follow',
	fresh: (count: number) => `${count} new`,
	lines: (count: number) => (count === 1 ? '1 line' : `${count} lines`),
	errors: (count: number) => (count === 1 ? '1 error' : `${count} errors`),
	/** Which of the hits the reader is at; null is none yet. */
	hits: (number: number | null, count: number) =>
		number === null ? (count === 1 ? '1 hit' : `${count} hits`) : `hit ${number}/${count}`,
	noLog: 'No log yet.',
	noLogAtAll: 'This run left no log.',
	gap: 'entries are missing here',
	noOutputs: noOutputsEn,
	more: (hidden: number) => `${hidden} more`,
	notice: noticeEn,
};

export const screenZh: typeof screenEn = {
	program: 'chenyu-top',
	tooSmall: '终端太小',
	panes: panesZh,
	phases: phasesZh,
	gaveUp: gaveUpZh,
	kinds: kindsZh,
	commands: commandsZh,
	groups: groupsZh,
	prompts: promptsZh,
	paused: '已暂停查询',
	denied: '密钥被拒绝，已停止查询',
	otherState: '其他',
	helpTitle: '帮助',
	units: {second: '秒', minute: '分', hour: '小时', day: '天'},
	runCount: (shown, total) => (shown === total ? `${total}` : `${shown}/${total}`),
	noRuns: {word: '暂无', sentence: '没有正在查看的运行。按 a 输入运行编号来添加。'},
	noMatch: {
		word: '无匹配',
		sentence: filter => `没有匹配「${filter}」的运行。按 esc 清除筛选。`,
	},
	firstAnswer: '等待第一次应答。',
	problem: (kind, httpStatus) =>
		kind === 'http' && httpStatus !== null ? `HTTP ${httpStatus}` : problemsZh[kind],
	stale: age => `数据已过 ${age}`,
	noAnswerYet: '尚无应答',
	retryIn: wait => `${wait} 后重试`,
	labels: {
		queue: '排队',
		cost: '费用',
		time: '时间',
		task: '任务',
		workflow: '流程',
		run: '运行',
	},
	nodes: (done, all) => `${done}/${all} 节点`,
	left: range => `剩余 ${range}`,
	learning: '剩余时间估算中',
	queuePlace: place => `第 ${place} 位`,
	serviceWait: wait => `服务预计约 ${wait}`,
	waited: time => `已等 ${time}`,
	compute: amount => `计算 ${amount}`,
	external: amount => `模型 ${amount}`,
	created: time => `创建 ${time}`,
	started: time => `开始 ${time}`,
	ended: time => `结束 ${time}`,
	failedWithoutReason: '服务没有给出原因。',
	statusCode: code => `状态码 ${code}`,
	follow: '跟随',
	fresh: count => `${count} 条新`,
	lines: count => `${count} 行`,
	errors: count => `${count} 个错误`,
	hits: (number, count) => (number === null ? `${count} 处匹配` : `第 ${number}/${count} 处`),
	noLog: '暂无日志。',
	noLogAtAll: '此运行没有日志。',
	gap: '此处缺少若干条目',
	noOutputs: noOutputsZh,
	more: hidden => `还有 ${hidden} 行`,
	notice: noticeZh,
};
