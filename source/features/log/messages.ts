import type {Severity} from '../../core/log/log-entry.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {HitMode} from './index/log-index.ts';
import type {LogModel} from './select.ts';

export const logEn = {
	levels: {
		debug: 'all levels',
		info: 'info and above',
		warn: 'warnings and errors',
		error: 'errors only',
	} satisfies Record<Severity, string>,
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
	node: (name: string) => `node ${name}`,
	folded: 'folded',
	hits: {only: 'hits only', hidden: 'hits hidden'} satisfies Record<
		Exclude<HitMode, 'among'>,
		string
	>,
	shown: (shown: number, total: number) =>
		`${numbersEn.count(shown)} of ${numbersEn.count(total)} lines`,
	selected: (count: number) =>
		count === 1 ? '1 line selected' : `${numbersEn.count(count)} lines selected`,
	scanned: (percent: number) => `reading ${numbersEn.percent(percent)}`,
	searchProblem: {
		invalid: 'invalid regular expression',
		'too-slow': 'regular expression too slow',
	} satisfies Record<Exclude<LogModel['searchState'], 'fine'>, string>,
	unread: 'new from here on',
	/** `key` ends the search or the filter by node; without them it changes the level. */
	nothingShown: (key: string) => `No entry matches; ${key} changes the filters.`,
	entry: 'Log entry',
	unknown: '(none)',
	cut: (characters: number, pager: string) =>
		characters === 1
			? `1 more character; press ${pager} in the log to read it`
			: `${numbersEn.count(characters)} more characters; press ${pager} in the log to read them`,
	sinceStart: 'since start',
	sincePrevious: 'since the previous line',
};

export const logZh: typeof logEn = {
	levels: {debug: '全部级别', info: '信息及以上', warn: '警告和错误', error: '仅错误'},
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
	node: name => `节点 ${name}`,
	folded: '已折叠',
	hits: {only: '仅匹配', hidden: '隐藏匹配'},
	shown: (shown, total) => `${numbersZh.count(shown)}/${numbersZh.count(total)} 行`,
	selected: count => `已选 ${numbersZh.count(count)} 行`,
	scanned: percent => `读取中 ${numbersZh.percent(percent)}`,
	searchProblem: {invalid: '正则表达式无效', 'too-slow': '正则表达式耗时过长'},
	unread: '以下为新内容',
	nothingShown: key => `没有符合筛选条件的日志，按 ${key} 可更改。`,
	entry: '日志条目',
	unknown: '（无）',
	cut: (characters, pager) =>
		`还有 ${numbersZh.count(characters)} 个字符，在日志中按 ${pager} 查看`,
	sinceStart: '自开始',
	sincePrevious: '距上一行',
};
