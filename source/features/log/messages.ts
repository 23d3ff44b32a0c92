import type {Severity} from '../../core/log/log-entry.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import {countedEn, numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

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
	merged: (marked: number) => (marked === 0 ? 'all runs' : countedEn(marked, 'marked run')),
	hitsOnly: 'hits only',
	shown: (shown: number, total: number) => `${numbersEn.count(shown)} of ${numbersEn.count(total)}`,
	selected: (count: number) => `${countedEn(count, 'line')} selected`,
	unknownLevel: 'levels are debug, info, warn, error',
	olderLeftOut: (entries: number) =>
		`${countedEn(entries, 'older entry is', 'older entries are')} left out`,
	nothingShown: (key: string) => `No entry matches; ${key} shows all.`,
	entry: 'Log entry',
	unknown: '(none)',
	cut: (pager: string) => `The message is longer; press ${pager} in the log to read it.`,
	sinceStart: 'since start',
	follow: 'follow',
	newBelow: (count: number) => `${numbersEn.count(count)} new`,
	lines: (count: number) => countedEn(count, 'line'),
	entries: (count: number) => countedEn(count, 'log entry', 'log entries'),
	errors: (count: number) => countedEn(count, 'error'),
	/** `number`: of the current search hit; null before the first jump to a hit. */
	hits: (number: number | null, count: number) =>
		number === null
			? countedEn(count, 'hit')
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
	merged: marked => (marked === 0 ? '所有运行' : `已标记的 ${numbersZh.count(marked)} 次运行`),
	hitsOnly: '仅匹配',
	shown: (shown, total) => `${numbersZh.count(shown)}/${numbersZh.count(total)}`,
	selected: count => `已选 ${numbersZh.count(count)} 行`,
	unknownLevel: '级别为 debug、info、warn、error',
	olderLeftOut: entries => `更早的 ${numbersZh.count(entries)} 条日志未显示`,
	nothingShown: key => `没有符合筛选条件的日志，按 ${key} 显示全部。`,
	entry: '日志条目',
	unknown: '（无）',
	cut: pager => `消息更长，在日志中按 ${pager} 查看全文。`,
	sinceStart: '自开始',
	follow: '跟随',
	newBelow: count => `新增 ${numbersZh.count(count)} 条`,
	lines: count => `${numbersZh.count(count)} 行`,
	entries: count => `${numbersZh.count(count)} 条日志`,
	errors: count => `${numbersZh.count(count)} 个错误`,
	hits: (number, count) =>
		number === null
			? `${numbersZh.count(count)} 处匹配`
			: `第 ${numbersZh.count(number)}/${numbersZh.count(count)} 处`,
	none: '暂无日志。',
	noneAtAll: '此运行没有日志。',
	gap: '此处缺失部分日志',
};

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof logNotices> {}
}

export const logNotices = {
	'log-not-copied': noticeTexts<{readonly bytes: number}>({
		en: ({bytes}, key) =>
			`${key('save-log')} saves to a file; ${numbersEn.size(bytes)} is too long to copy by the terminal`,
		zh: ({bytes}, key) =>
			`可按 ${key('save-log')} 保存为文件；${numbersZh.size(bytes)} 太长，无法通过终端复制`,
	}),
	/** `path`: the path of the file, with `~` instead of the home folder. */
	'log-saved': noticeTexts<{readonly entries: number; readonly path: SafeText}>({
		en: ({entries, path}) => `saved ${path} (${logEn.entries(entries)})`,
		zh: ({entries, path}) => `已保存 ${path}（${logZh.entries(entries)}）`,
	}),
	'no-log': noticeTexts({en: () => 'the log is empty', zh: () => '日志为空'}),
	'nothing-shown': noticeTexts({
		en: (_, key) => `no entry matches; ${key('back')} shows all`,
		zh: (_, key) => `没有符合筛选条件的日志，按 ${key('back')} 显示全部`,
	}),
	'highest-level': noticeTexts<{readonly level: Severity}>({
		en: ({level}) => `no entry is above the level ${level}`,
		zh: ({level}) => `没有高于 ${level} 级别的日志`,
	}),
	'no-pager': noticeTexts<{readonly command: SafeText}>({
		en: ({command}) => `install ${command}, or set PAGER to another program; it cannot be started`,
		zh: ({command}) => `请安装 ${command}（现在无法启动），或用 PAGER 指定其他程序`,
	}),
	'pager-failed': noticeTexts<{readonly command: SafeText; readonly code: number | null}>({
		en: ({command, code}) =>
			code === null
				? `the pager ${command} was killed`
				: `the pager ${command} failed with exit code ${code}`,
		zh: ({command, code}) =>
			code === null ? `分页器 ${command} 被终止` : `分页器 ${command} 出错，退出码 ${code}`,
	}),
	'no-hit': noticeTexts<{readonly text: SafeText}>({
		en: ({text}) => `"${text}" is not in the log`,
		zh: ({text}) => `日志中没有“${text}”`,
	}),
	'no-search': noticeTexts({
		en: (_, key) => `nothing to find yet; ${key('search')} searches`,
		zh: (_, key) => `尚未搜索，按 ${key('search')} 搜索`,
	}),
	wrapped: noticeTexts<{readonly to: 'start' | 'end'}>({
		en: ({to}) => (to === 'start' ? 'wrapped around to the start' : 'wrapped around to the end'),
		zh: ({to}) => (to === 'start' ? '已绕回开头' : '已绕回末尾'),
	}),
	'no-error': noticeTexts({en: () => 'no errors in these lines', zh: () => '这些日志没有错误'}),
	'no-node': noticeTexts({en: () => 'no log entry names a node', zh: () => '日志中没有节点'}),
	'no-node-here': noticeTexts({en: () => 'this entry names no node', zh: () => '此条目没有节点'}),
	'no-log-time': noticeTexts<{readonly text: SafeText}>({
		en: ({text}) => `"${text}" is not a time; try 10:02:30, or +90s since the start`,
		zh: ({text}) => `“${text}”不是时间；可用 10:02:30，或 +90s 表示自开始起`,
	}),
};
