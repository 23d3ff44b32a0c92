import type {LabelledField} from './field-rows.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** For each field of the detail pane, a function that adds words to the formatted value. */
type FieldWords = Readonly<Record<LabelledField, (value: string) => string>>;

/** Texts of the detail pane. Times, amounts and ranges are passed as formatted text. */
export const runEn = {
	noStepSince: (at: string, time: string) => `no step since ${at}, for ${time}`,
	usualPause: (time: string) => `usual pause below ${time}`,
	/** Shown for a run without progress if there are too few earlier runs to decide whether the pause is unusual. */
	noStepFor: (time: string) => `no step for ${time} (usual pause not known yet)`,
	lastEntry: 'last entry:',
	/** The state of a run in the run list if it has had no progress for too long. */
	stalledFor: (time: string) => `stalled ${time}`,
	polled: (age: string) => `polled ${age} ago`,
	nextPoll: (wait: string) => `next in ${wait}`,
	pollingNow: 'polling now',
	failures: (count: number) =>
		count === 1 ? 'failed once' : `failed ${numbersEn.count(count)} times in a row`,
	waiting: 'Waiting for the first response.',
	stale: (age: string) => `stale ${age}`,
	noData: 'no data yet',
	retryIn: (wait: string) => `retry in ${wait}`,
	labels: {
		queue: 'queue',
		cost: 'cost',
		time: 'time',
		data: 'data',
		state: 'state',
		task: 'task',
		workflow: 'workflow',
		run: 'run',
	},
	fields: {
		totalCost: amount => amount,
		computeCost: amount => `compute ${amount}`,
		externalModelCost: amount => `external ${amount}`,
		createdAt: time => `created ${time}`,
		startedAt: time => `started ${time}`,
		terminalAt: time => `ended ${time}`,
		actualDurationSec: seconds => `execution ${seconds}s`,
		internalStatus: word => word,
		lastEventType: word => word,
	} satisfies FieldWords as FieldWords,
	nodes: (done: number, all: number) => `${numbersEn.count(done)}/${numbersEn.count(all)} nodes`,
	eta: (range: string) => `ETA ${range}`,
	overdue: (time: string) => `longer than usual (usually ${time})`,
	queuePlace: (place: number) => `#${numbersEn.count(place)}`,
	serviceEstimate: (wait: string) => `service estimate ${wait}`,
	/** Shown if the program's estimate `wait` differs from the service's estimate `service`. */
	ownEstimate: (wait: string, service: string) => `${wait}, service estimate ${service}`,
	thenRuns: (range: string) => `run ${range}`,
	waited: (time: string) => `waited ${time}`,
};

export const runZh: typeof runEn = {
	noStepSince: (at, time) => `自 ${at} 起没有进展，已 ${time}`,
	usualPause: time => `此工作流的停顿时间通常短于 ${time}`,
	noStepFor: time => `已 ${time}没有进展（此工作流的通常停顿时间尚不清楚）`,
	lastEntry: '最后一条日志：',
	stalledFor: time => `停滞 ${time}`,
	polled: age => `${age}前查询`,
	nextPoll: wait => `${wait}后再次查询`,
	pollingNow: '正在查询',
	failures: count => `连续失败 ${numbersZh.count(count)} 次`,
	waiting: '正在等待首次响应。',
	stale: age => `已过时 ${age}`,
	noData: '尚无数据',
	retryIn: wait => `${wait}后重试`,
	labels: {
		queue: '排队',
		cost: '费用',
		time: '时间',
		data: '数据',
		state: '状态',
		task: '任务',
		workflow: '工作流',
		run: '运行',
	},
	fields: {
		totalCost: amount => amount,
		computeCost: amount => `计算 ${amount}`,
		externalModelCost: amount => `外部 ${amount}`,
		createdAt: time => `创建 ${time}`,
		startedAt: time => `开始 ${time}`,
		terminalAt: time => `结束 ${time}`,
		actualDurationSec: seconds => `执行 ${seconds} 秒`,
		internalStatus: word => word,
		lastEventType: word => word,
	},
	nodes: (done, all) => `${numbersZh.count(done)}/${numbersZh.count(all)} 节点`,
	eta: range => `剩余 ${range}`,
	overdue: time => `耗时超过以往（通常 ${time}）`,
	queuePlace: place => `第 ${numbersZh.count(place)} 位`,
	serviceEstimate: wait => `服务预计 ${wait}`,
	ownEstimate: (wait, service) => `${wait}，服务预计 ${service}`,
	thenRuns: range => `运行 ${range}`,
	waited: time => `已等 ${time}`,
};
