import {type BindingIds, bindingWords} from '../../store/feature.ts';
import {bind, type Binding} from '../../store/keys/binding.ts';

declare module '../../store/registry.ts' {
	interface Bindings extends BindingIds<typeof logWords> {}
}

export const logBindings: readonly Binding[] = [
	bind('log', 'fold', ['F', '(']),
	bind('log', 'unfold', ['space', ')']),
	bind('log', 'follow', ['f', '.', '"'], {footer: ['f']}),
	bind('log', 'search', ['/'], {footer: ['/']}),
	bind('log', 'go-to', [';', 'ctrl+g']),
	{
		id: 'next-hit',
		where: 'log',
		footer: ['n'],
		does: [
			{keys: ['n', '>'], command: {type: 'next-hit', step: 1}},
			{keys: ['N', '<'], command: {type: 'next-hit', step: -1}},
		],
	},
	{
		id: 'next-error',
		where: 'log',
		footer: ['e'],
		does: [
			{keys: ['e', '}'], command: {type: 'next-error', step: 1}},
			{keys: ['E', '{'], command: {type: 'next-error', step: -1}},
		],
	},
	bind('log', 'entry', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('log', 'hits-only', ['&']),
	bind('log', 'least-level', ['L', '!'], {footer: ['L']}),
	{
		id: 'next-node',
		where: 'log',
		does: [
			{keys: ['['], command: {type: 'next-node', step: -1}},
			{keys: [']'], command: {type: 'next-node', step: 1}},
		],
	},
	bind('log', 'one-node', ['#']),
	bind('log', 'first-unread', ['u', "'"]),
	bind('log', 'time-mode', ['t', '@']),
	bind('log', 'wrap', ['w', '\\']),
	bind('log', 'all-logs', ['A', '*']),
	bind('log', 'select-lines', ['V', ',']),
	{
		id: 'sideways',
		where: 'log',
		does: [
			{keys: ['left', 'h', '-'], command: {type: 'sideways', cells: -8}},
			{keys: ['right', 'l', '_'], command: {type: 'sideways', cells: 8}},
		],
	},
	bind('log', 'copy', ['y', 'c', 'ctrl+y'], {footer: ['y']}),
	bind('log', 'pager', ['v', '|'], {footer: ['v'], command: {type: 'page-log'}}),
	bind('log', 'save', ['ctrl+s'], {command: {type: 'save-log', form: 'text'}}),
	bind('log', 'export', ['ctrl+e'], {command: {type: 'save-log', form: 'json'}}),
];

export const logWords = bindingWords({
	follow: {
		en: {short: 'follow', long: 'follow the end, or stop'},
		zh: {short: '跟随', long: '跟随末尾，或停止跟随'},
	},
	search: {
		en: {short: 'search', long: 'search; text, or /regular expression/'},
		zh: {short: '搜索', long: '搜索文本，或 /正则表达式/'},
	},
	'go-to': {
		en: {short: 'go to', long: 'to a time, a percentage or a line'},
		zh: {short: '前往', long: '到某个时间、百分比或行'},
	},
	'next-hit': {
		en: {short: 'next hit', long: 'next or previous hit', directions: ['next hit', 'previous hit']},
		zh: {short: '下一处', long: '下一处或上一处匹配', directions: ['下一处匹配', '上一处匹配']},
	},
	'next-error': {
		en: {
			short: 'next error',
			long: 'next or previous error',
			directions: ['next error', 'previous error'],
		},
		zh: {short: '下一错误', long: '下一个或上一个错误', directions: ['下一个错误', '上一个错误']},
	},
	'next-node': {
		en: {
			short: 'node',
			long: 'to the previous or next node',
			directions: ['previous node', 'next node'],
		},
		zh: {short: '节点', long: '到上一个或下一个节点', directions: ['上一个节点', '下一个节点']},
	},
	'one-node': {
		en: {short: 'this node', long: 'show only this node, or all'},
		zh: {short: '此节点', long: '只显示此处的节点，或全部'},
	},
	'hits-only': {
		en: {short: 'hits only', long: 'hits only, hits hidden, or all'},
		zh: {short: '仅匹配', long: '仅匹配、隐藏匹配、或全部'},
	},
	'least-level': {
		en: {short: 'level', long: 'hide one more level, or none'},
		zh: {short: '级别', long: '多隐藏一个级别，或全部显示'},
	},
	'all-logs': {
		en: {short: 'all runs', long: 'logs of all runs, or only this one'},
		zh: {short: '所有运行', long: '所有运行的日志，或只看此运行'},
	},
	'first-unread': {
		en: {short: 'unread', long: 'to the first unread line'},
		zh: {short: '未读', long: '到第一条未读'},
	},
	'time-mode': {
		en: {short: 'time', long: 'time of day, since start, steps, none'},
		zh: {short: '时间', long: '时刻、自开始、距上一行、不显示'},
	},
	wrap: {
		en: {short: 'wrap', long: 'wrap long lines, or not'},
		zh: {short: '换行', long: '长行换行，或不换'},
	},
	sideways: {
		en: {
			short: 'sideways',
			long: 'move long lines sideways',
			directions: ['scroll long lines left', 'scroll long lines right'],
		},
		zh: {short: '左右', long: '左右移动长行', directions: ['长行向左滚动', '长行向右滚动']},
	},
	'select-lines': {
		en: {short: 'select', long: 'select lines by moving; back ends'},
		zh: {short: '选择', long: '移动以选择多行，返回则结束'},
	},
	fold: {
		en: {short: 'fold', long: 'one line for each node, or all entries'},
		zh: {short: '折叠', long: '每个节点只留一行，或全部条目'},
	},
	unfold: {
		en: {short: 'unfold', long: 'all entries of this node, or one'},
		zh: {short: '展开', long: '展开此处节点的条目，或折叠'},
	},
	entry: {
		en: {short: 'entry', long: 'show the entry with all its fields'},
		zh: {short: '条目', long: '显示条目的所有字段'},
	},
	pager: {
		en: {short: 'pager', long: 'open what is shown in $PAGER'},
		zh: {short: '分页器', long: '在 $PAGER 中打开所显示的内容'},
	},
	save: {
		en: {short: 'save', long: 'save what is shown as text'},
		zh: {short: '保存', long: '把所显示的内容存为文本'},
	},
	export: {
		en: {short: 'export', long: 'save the whole log as JSON lines'},
		zh: {short: '导出', long: '把整个日志存为 JSON 行'},
	},
});
