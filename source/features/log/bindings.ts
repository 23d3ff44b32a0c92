import {bindingWords, type BindingIds} from '../../store/feature.ts';
import {bind, bindEach, type Binding} from '../../store/keys/binding.ts';

declare module '../../store/registry.ts' {
	interface Bindings extends BindingIds<typeof logWords> {}
}

export const logBindings: readonly Binding[] = [
	bind('log', 'follow', ['f', '.', '"'], {footer: ['f']}),
	bind('log', 'search', ['/'], {footer: ['/']}),
	bindEach('log', 'next-hit', {footer: ['n']}, [
		{keys: ['n', '>'], command: {type: 'next-hit', step: 1}},
		{keys: ['N', '<'], command: {type: 'next-hit', step: -1}},
	]),
	bindEach('log', 'next-error', {footer: ['e']}, [
		{keys: ['e', '}'], command: {type: 'next-error', step: 1}},
		{keys: ['E', '{'], command: {type: 'next-error', step: -1}},
	]),
	bind('log', 'entry', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('log', 'least-level', ['L', 'ctrl+w'], {footer: ['L']}),
	bind('log', 'hits-only', ['&']),
	bindEach('log', 'next-node', {}, [
		{keys: ['['], command: {type: 'next-node', step: -1}},
		{keys: [']'], command: {type: 'next-node', step: 1}},
	]),
	bind('log', 'one-node', ['#']),
	bind('log', 'fold', ['F', '(']),
	bind('log', 'unfold', ['space', ')']),
	bind('log', 'copy', ['y', 'c', 'ctrl+y'], {footer: ['y']}),
	bind('log', 'pager', ['v', '|'], {footer: ['v']}),
	bind('log', 'select-lines', ['V', ',']),
	bind('log', 'wrap', ['w', '\\']),
	bindEach('log', 'sideways', {}, [
		{keys: ['left', 'h', '-'], command: {type: 'sideways', cells: -8}},
		{keys: ['right', 'l', '_'], command: {type: 'sideways', cells: 8}},
	]),
	bind('log', 'go-to', [';', 'ctrl+g']),
	bind('log', 'first-unread', ['u', "'"]),
	bind('log', 'time-mode', ['t', '@']),
	bind('log', 'all-logs', ['A', '*']),
	bind('log', 'save', ['ctrl+s'], {command: {type: 'save-log', form: 'text'}}),
	bind('log', 'export', ['ctrl+e'], {command: {type: 'save-log', form: 'json'}}),
];

export const logWords = bindingWords({
	follow: {en: ['follow', 'follow the end, or stop'], zh: ['跟随', '跟随末尾，或停止跟随']},
	search: {
		en: ['search', 'search for text or a /regular expression/'],
		zh: ['搜索', '搜索文本，或 /正则表达式/'],
	},
	'go-to': {
		en: ['go to', 'go to a time, a percentage or a line'],
		zh: ['转到', '转到某个时间、百分比或行'],
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
		en: ['node', 'previous or next node', ['previous node', 'next node']],
		zh: ['节点', '上一个或下一个节点', ['上一个节点', '下一个节点']],
	},
	'one-node': {
		en: ['this node', 'show only this node, or all nodes'],
		zh: ['此节点', '只显示此节点，或所有节点'],
	},
	'hits-only': {
		en: ['hits only', 'show only hits, hide hits, or show all'],
		zh: ['仅匹配', '只显示匹配、隐藏匹配，或全部显示'],
	},
	'least-level': {
		en: ['level', 'hide one more level, or show all levels'],
		zh: ['级别', '再隐藏一个级别，或显示所有级别'],
	},
	'all-logs': {
		en: ['all runs', 'show the logs of all runs, or of this one'],
		zh: ['所有运行', '显示所有运行的日志，或只显示此运行'],
	},
	'first-unread': {en: ['unread', 'go to the first unread line'], zh: ['未读', '转到第一条未读']},
	'time-mode': {
		en: ['time', 'time: of day, since start, since last, none'],
		zh: ['时间', '时间：时刻、自开始、距上一行、不显示'],
	},
	wrap: {en: ['wrap', 'turn wrapping of long lines on or off'], zh: ['换行', '开启或关闭长行换行']},
	sideways: {
		en: [
			'sideways',
			'move long lines sideways',
			['scroll long lines left', 'scroll long lines right'],
		],
		zh: ['左右', '左右移动长行', ['长行向左滚动', '长行向右滚动']],
	},
	'select-lines': {
		en: ['select', 'select lines as you move, or stop'],
		zh: ['选择', '移动时选择多行，或停止'],
	},
	fold: {
		en: ['fold', 'fold to one line per node, or unfold all'],
		zh: ['折叠', '每个节点折叠为一行，或全部展开'],
	},
	unfold: {
		en: ['unfold', 'unfold or fold this node'],
		zh: ['展开', '展开或折叠此节点'],
	},
	entry: {en: ['entry', 'show the entry with all its fields'], zh: ['条目', '显示条目的所有字段']},
	pager: {
		en: ['pager', 'read the shown lines in $PAGER'],
		zh: ['分页器', '在 $PAGER 中阅读所显示的内容'],
	},
	save: {en: ['save', 'save the shown lines as text'], zh: ['保存', '把所显示的内容存为文本']},
	export: {
		en: ['export', 'save the whole log as JSON lines'],
		zh: ['导出', '把整个日志存为 JSON 行'],
	},
});
