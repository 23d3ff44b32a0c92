import {cleanName} from '../../core/text/sanitize.ts';
import {bindingWords, type BindingIds, type CommandHandlers} from '../../store/feature.ts';
import {bind, bindEach, type Binding} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {isInFront, movementRows, movements} from '../panes/index.ts';
import {closePrompt, textInput} from '../prompt/index.ts';
import {copyLog, pageLog, saveLog} from './export.ts';
import {
	closeReading,
	openSearch,
	raiseLevel,
	stepToHit,
	submitSearch,
	toggleHitsOnly,
	toggleOneNode,
	withPositionBeforePrompt,
} from './filters.ts';
import {submitTime} from './go-to.ts';
import {foldKey, logKey, logViewOf, selectLines} from './lines.ts';
import {
	goToEntry,
	goToNextPlace,
	moveCursor,
	moveSideways,
	scrollLog,
	toggleFollow,
	toggleSelection,
	withLogView,
	withViewOptions,
} from './reduce.ts';
import {selectLogViewport} from './viewport.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		follow: NoArguments;
		search: NoArguments;
		'go-to': NoArguments;
		'next-hit': {readonly step: 1 | -1};
		'next-error': {readonly step: 1 | -1};
		'next-node': {readonly step: 1 | -1};
		'one-node': NoArguments;
		'hits-only': NoArguments;
		'least-level': NoArguments;
		'all-logs': NoArguments;
		'time-mode': NoArguments;
		wrap: NoArguments;
		/** A negative number scrolls to the left. */
		sideways: {readonly cells: number};
		'select-lines': NoArguments;
		pager: NoArguments;
		/** Asks for the name of the file. */
		'save-log': NoArguments;
	}
}

export const logCommands = {
	...movements((state, movement) => {
		if (!isInFront(state, 'log')) {
			return null;
		}

		return movement.type === 'page'
			? scrollLog(state, height => movementRows(movement, height))
			: moveCursor(state, movementRows(movement, 1));
	}),
	enter: state => (isInFront(state, 'log') ? openLine(state) : null),
	back(state) {
		const {prompt} = state.view;

		if (prompt === null) {
			const read = isInFront(state, 'log') ? closeReading(state) : state;
			return read === state ? null : read;
		}

		if (prompt.purpose === 'search') {
			return withPositionBeforePrompt(withView(closePrompt(state), {search: prompt.before}));
		}

		return prompt.purpose === 'go-to' || prompt.purpose === 'save-log' ? closePrompt(state) : null;
	},
	submit(state, _, at) {
		const {prompt} = state.view;
		const closed = closePrompt(state);
		const text = prompt?.text.trim() ?? '';

		if (prompt?.purpose === 'search') {
			return submitSearch(closed, at);
		}

		if (prompt?.purpose === 'go-to') {
			return submitTime(closed, text, at);
		}

		if (prompt?.purpose === 'save-log') {
			return text === '' ? closed : saveLog(closed, text, at);
		}

		return null;
	},
	copy: (state, _, at) =>
		isInFront(state, 'log') || state.view.overlay?.kind === 'entry' ? copyLog(state, at) : null,
	follow: toggleFollow,
	search: openSearch,
	'go-to': state => withView(state, {prompt: {purpose: 'go-to', ...textInput(''), before: ''}}),
	'next-hit': (state, {step}, at) => stepToHit(state, step, at),
	'next-error'(state, {step}, at) {
		const places = selectLines(state).lines.flatMap(({entry}, place) =>
			entry.severity === 'error' ? [place] : [],
		);
		return goToNextPlace(state, places, step, at) ?? withNotice(state, {kind: 'no-error'}, at);
	},
	'next-node'(state, {step}, at) {
		let last: string | null = null;
		const places = selectLines(state).lines.flatMap(({entry: {nodeId}}, place) => {
			const isStart = nodeId !== null && nodeId.exact !== last;
			last = nodeId?.exact ?? last;
			return isStart ? [place] : [];
		});
		return goToNextPlace(state, places, step, at) ?? withNotice(state, {kind: 'no-node'}, at);
	},
	'one-node': (state, _, at) => toggleOneNode(state, at),
	'hits-only': toggleHitsOnly,
	'least-level': (state, _, at) => raiseLevel(state, at),
	'all-logs': toggleMergedLog,
	'time-mode': state =>
		withViewOptions(state, {time: state.view.viewOptions.time === 'clock' ? 'start' : 'clock'}),
	wrap: state => withViewOptions(state, {wrap: !state.view.viewOptions.wrap}),
	sideways: (state, {cells}) => moveSideways(state, cells),
	'select-lines': toggleSelection,
	pager: (state, _, at) => pageLog(state, at),
	'save-log': (state, _, at) => openSaving(state, at),
} satisfies Partial<CommandHandlers>;

/** Opens folded steps, closes those whose first one is under the cursor, or else shows the entry with all its fields. */
function openLine(state: State): State {
	const {lines, cursor, view} = selectLogViewport(state);
	const line = lines[cursor];

	if (line === undefined) {
		return state;
	}

	const {run, index, firstIndex, count} = line;
	const opened = new Set(view.opened);
	const isClosed = opened.delete(foldKey(line));

	if (count === 1 && !isClosed) {
		return withView(state, {overlay: {kind: 'entry', entry: {run, index}, scrollTop: 0}});
	}

	const toggled = isClosed ? opened : opened.add(foldKey(line));
	return goToEntry(withLogView(state, {opened: toggled}), {run, index: firstIndex});
}

function toggleMergedLog(state: State): State {
	const {cursor} = logViewOf(state);
	const mergesRuns = !state.view.viewOptions.mergesRuns;
	const toggled = withViewOptions(state, {mergesRuns});

	// The log follows its end, or stays at the entry if that is in the other log too.
	return cursor === null || (!mergesRuns && cursor.run !== logKey(toggled))
		? toggled
		: goToEntry(toggled, cursor);
}

/** Asks for the name of the file, and proposes one after the run. */
function openSaving(state: State, at: number): HandlerResult {
	const {total} = selectLines(state);
	const {mergesRuns} = state.view.viewOptions;
	const name = `${mergesRuns ? 'all-runs' : cleanName(logKey(state).slice(0, 80))}.log`;
	return total === 0
		? withNotice(state, {kind: 'no-log'}, at)
		: withView(state, {prompt: {purpose: 'save-log', ...textInput(name), before: ''}});
}

declare module '../../store/registry.ts' {
	interface Bindings extends BindingIds<typeof logWords> {}
}

export const logBindings: readonly Binding[] = [
	bind('log', 'follow', ['f'], {footer: ['f']}),
	bind('log', 'search', ['/'], {footer: ['/']}),
	bindEach('log', 'next-hit', {footer: ['n']}, [
		{keys: ['n'], command: {type: 'next-hit', step: 1}},
		{keys: ['N'], command: {type: 'next-hit', step: -1}},
	]),
	bindEach('log', 'next-error', {footer: ['e']}, [
		{keys: ['e'], command: {type: 'next-error', step: 1}},
		{keys: ['E'], command: {type: 'next-error', step: -1}},
	]),
	bind('log', 'entry', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
	bind('log', 'least-level', ['L'], {footer: ['L']}),
	bind('log', 'hits-only', ['&']),
	bindEach('log', 'next-node', {}, [
		{keys: ['['], command: {type: 'next-node', step: -1}},
		{keys: [']'], command: {type: 'next-node', step: 1}},
	]),
	bind('log', 'one-node', ['#']),
	bind('log', 'copy', ['y'], {footer: ['y']}),
	bind('log', 'pager', ['ctrl+o'], {footer: ['ctrl+o']}),
	bind('log', 'select-lines', ['V']),
	bind('log', 'wrap', ['w']),
	bindEach('log', 'sideways', {}, [
		{keys: ['left', 'h'], command: {type: 'sideways', cells: -8}},
		{keys: ['right', 'l'], command: {type: 'sideways', cells: 8}},
	]),
	bind('log', 'go-to', [';']),
	bind('log', 'time-mode', ['t']),
	bind('log', 'all-logs', ['A']),
	bind('log', 'save-log', ['ctrl+s']),
];

export const logWords = bindingWords({
	follow: {en: ['follow', 'follow the end, or stop'], zh: ['跟随', '跟随末尾，或停止跟随']},
	search: {
		en: ['find', 'find, filter: level:warn node:n5 oom'],
		zh: ['查找', '查找和筛选：level:warn node:n5 oom'],
	},
	'go-to': {
		en: ['go to', 'go to a time of day, or since the start'],
		zh: ['转到', '转到某个时刻，或自开始起的时间'],
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
		en: ['hits only', 'show only hits, or all lines'],
		zh: ['仅匹配', '只显示匹配，或全部显示'],
	},
	'least-level': {
		en: ['level', 'hide one more level, or show all levels'],
		zh: ['级别', '逐级隐藏，或显示所有级别'],
	},
	'all-logs': {
		en: ['all runs', 'show the logs of all runs, or of this one'],
		zh: ['所有运行', '显示所有运行的日志，或只看此运行'],
	},
	'time-mode': {
		en: ['time', 'time of day, or since the start'],
		zh: ['时间', '显示时刻，或自开始起的时间'],
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
		zh: ['选择', '选择多行，或停止选择'],
	},
	entry: {
		en: ['entry', 'open or fold steps, or show the entry'],
		zh: ['条目', '展开或折叠步骤，或显示条目'],
	},
	pager: {
		en: ['pager', 'read the shown lines in $PAGER'],
		zh: ['分页器', '用 $PAGER 阅读显示的内容'],
	},
	'save-log': {
		en: ['save', 'save as text, or as JSON lines (.jsonl)'],
		zh: ['保存', '保存为文本或 JSON 行（.jsonl）'],
	},
});
