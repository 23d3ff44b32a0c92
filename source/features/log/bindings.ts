import {type BindingIds, bindingWords} from '../../store/feature.ts';
import {bind, bindEach, type Binding} from '../../store/keys/binding.ts';

declare module '../../store/registry.ts' {
	interface Bindings extends BindingIds<typeof logWords> {}
}

export const logBindings: readonly Binding[] = [
	bind('log', 'fold', ['F', '(']),
	bind('log', 'unfold', ['space', ')']),
	bind('log', 'follow', ['f', '.', '"'], {footer: ['f']}),
	bind('log', 'search', ['/'], {footer: ['/']}),
	bind('log', 'go-to', [';', 'ctrl+g']),
	bindEach('log', 'next-hit', {footer: ['n']}, [
		{keys: ['n', '>'], command: {type: 'next-hit', step: 1}},
		{keys: ['N', '<'], command: {type: 'next-hit', step: -1}},
	]),
	bindEach('log', 'next-error', {footer: ['e']}, [
		{keys: ['e', '}'], command: {type: 'next-error', step: 1}},
		{keys: ['E', '{'], command: {type: 'next-error', step: -1}},
	]),
	bind('log', 'entry', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('log', 'hits-only', ['&']),
	bind('log', 'least-level', ['L', 'ctrl+w'], {footer: ['L']}),
	bindEach('log', 'next-node', {}, [
		{keys: ['['], command: {type: 'next-node', step: -1}},
		{keys: [']'], command: {type: 'next-node', step: 1}},
	]),
	bind('log', 'one-node', ['#']),
	bind('log', 'first-unread', ['u', "'"]),
	bind('log', 'time-mode', ['t', '@']),
	bind('log', 'wrap', ['w', '\\']),
	bind('log', 'all-logs', ['A', '*']),
	bind('log', 'select-lines', ['V', ',']),
	bindEach('log', 'sideways', {}, [
		{keys: ['left', 'h', '-'], command: {type: 'sideways', cells: -8}},
		{keys: ['right', 'l', '_'], command: {type: 'sideways', cells: 8}},
	]),
	bind('log', 'copy', ['y', 'c', 'ctrl+y'], {footer: ['y']}),
	bind('log', 'pager', ['v', '|'], {footer: ['v'], command: {type: 'page-log'}}),
	bind('log', 'save', ['ctrl+s'], {command: {type: 'save-log', form: 'text'}}),
	bind('log', 'export', ['ctrl+e'], {command: {type: 'save-log', form: 'json'}}),
];

export const logWords = bindingWords({
	follow: {en: ['follow', 'follow the end, or stop'], zh: ['跟随', '跟随末尾，或停止跟随']},
	search: {
		en: ['search', 'search; text, or /regular expression/'],
		zh: ['搜索', '搜索文本，或 /正则表达式/'],
	},
	'go-to': {
		en: ['go to', 'to a time, a percentage or a line'],
		zh: ['前往', '到某个时间、百分比或行'],
	},
	'next-hit': {
		en: ['next hit', 'next or previous hit', ['next hit', 'previous hit']],
		zh: ['下一处', '下一处或上一处匹配', ['下一处匹配', '上一处匹配']],
	},
	'next-error': {
		en: ['next error', 'next or previous error', ['next error', 'previous error']],
		zh: ['下一错误', '下一个或上一个错误', ['下一个错误', '上一个错误']],
	},
	'next-node': {
		en: ['node', 'to the previous or next node', ['previous node', 'next node']],
		zh: ['节点', '到上一个或下一个节点', ['上一个节点', '下一个节点']],
	},
	'one-node': {
		en: ['this node', 'show only this node, or all'],
		zh: ['此节点', '只显示此处的节点，或全部'],
	},
	'hits-only': {
		en: ['hits only', 'hits only, hits hidden, or all'],
		zh: ['仅匹配', '仅匹配、隐藏匹配、或全部'],
	},
	'least-level': {
		en: ['level', 'hide one more level, or none'],
		zh: ['级别', '多隐藏一个级别，或全部显示'],
	},
	'all-logs': {
		en: ['all runs', 'logs of all runs, or only this one'],
		zh: ['所有运行', '所有运行的日志，或只看此运行'],
	},
	'first-unread': {en: ['unread', 'to the first unread line'], zh: ['未读', '到第一条未读']},
	'time-mode': {
		en: ['time', 'time of day, since start, steps, none'],
		zh: ['时间', '时刻、自开始、距上一行、不显示'],
	},
	wrap: {en: ['wrap', 'wrap long lines, or not'], zh: ['换行', '长行换行，或不换']},
	sideways: {
		en: [
			'sideways',
			'move long lines sideways',
			['scroll long lines left', 'scroll long lines right'],
		],
		zh: ['左右', '左右移动长行', ['长行向左滚动', '长行向右滚动']],
	},
	'select-lines': {
		en: ['select', 'select lines by moving; back ends'],
		zh: ['选择', '移动以选择多行，返回则结束'],
	},
	fold: {
		en: ['fold', 'one line for each node, or all entries'],
		zh: ['折叠', '每个节点只留一行，或全部条目'],
	},
	unfold: {
		en: ['unfold', 'all entries of this node, or one'],
		zh: ['展开', '展开此处节点的条目，或折叠'],
	},
	entry: {en: ['entry', 'show the entry with all its fields'], zh: ['条目', '显示条目的所有字段']},
	pager: {
		en: ['pager', 'open what is shown in $PAGER'],
		zh: ['分页器', '在 $PAGER 中打开所显示的内容'],
	},
	save: {en: ['save', 'save what is shown as text'], zh: ['保存', '把所显示的内容存为文本']},
	export: {
		en: ['export', 'save the whole log as JSON lines'],
		zh: ['导出', '把整个日志存为 JSON 行'],
	},
});
