import {bindingWords, type BindingIds, type Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {withView} from '../../store/with-view.ts';
import {movements, onMouse} from '../panes/index.ts';
import {
	closedTimeline,
	closeTimeline,
	isTimelineInFront,
	moveNode,
	pointAtNode,
	selectTimeline,
	toggleTimeline,
	withTimeline,
	type TimelineSettings,
} from './timeline.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Opens the timeline or moves the focus to it. If it already has the focus, closes it. */
		timeline: NoArguments;
		'timeline-order': NoArguments;
	}

	interface Bindings extends BindingIds<typeof nodeWords> {}

	interface ViewParts {
		timeline: TimelineSettings;
	}
}

declare module '../../i18n/messages.ts' {
	interface Messages {
		timeline: typeof timelineEn;
	}
}

const timelineEn = {
	name: 'Nodes',
	orders: {start: 'by start', time: 'longest first'},
	all: 'all',
	cached: 'cached',
	none: 'The log names no nodes.',
};

const timelineZh: typeof timelineEn = {
	name: '节点',
	orders: {start: '按开始时间', time: '按耗时'},
	all: '全部',
	cached: '缓存',
	none: '日志中没有节点。',
};

const nodeWords = bindingWords({
	timeline: {
		en: ['nodes', 'the nodes of the run on a time axis'],
		zh: ['节点', '在时间轴上显示此运行的节点'],
	},
	'timeline-log': {en: ['log', 'go to the log of the node'], zh: ['日志', '转到此节点的日志']},
	'timeline-order': {
		en: ['sort', 'sort by start, or the longest first'],
		zh: ['排序', '按开始时间或耗时排序'],
	},
});

export const nodes = {
	commands: {
		...movements((state, movement) =>
			isTimelineInFront(state) ? moveNode(state, movement) : null,
		),
		enter: state => (isTimelineInFront(state) ? withTimeline(state, {inFront: false}) : null),
		back: state => (isTimelineInFront(state) ? closeTimeline(state) : null),
		timeline: toggleTimeline,
		'timeline-order'(state) {
			const order = state.view.timeline.order === 'start' ? 'time' : 'start';
			return isTimelineInFront(state) ? withTimeline(state, {order}) : state;
		},
	},
	bindings: [
		bind('everywhere', 'timeline', ['T'], {footer: ['T'], selected: 'run', when: 'running'}),
		bind('timeline', 'timeline-log', ['enter'], {footer: ['enter'], command: {type: 'enter'}}),
		bind('timeline', 'timeline-order', ['s'], {footer: ['s']}),
		bind('timeline', 'timeline', ['T'], {footer: ['T']}),
	],
	words: nodeWords,
	initial: () => ({view: {timeline: closedTimeline}}),
	actions: onMouse('timeline', moveNode, (state, row, before) => {
		const there = withTimeline(withView(state, {focus: 'log'}), {inFront: true});
		// The first row selects all nodes.
		const clicked = row === 0 ? null : selectTimeline(before)?.rows[row - 1]?.bar.id;
		return clicked === undefined ? there : pointAtNode(there, clicked);
	}),
	messages: {timeline: {en: timelineEn, zh: timelineZh}},
} satisfies Feature;
