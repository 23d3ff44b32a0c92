import {bindingWords, type BindingIds, type Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {withChanges, withNotice, withView} from '../../store/with-view.ts';
import {hitOf} from './hit.ts';
import {paneNames, type PaneName, type PanesViewState, type Size} from './layout.ts';
import {closeOverlay, movements, scrollOverlay} from './reduce.ts';

export {hitAt, hitOf, onMouse} from './hit.ts';
export {
	type Rect,
	contentHeight,
	layout,
	hasFrame,
	overlayHeight,
	paneBox,
	paneKeys,
	paneNames,
	type Size,
	type PaneName,
} from './layout.ts';
export {
	closeOverlay,
	isInFront,
	movementRows,
	movements,
	scrollTopShowing,
	toggleOverlay,
	type Movement,
} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** A negative number of lines moves up. */
		move: {readonly lines: number};
		/** Moves by pages: 1 is one page down, -0.5 is half a page up. */
		page: {readonly pages: number};
		jump: {readonly to: 'start' | 'end'};
		focus: {readonly pane: PaneName};
		'focus-next': {readonly step: 1 | -1};
		zoom: NoArguments;
		/** Moves the focus to the log. If the log has the focus, opens the entry under the cursor. */
		enter: NoArguments;
		open: NoArguments;
		copy: NoArguments;
		/** Shows a notice that `key`, which was pressed in another pane, works only in `pane`. */
		'key-of-pane': {readonly key: string; readonly pane: PaneName};
	}

	interface Bindings extends BindingIds<typeof paneWords> {}

	interface Notices extends NoticeData<typeof paneNotices> {}

	interface Actions {
		/** The overlay was drawn, and cannot be scrolled further than `end`. */
		overlayMeasured: {readonly end: number};
	}

	interface ViewParts extends PanesViewState {}

	interface StateOptions {
		/** The size of the screen; zero without a screen. */
		size: Size;
	}
}

const panesEn = {
	runs: 'Runs',
	detail: 'Run',
	log: 'Log',
	outputs: 'Outputs',
} satisfies Record<PaneName, string>;

const panesZh: typeof panesEn = {runs: '运行', detail: '详情', log: '日志', outputs: '输出'};

declare module '../../i18n/messages.ts' {
	interface Messages {
		/** The titles of the panes. */
		panes: typeof panesEn;
	}
}

const paneNotices = {
	'key-of-pane': noticeTexts<{readonly pressed: string; readonly pane: PaneName}>({
		en: ({pressed, pane}, key) =>
			`${key({pressed})} works in the ${panesEn[pane]} pane; ${keyOf(pane, key)} goes there`,
		zh: ({pressed, pane}, key) =>
			`${key({pressed})} 只在${panesZh[pane]}窗格中有效，按 ${keyOf(pane, key)} 转到那里`,
	}),
};

function keyOf(pane: PaneName, key: KeyOf): string {
	return key('pane-n', {direction: paneNames.indexOf(pane)});
}

const paneWords = bindingWords({
	move: {
		en: ['move', 'one line up or down', ['one line up', 'one line down']],
		zh: ['移动', '上下移动一行', ['上移一行', '下移一行']],
	},
	'half-page': {
		en: ['half page', 'half a page up or down', ['half a page up', 'half a page down']],
		zh: ['半页', '上下翻半页', ['上翻半页', '下翻半页']],
	},
	page: {
		en: ['page', 'one page up or down', ['one page up', 'one page down']],
		zh: ['翻页', '上下翻一页', ['上翻一页', '下翻一页']],
	},
	ends: {
		en: ['ends', 'to the start or the end', ['to the start', 'to the end']],
		zh: ['首尾', '到开头或末尾', ['到开头', '到末尾']],
	},
	'next-pane': {
		en: ['pane', 'next or previous pane', ['next pane', 'previous pane']],
		zh: ['窗格', '下一个或上一个窗格', ['下一个窗格', '上一个窗格']],
	},
	'pane-n': {
		en: [
			'pane',
			'go to runs, details, log or outputs',
			['to the runs', 'to the details', 'to the log', 'to the outputs'],
		],
		zh: ['窗格', '转到运行、详情、日志或输出', ['到运行列表', '到运行详情', '到日志', '到输出']],
	},
	zoom: {
		en: ['zoom', 'show the pane in full screen, or all panes'],
		zh: ['放大', '放大当前窗格，或还原'],
	},
	back: {
		en: ['back', 'close text input, overlay, zoom or filter'],
		zh: ['返回', '关闭一层：输入框、弹窗、放大、筛选'],
	},
	enter: {en: ['log', 'go to the log of the run'], zh: ['日志', '转到此运行的日志']},
	open: {en: ['browser', 'open the output in the browser'], zh: ['浏览器', '在浏览器中打开输出']},
	copy: {en: ['copy', 'copy what is selected'], zh: ['复制', '复制选中的内容']},
});

export const panes = {
	commands: {
		...movements(scrollOverlay),
		focus: (state, {pane}) => withView(state, {focus: pane}),
		'focus-next'(state, {step}) {
			const next = paneNames.indexOf(state.view.focus) + step;
			return withView(state, {focus: paneNames.at(next % paneNames.length) ?? 'runs'});
		},
		zoom: state => withView(state, {zoomed: !state.view.zoomed}),
		back(state) {
			const {overlay, zoomed, filter} = state.view;
			return overlay !== null
				? closeOverlay(state)
				: withView(
						state,
						zoomed ? {zoomed: false} : filter === '' ? {focus: 'runs'} : {filter: ''},
					);
		},
		quit: state => (state.view.overlay === null ? null : closeOverlay(state)),
		enter: state => withView(state, {focus: 'log'}),
		'key-of-pane': (state, {key, pane}, at) =>
			withNotice(state, {kind: 'key-of-pane', pressed: key, pane}, at),
	},
	bindings: [
		bindEach('everywhere', 'move', {selected: 'run', reach: 'prompt'}, [
			{keys: ['up', 'k'], command: {type: 'move', lines: -1}},
			{keys: ['down', 'j'], command: {type: 'move', lines: 1}},
		]),
		bindEach('everywhere', 'half-page', {reach: 'prompt'}, [
			{keys: ['ctrl+u'], command: {type: 'page', pages: -0.5}},
			{keys: ['ctrl+d'], command: {type: 'page', pages: 0.5}},
		]),
		bindEach('everywhere', 'page', {reach: 'prompt'}, [
			{keys: ['pageup', 'ctrl+b'], command: {type: 'page', pages: -1}},
			{keys: ['pagedown', 'ctrl+f'], command: {type: 'page', pages: 1}},
		]),
		bindEach('everywhere', 'ends', {reach: 'overlays'}, [
			{keys: ['home', 'g'], command: {type: 'jump', to: 'start'}},
			{keys: ['end', 'G'], command: {type: 'jump', to: 'end'}},
		]),
		bindEach('everywhere', 'next-pane', {}, [
			{keys: ['tab'], command: {type: 'focus-next', step: 1}},
			{keys: ['shift+tab'], command: {type: 'focus-next', step: -1}},
		]),
		bindEach('everywhere', 'pane-n', {}, [
			{keys: ['1'], command: {type: 'focus', pane: 'runs'}},
			{keys: ['2'], command: {type: 'focus', pane: 'detail'}},
			{keys: ['3'], command: {type: 'focus', pane: 'log'}},
			{keys: ['4'], command: {type: 'focus', pane: 'outputs'}},
		]),
		bind('everywhere', 'zoom', ['z']),
		bind('everywhere', 'back', ['esc'], {reach: 'overlays'}),
	],
	words: paneWords,
	notices: paneNotices,
	messages: {panes: {en: panesEn, zh: panesZh}},
	initial: ({size}) => ({
		view: {size, hasScreen: size.columns > 0, focus: 'runs', zoomed: false},
	}),
	actions: {
		resized: (state, {columns, rows}) =>
			withView(state, {size: withChanges(state.view.size, {columns, rows})}),
		overlayMeasured(state, {end}) {
			const {overlay} = state.view;
			return overlay === null ? state : withView(state, {overlay: withChanges(overlay, {end})});
		},
		wheeled(state, action, {before, invoke}) {
			const hit = hitOf(before, action);
			return hit?.place === 'overlay'
				? invoke(state, {type: 'move', lines: hit.rows}, action.at)
				: state;
		},
	},
	urgency: {resized: 'user', overlayMeasured: 'later'},
} satisfies Feature;
