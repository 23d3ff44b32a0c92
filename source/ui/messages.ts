import {commandsEn, commandsZh, groupsEn, groupsZh} from '../i18n/commands.ts';
import {noticeEn, noticeZh} from '../features/notices/messages.ts';
import {
	phasesEn,
	phasesZh,
	kindsEn,
	kindsZh,
	panesEn,
	panesZh,
	gaveUpEn,
	gaveUpZh,
	promptsEn,
	promptsZh,
	noOutputsEn,
	noOutputsZh,
} from './screen-words.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';

/** What is read on the screen. Durations, times and amounts come in as they are shown. */
export const screenEn = {
	program: 'chenyu-top',
	tooSmall: 'terminal too small',
	mouseOn: 'mouse',
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
	helpNone: 'Nothing in the help matches.',
	/** How many runs the list shows, of how many. */
	runCount: (shown: number, total: number) =>
		shown === total
			? numbersEn.count(total)
			: `${numbersEn.count(shown)} of ${numbersEn.count(total)}`,
	/** The keys come in as they are bound. */
	noRuns: {
		word: 'none yet',
		sentence: (add: string) => `No run is watched. Press ${add} to add one.`,
	},
	noMatch: {
		word: 'no match',
		sentence: (filter: string, back: string) =>
			`No run matches "${filter}". Press ${back} to clear the filter.`,
	},
	firstAnswer: 'Waiting for the first answer.',
	stale: (age: string) => `stale ${age}`,
	noAnswerYet: 'no answer yet',
	retryIn: (wait: string) => `retry in ${wait}`,
	labels: {
		queue: 'queue',
		cost: 'cost',
		time: 'time',
		data: 'data',
		state: 'state',
		task: 'task',
		workflow: 'flow',
		run: 'run',
	},
	nodes: (done: number, all: number) => `${numbersEn.count(done)}/${numbersEn.count(all)} nodes`,
	left: (range: string) => `ETA ${range}`,
	usually: (time: string) => `usually ${time}`,
	longer: (time: string) => `longer than usual (usually ${time})`,
	queuePlace: (place: number) => `#${numbersEn.count(place)}`,
	serviceWait: (wait: string) => `${wait} by the service`,
	/** What the wait comes to by how it went on so far, where that is not what the service says. */
	ownWait: (wait: string, told: string) => `${wait}, the service says ${told}`,
	thenRuns: (range: string) => `run ${range}`,
	waited: (time: string) => `waited ${time}`,
	compute: (amount: string) => `compute ${amount}`,
	external: (amount: string) => `models ${amount}`,
	created: (time: string) => `created ${time}`,
	started: (time: string) => `started ${time}`,
	ended: (time: string) => `ended ${time}`,
	/** Exactly as the service says it, so it is not rounded. */
	executed: (seconds: number) => `executed ${seconds}s`,
	failedWithoutReason: 'The service gave no reason.',
	statusCode: (code: number) => `status ${code}`,
	follow: 'follow',
	fresh: (count: number) => `${numbersEn.count(count)} new`,
	lines: (count: number) => (count === 1 ? '1 line' : `${numbersEn.count(count)} lines`),
	errors: (count: number) => (count === 1 ? '1 error' : `${numbersEn.count(count)} errors`),
	/** Which of the hits the reader is at; null is none yet. */
	hits: (number: number | null, count: number) =>
		number === null
			? count === 1
				? '1 hit'
				: `${numbersEn.count(count)} hits`
			: `hit ${numbersEn.count(number)} of ${numbersEn.count(count)}`,
	noLog: 'No log yet.',
	noLogAtAll: 'This run left no log.',
	gap: 'entries are missing here',
	noOutputs: noOutputsEn,
	outputsLeftOut: (count: number) => `${numbersEn.count(count)} more left out`,
	more: (hidden: number) => `${numbersEn.count(hidden)} more`,
	notice: noticeEn,
};

export const screenZh: typeof screenEn = {
	program: 'chenyu-top',
	tooSmall: '终端太小',
	mouseOn: '鼠标',
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
	helpNone: '帮助中没有匹配的内容。',
	runCount: (shown, total) =>
		shown === total
			? numbersZh.count(total)
			: `${numbersZh.count(shown)}/${numbersZh.count(total)}`,
	noRuns: {word: '暂无', sentence: add => `没有正在监视的运行。按 ${add} 添加。`},
	noMatch: {
		word: '无匹配',
		sentence: (filter, back) => `没有匹配“${filter}”的运行。按 ${back} 清除筛选。`,
	},
	firstAnswer: '等待第一次应答。',
	stale: age => `已过时 ${age}`,
	noAnswerYet: '尚无应答',
	retryIn: wait => `${wait}后重试`,
	labels: {
		queue: '排队',
		cost: '费用',
		time: '时间',
		data: '数据',
		state: '状态',
		task: '任务',
		workflow: '流程',
		run: '运行',
	},
	nodes: (done, all) => `${numbersZh.count(done)}/${numbersZh.count(all)} 节点`,
	left: range => `剩余 ${range}`,
	usually: time => `通常 ${time}`,
	longer: time => `耗时超过以往（通常 ${time}）`,
	queuePlace: place => `第 ${numbersZh.count(place)} 位`,
	serviceWait: wait => `服务预计 ${wait}`,
	ownWait: (wait, told) => `${wait}，服务预计 ${told}`,
	thenRuns: range => `运行 ${range}`,
	waited: time => `已等 ${time}`,
	compute: amount => `计算 ${amount}`,
	external: amount => `模型 ${amount}`,
	created: time => `创建 ${time}`,
	started: time => `开始 ${time}`,
	ended: time => `结束 ${time}`,
	executed: seconds => `执行 ${seconds} 秒`,
	failedWithoutReason: '服务没有给出原因。',
	statusCode: code => `状态码 ${code}`,
	follow: '跟随',
	fresh: count => `新增 ${numbersZh.count(count)} 条`,
	lines: count => `${numbersZh.count(count)} 行`,
	errors: count => `${numbersZh.count(count)} 个错误`,
	hits: (number, count) =>
		number === null
			? `${numbersZh.count(count)} 处匹配`
			: `第 ${numbersZh.count(number)}/${numbersZh.count(count)} 处`,
	noLog: '暂无日志。',
	noLogAtAll: '此运行没有日志。',
	gap: '此处缺少若干条目',
	noOutputs: noOutputsZh,
	outputsLeftOut: count => `另略去 ${numbersZh.count(count)} 个`,
	more: hidden => `还有 ${numbersZh.count(hidden)} 行`,
	notice: noticeZh,
};
