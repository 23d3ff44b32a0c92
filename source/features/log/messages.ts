import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {LogModel} from './select.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		log: typeof logEn;
	}
}

export const logEn = {
	fields: {
		run: 'run',
		time: 'time',
		level: 'level',
		type: 'type',
		node: 'node',
		progress: 'progress',
		step: 'step',
	},
	paused: 'paused',
	/** `marked`: how many marked runs are shown; 0 if all runs are. */
	merged: (marked: number) =>
		marked === 0
			? 'all runs'
			: `${numbersEn.count(marked)} marked ${marked === 1 ? 'run' : 'runs'}`,
	hitsOnly: 'hits only',
	shown: (shown: number, total: number) => `${numbersEn.count(shown)} of ${numbersEn.count(total)}`,
	selected: (count: number) =>
		count === 1 ? '1 line selected' : `${numbersEn.count(count)} lines selected`,
	searchProblem: {
		invalid: 'invalid regular expression',
		'unknown-level': 'levels are debug, info, warn, error',
		'too-slow': 'regular expression too slow',
	} satisfies Record<NonNullable<LogModel['searchProblem']>, string>,
	olderLeftOut: (entries: number) =>
		entries === 1
			? '1 older entry is left out'
			: `${numbersEn.count(entries)} older entries are left out`,
	nothingShown: (key: string) => `No entry matches; ${key} shows all.`,
	entry: 'Log entry',
	unknown: '(none)',
	cut: (pager: string) => `The message is longer; press ${pager} in the log to read it.`,
	sinceStart: 'since start',
	follow: 'follow',
	newBelow: (count: number) => `${numbersEn.count(count)} new`,
	lines: (count: number) => (count === 1 ? '1 line' : `${numbersEn.count(count)} lines`),
	errors: (count: number) => (count === 1 ? '1 error' : `${numbersEn.count(count)} errors`),
	/** `number`: of the current search hit; null before the first jump to a hit. */
	hits: (number: number | null, count: number) =>
		number === null
			? count === 1
				? '1 hit'
				: `${numbersEn.count(count)} hits`
			: `hit ${numbersEn.count(number)} of ${numbersEn.count(count)}`,
	none: 'No log yet.',
	noneAtAll: 'This run has no log.',
	gap: 'entries are missing here',
};

export const logZh: typeof logEn = {
	fields: {
		run: '运行',
		time: '时间',
		level: '级别',
		type: '类型',
		node: '节点',
		progress: '进度',
		step: '步骤',
	},
	paused: '未跟随',
	merged: marked => (marked === 0 ? '所有运行' : `${numbersZh.count(marked)} 个标记的运行`),
	hitsOnly: '仅匹配',
	shown: (shown, total) => `${numbersZh.count(shown)}/${numbersZh.count(total)}`,
	selected: count => `已选 ${numbersZh.count(count)} 行`,
	searchProblem: {
		invalid: '正则表达式无效',
		'unknown-level': '级别为 debug、info、warn、error',
		'too-slow': '正则表达式耗时过长',
	},
	olderLeftOut: entries => `更早的 ${numbersZh.count(entries)} 条日志未显示`,
	nothingShown: key => `没有符合筛选条件的日志，按 ${key} 显示全部。`,
	entry: '日志条目',
	unknown: '（无）',
	cut: pager => `消息更长，在日志中按 ${pager} 查看全文。`,
	sinceStart: '自开始',
	follow: '跟随',
	newBelow: count => `新增 ${numbersZh.count(count)} 条`,
	lines: count => `${numbersZh.count(count)} 行`,
	errors: count => `${numbersZh.count(count)} 个错误`,
	hits: (number, count) =>
		number === null
			? `${numbersZh.count(count)} 处匹配`
			: `第 ${numbersZh.count(number)}/${numbersZh.count(count)} 处`,
	none: '暂无日志。',
	noneAtAll: '此运行没有日志。',
	gap: '此处缺失部分日志',
};
