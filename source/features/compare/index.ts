import type {RunOrderId} from '../../core/run.ts';
import {cleanProse} from '../../core/text/sanitize.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {copyFor} from '../app/index.ts';
import {historyTargets} from '../history/index.ts';
import {nodesOf} from '../nodes/index.ts';
import {closeOverlay} from '../panes/index.ts';
import {requestOrders} from '../run-order/index.ts';
import {markedInSight} from '../runs/index.ts';
import {comparisonMarkdown} from './comparison-text.ts';
import {compareRuns, type Comparison, type Pair} from './comparison.ts';
import {compareEn, compareZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Compares the two marked runs. */
		compare: NoArguments;
	}

	interface Overlays {
		compare: {
			/** `behind`: the overlay to which closing this one returns. */
			readonly state: {readonly ids: Pair<RunOrderId>; readonly behind: OverlayState | null};
			readonly model: Comparison | null;
		};
	}

	interface Notices extends NoticeData<typeof compareNotices> {}

	interface Effects {
		copyComparison: {readonly model: Comparison};
	}
}

const compareNotices = {
	'not-two-marked': noticeTexts({
		en: (_, key) => `mark two runs with ${key('mark')} to compare them`,
		zh: (_, key) => `请用 ${key('mark')} 标记两次运行再对比`,
	}),
};

export const compare = {
	commands: {
		compare: (state, _, at) => toggleComparison(state, at),
		copy(state) {
			const model = selectCompare(state);
			return model === null ? null : {state, effects: [{type: 'copyComparison', model}]};
		},
	},
	effects: {
		copyComparison: async ({model}, {screen}) =>
			copyFor(
				screen,
				comparisonMarkdown(model, screen.messages),
				cleanProse(screen.messages.compare.what),
			),
	},
	overlays: {compare: selectCompare},
	overlayKeys: {compare: {commands: ['copy', 'compare']}},
	bindings: [bind('runs', 'compare', ['='], {footer: ['='], selected: 'pair'})],
	words: {
		compare: {
			en: ['compare', 'compare two marked runs'],
			zh: ['对比', '对比标记的两次运行'],
		},
	},
	notices: compareNotices,
	messages: {compare: {en: compareEn, zh: compareZh}},
} satisfies Feature;

function toggleComparison(state: State, at: number): HandlerResult {
	const {overlay: behind} = state.view;

	if (behind !== null && behind.kind !== 'history') {
		return closeOverlay(state);
	}

	const old = historyTargets(state);
	const marked = markedInSight(state);
	const ids = behind === null ? marked.map(({id}) => id) : old.map(({id}) => id.exact);
	const [a, b] = ids;

	if (a === undefined || b === undefined || ids.length > 2) {
		return withNotice(state, {kind: 'not-two-marked'}, at);
	}

	const opened = withView(state, {overlay: {kind: 'compare', ids: [a, b], behind, scrollTop: 0}});
	return behind === null
		? requestOrders(
				opened,
				marked.filter(({inputs}) => inputs === null).map(({id}) => id),
			)
		: {state: opened, effects: old.map(run => ({type: 'reopenRun', run}))};
}

function selectCompare({view: {overlay}, runs}: State): Comparison | null {
	const [a, b] = overlay?.kind === 'compare' ? overlay.ids.map(id => runs.get(id)) : [];
	return a === undefined || b === undefined
		? null
		: compareRuns([
				{...a, nodes: nodesOf(a)},
				{...b, nodes: nodesOf(b)},
			]);
}
