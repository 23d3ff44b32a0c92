import type {GaveUp} from '../../core/run.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		run: typeof runEn;
	}
}

export const runEn = {
	noStepSince: (at: string, time: string) => `no step since ${at}, for ${time}`,
	/** `time` is a dash if there are too few earlier runs to decide whether the pause is unusual. */
	usualPause: (time: string) => `usual pause below ${time}`,
	inNode: (time: string) => `${time} in this node`,
	stalledFor: (time: string) => `stalled ${time}`,
	polled: (age: string) => `polled ${age} ago`,
	pollingNow: 'polling now',
	failures: (count: number) => `failed ${numbersEn.count(count)} times in a row`,
	waiting: 'Waiting for the first response.',
	/** Shown for a run that was opened from the history, until the service responds. `why`: the failure of the poll. */
	fromHistory: {
		plain: 'From the history.',
		forgotten: 'From the history; the service no longer has this run.',
		failed: (why: string) => `From the history; the service could not be polled (${why}).`,
	},
	stale: (age: string) => `stale ${age}`,
	noData: 'no data yet',
	retryIn: (wait: string) => `retry in ${wait}`,
	labels: {
		cost: 'cost',
		task: 'task',
		workflow: 'workflow',
		run: 'run',
	},
	nodes: (done: number, all: number) => `${numbersEn.count(done)}/${numbersEn.count(all)} nodes`,
	eta: (range: string) => `ETA ${range}`,
	overdue: (time: string) => `longer than usual (usually ${time})`,
	queuePlace: (place: number) => `#${numbersEn.count(place)}`,
	serviceEstimate: (wait: string) => `service estimate ${wait}`,
	thenRuns: (range: string) => `run ${range}`,
	waited: (time: string) => `waited ${time}`,
	/** For a run whose polling has stopped. `retry`: the name of the key that polls again. */
	gaveUp: {
		'unknown-run': {
			word: 'unknown run',
			sentence: retry =>
				`The engine does not know this run. Check the id, or press ${retry} to retry.`,
		},
		forbidden: {
			word: 'no permission',
			sentence: retry =>
				`This key may not read this run. Check the id, or press ${retry} to retry.`,
		},
		denied: {
			word: 'key refused',
			sentence: retry =>
				`The key was refused, so polling has stopped. Put a valid one into the key file and press ${retry}, or restart chenyu-top.`,
		},
		unreachable: {
			word: 'unreachable',
			sentence: retry =>
				`The service could not be reached, so polling of this run has stopped. Press ${retry} to retry.`,
		},
	} satisfies Record<GaveUp, {readonly word: string; readonly sentence: (retry: string) => string}>,
	paused: 'polling paused',
	usually: (time: string) => `usually ${time}`,
};

export const runZh: typeof runEn = {
	noStepSince: (at, time) => `自 ${at} 起没有进展，已 ${time}`,
	usualPause: time => `此工作流的停顿时间通常短于 ${time}`,
	inNode: time => `此节点已运行 ${time}`,
	stalledFor: time => `停滞 ${time}`,
	polled: age => `${age} 前查询`,
	pollingNow: '正在查询',
	failures: count => `连续失败 ${numbersZh.count(count)} 次`,
	waiting: '正在等待首次响应。',
	fromHistory: {
		plain: '来自历史。',
		forgotten: '来自历史；服务已不再保存此运行。',
		failed: why => `来自历史；无法查询服务（${why}）。`,
	},
	stale: age => `已过时 ${age}`,
	noData: '尚无数据',
	retryIn: wait => `${wait} 后重试`,
	labels: {
		cost: '费用',
		task: '任务',
		workflow: '工作流',
		run: '运行',
	},
	nodes: (done, all) => `${numbersZh.count(done)}/${numbersZh.count(all)} 节点`,
	eta: range => `剩余 ${range}`,
	overdue: time => `耗时超过以往（通常 ${time}）`,
	queuePlace: place => `第 ${numbersZh.count(place)} 位`,
	serviceEstimate: wait => `服务预计 ${wait}`,
	thenRuns: range => `运行 ${range}`,
	waited: time => `已等 ${time}`,
	gaveUp: {
		'unknown-run': {
			word: '未知运行',
			sentence: retry => `引擎中查不到此运行。请核对运行单号，或按 ${retry} 重试。`,
		},
		forbidden: {
			word: '无权限',
			sentence: retry => `此密钥无权读取此运行。请核对运行单号，或按 ${retry} 重试。`,
		},
		denied: {
			word: '密钥被拒绝',
			sentence: retry =>
				`密钥被拒绝，已停止查询。请在密钥文件中填入有效的密钥后按 ${retry}，或重新启动 chenyu-top。`,
		},
		unreachable: {
			word: '无法连接',
			sentence: retry => `无法连接服务，已停止查询此运行。按 ${retry} 重试。`,
		},
	},
	paused: '已暂停查询',
	usually: time => `通常 ${time}`,
};
