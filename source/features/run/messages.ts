import type {LabelledField} from './detail-fields.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** The fields of a run in the detail pane, each around its formatted value. */
type FieldWords = Readonly<Record<LabelledField, (value: string) => string>>;

/** The detail pane. Times, amounts and ranges are formatted already. */
export const runEn = {
	since: (at: string, time: string) => `no step since ${at}, for ${time}`,
	usually: (time: string) => `its pauses are usually below ${time}`,
	/** Where too few earlier runs were watched to call it stalled. */
	idle: (time: string) => `no step for ${time} (its usual pause is not known yet)`,
	last: 'last heard:',
	/** Behind the glyph of a row. */
	row: (time: string) => `stalled ${time}`,
	asked: (age: string) => `asked ${age} ago`,
	next: (wait: string) => `next in ${wait}`,
	due: 'asking',
	failures: (count: number) =>
		count === 1 ? 'failed once' : `failed ${numbersEn.count(count)} times in a row`,
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
	fields: {
		totalCost: amount => amount,
		computeCost: amount => `compute ${amount}`,
		externalModelCost: amount => `models ${amount}`,
		createdAt: time => `created ${time}`,
		startedAt: time => `started ${time}`,
		terminalAt: time => `ended ${time}`,
		actualDurationSec: seconds => `executed ${seconds}s`,
		internalStatus: word => word,
		lastEventType: word => word,
	} satisfies FieldWords as FieldWords,
	nodes: (done: number, all: number) => `${numbersEn.count(done)}/${numbersEn.count(all)} nodes`,
	left: (range: string) => `ETA ${range}`,
	longer: (time: string) => `longer than usual (usually ${time})`,
	queuePlace: (place: number) => `#${numbersEn.count(place)}`,
	serviceWait: (wait: string) => `${wait} by the service`,
	/** What the wait comes to by how it went on so far, where that is not what the service says. */
	ownWait: (wait: string, told: string) => `${wait}, the service says ${told}`,
	thenRuns: (range: string) => `run ${range}`,
	waited: (time: string) => `waited ${time}`,
};

export const runZh: typeof runEn = {
	since: (at, time) => `自 ${at} 起没有进展，已 ${time}`,
	usually: time => `此工作流的停顿通常短于 ${time}`,
	idle: time => `已 ${time}没有进展（此工作流的通常停顿尚不清楚）`,
	last: '最后消息：',
	row: time => `停滞 ${time}`,
	asked: age => `${age}前查询`,
	next: wait => `${wait}后再查`,
	due: '查询中',
	failures: count => `连续失败 ${numbersZh.count(count)} 次`,
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
	fields: {
		totalCost: amount => amount,
		computeCost: amount => `计算 ${amount}`,
		externalModelCost: amount => `模型 ${amount}`,
		createdAt: time => `创建 ${time}`,
		startedAt: time => `开始 ${time}`,
		terminalAt: time => `结束 ${time}`,
		actualDurationSec: seconds => `执行 ${seconds} 秒`,
		internalStatus: word => word,
		lastEventType: word => word,
	},
	nodes: (done, all) => `${numbersZh.count(done)}/${numbersZh.count(all)} 节点`,
	left: range => `剩余 ${range}`,
	longer: time => `耗时超过以往（通常 ${time}）`,
	queuePlace: place => `第 ${numbersZh.count(place)} 位`,
	serviceWait: wait => `服务预计 ${wait}`,
	ownWait: (wait, told) => `${wait}，服务预计 ${told}`,
	thenRuns: range => `运行 ${range}`,
	waited: time => `已等 ${time}`,
};
