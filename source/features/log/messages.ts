import type {Severity} from '../../core/log/log-entry.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import type {EntryField} from './entry/rows.ts';
import type {Notice} from '../notices/notice.ts';
import type {HitMode} from './state.ts';
import type {LogModel} from '../../store/view-model.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** What there is to tell of a log while it is read. */
type ReadingNotice = Extract<
	Notice,
	{
		kind:
			| 'wrapped'
			| 'no-error'
			| 'no-node'
			| 'no-node-here'
			| 'node-only'
			| 'nothing-unread'
			| 'no-goal';
	}
>;

const levelsEn: Readonly<Record<Severity, string>> = {
	debug: 'all levels',
	info: 'info and above',
	warn: 'warnings and errors',
	error: 'errors only',
};

const levelsZh: typeof levelsEn = {
	debug: '全部级别',
	info: '信息及以上',
	warn: '警告和错误',
	error: '仅错误',
};

const fieldsEn: Readonly<Record<EntryField, string>> = {
	run: 'run',
	time: 'time',
	level: 'level',
	type: 'type',
	node: 'node',
	progress: 'progress',
	step: 'step',
};

const fieldsZh: typeof fieldsEn = {
	run: '运行',
	time: '时间',
	level: '级别',
	type: '类型',
	node: '节点',
	progress: '进度',
	step: '步骤',
};

/** What is read in the log's pane, and where an entry is shown whole. */
export const logEn = {
	levels: levelsEn,
	fields: fieldsEn,
	/** The end is not followed, and nothing has come since. */
	held: 'held',
	allRuns: 'all runs',
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
	searchTrouble: {
		invalid: 'not a regular expression',
		'too-slow': 'this expression takes too long',
	} satisfies Record<Exclude<LogModel['searchState'], 'fine'>, string>,
	unread: 'new from here on',
	nothingShown: 'No entry passes the filters.',
	entry: 'Log entry',
	unknown: '(none)',
	/** The key comes in as it is bound. */
	cut: (characters: number, pager: string) =>
		`${numbersEn.count(characters)} more characters; ${pager} in the log shows them`,
	sinceStart: 'since start',
	sincePrevious: 'since the line before',
	notice: readingNoticeEn,
};

export const logZh: typeof logEn = {
	levels: levelsZh,
	fields: fieldsZh,
	held: '已停住',
	allRuns: '所有运行',
	node: name => `节点 ${name}`,
	folded: '已折叠',
	hits: {only: '仅匹配', hidden: '隐藏匹配'},
	shown: (shown, total) => `${numbersZh.count(shown)}/${numbersZh.count(total)} 行`,
	selected: count => `已选 ${numbersZh.count(count)} 行`,
	scanned: percent => `读取中 ${numbersZh.percent(percent)}`,
	searchTrouble: {invalid: '不是正则表达式', 'too-slow': '此表达式耗时过长'},
	unread: '以下为新内容',
	nothingShown: '没有符合筛选的条目。',
	entry: '日志条目',
	unknown: '（无）',
	cut: (characters, pager) =>
		`还有 ${numbersZh.count(characters)} 个字符，在日志中按 ${pager} 查看`,
	sinceStart: '自开始',
	sincePrevious: '距上一行',
	notice: readingNoticeZh,
};

/** The sentence of a notice about a log that is read. */
function readingNoticeEn(notice: ReadingNotice, key: KeyOf): string {
	switch (notice.kind) {
		case 'wrapped':
			return notice.to === 'start' ? 'went on from the start' : 'went on from the end';
		case 'no-error':
			return 'there is no error in the log';
		case 'no-node':
			return 'no entry of the log names a node';
		case 'no-node-here':
			return 'this entry names no node';
		case 'node-only':
			return `only node ${notice.node} is shown; ${key('one-node')} shows all again`;
		case 'nothing-unread':
			return 'nothing is unread';
		case 'no-goal':
			return `"${notice.text}" is no time, part or line; like 10:02:30, +90s, 50% or 120`;
	}
}

/** The sentence of a notice about a log that is read. */
function readingNoticeZh(notice: ReadingNotice, key: KeyOf): string {
	switch (notice.kind) {
		case 'wrapped':
			return notice.to === 'start' ? '已从开头继续' : '已从末尾继续';
		case 'no-error':
			return '日志中没有错误';
		case 'no-node':
			return '日志中没有节点';
		case 'no-node-here':
			return '此条目没有节点';
		case 'node-only':
			return `只显示节点 ${notice.node}，按 ${key('one-node')} 显示全部`;
		case 'nothing-unread':
			return '没有未读内容';
		case 'no-goal':
			return `“${notice.text}”不是时间、比例或行号，例如 10:02:30、+90s、50%、120`;
	}
}
