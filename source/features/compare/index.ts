import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanProse, type ForeignText} from '../../core/text/sanitize.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {OverlayOf, OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {copyFor} from '../app/index.ts';
import {historyTargets} from '../history/index.ts';
import {closeOverlay} from '../panes/index.ts';
import {requestOrders} from '../run-order/index.ts';
import {forgetRuns, markedInSight, targetRuns} from '../runs/index.ts';
import {comparisonMarkdown} from './comparison-text.ts';
import {compareRuns, type Comparison, type Pair} from './comparison.ts';
import {compareEn, compareZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Compares two marked runs, or one run with the newest other one of its workflow that has succeeded. */
		compare: NoArguments;
	}

	interface Overlays {
		compare: {
			readonly state: {
				readonly ids: Pair<RunOrderId>;
				/** The overlay to which closing this one returns. */
				readonly behind: OverlayState | null;
				/** The runs that are in the list only for the comparison. */
				readonly added: readonly RunOrderId[];
				/** What the list returns to when they leave it. */
				readonly list: Pick<State['view'], 'selected' | 'filter'>;
			};
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
	'no-other-success': noticeTexts({
		en: (_, key) =>
			`${key('mark')} marks two runs to compare; no other run of this workflow has succeeded`,
		zh: (_, key) => `可用 ${key('mark')} 标记两次运行再对比；此工作流没有其他成功的运行`,
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
	overlayKeys: {compare: {commands: ['copy', 'pictures', 'compare']}},
	bindings: [bind('runs', 'compare', ['='], {footer: ['='], selected: 'run', when: 'pair'})],
	words: {
		compare: {
			en: ['compare', 'compare two marked runs, or with a success'],
			zh: ['对比', '对比标记的两次运行，或与一次成功的运行对比'],
		},
	},
	actions: {
		successFound: (state, {of, found, at}, {before}) =>
			found === null
				? withNotice(state, {kind: 'no-other-success'}, at)
				: openComparison(state, [found.run.id.exact, of], before),
	},
	derive(state, previous) {
		const {overlay} = state.view;
		const old = comparisonIn(previous.view.overlay, previous.preview);
		// An overlay about the selected run may take its place, and needs the run.
		const isOpen =
			comparisonIn(overlay, state.preview) !== null ||
			overlay?.kind === 'failure' ||
			overlay?.kind === 'order';
		return old === null || (isOpen && overlay !== old.behind)
			? state
			: forgetRuns(state, old.added, old.list);
	},
	notices: compareNotices,
	messages: {compare: {en: compareEn, zh: compareZh}},
} satisfies Feature;

/** Returns the comparison that is open, also behind the help or the pictures of its runs; null if none is. */
function comparisonIn(
	overlay: OverlayState | null,
	preview: State['preview'],
): OverlayOf<'compare'> | null {
	return overlay?.kind === 'help'
		? comparisonIn(overlay.behind, preview)
		: overlay?.kind === 'output'
			? comparisonIn(preview?.choice?.returnTo.overlay ?? null, null)
			: overlay?.kind === 'compare'
				? overlay
				: null;
}

function toggleComparison(state: State, at: number): HandlerResult {
	const {overlay: behind} = state.view;

	if (behind !== null && behind.kind !== 'history' && behind.kind !== 'failure') {
		return closeOverlay(state);
	}

	const old = historyTargets(state);
	const failed = behind?.kind === 'failure' ? state.runs.get(behind.id) : undefined;
	const marked = failed === undefined ? markedInSight(state) : [failed];
	const chosen = marked.length > 0 ? marked : targetRuns(state);
	const unsorted =
		behind?.kind === 'history'
			? old.map(({id, workflowId, phase}) => ({id: id.exact, workflowId, phase}))
			: chosen.map(({id, execution}) => ({id, ...execution}));
	// A failure is compared with the success at its left, however the two were chosen.
	const runs = unsorted.toSorted(
		(one, other) => Number(one.phase === 'failed') - Number(other.phase === 'failed'),
	);
	const [a, b] = runs;

	if (a === undefined || runs.length > 2) {
		return withNotice(state, {kind: 'not-two-marked'}, at);
	}

	return b === undefined ? compareWithSuccess(state, a, at) : openComparison(state, [a.id, b.id]);
}

/** Compares a run with the newest other one of its workflow that has succeeded: a watched one, or else one of the history. */
function compareWithSuccess(
	state: State,
	{id, workflowId}: {readonly id: RunOrderId; readonly workflowId?: ForeignText | null},
	at: number,
): HandlerResult {
	const workflow = workflowId?.exact;
	const isSuccess = ({id: other, execution}: Run) =>
		other !== id && execution?.phase === 'succeeded' && execution.workflowId?.exact === workflow;
	const endOf = ({execution}: Run) => execution?.terminalAt ?? 0;
	const found = workflow === undefined ? [] : [...state.runs.values()].filter(isSuccess);
	const [newest] = found.toSorted((a, b) => endOf(b) - endOf(a));

	if (newest !== undefined) {
		return openComparison(state, [newest.id, id]);
	}

	return workflow === undefined || state.replay !== null
		? withNotice(state, {kind: 'no-other-success'}, at)
		: {state, effects: [{type: 'findSuccess', of: id, workflowId: workflow}]};
}

/**
 * Opens the comparison in front of the list, the history or a failure card, and asks for inputs that are not known. Runs of the history are
 * in the list meanwhile, since their whole logs are requested. `before`: the state without them.
 */
function openComparison(state: State, ids: Pair<RunOrderId>, before = state): HandlerResult {
	const {overlay: behind, selected, filter} = before.view;
	const added = ids.filter(id => !before.runs.has(id));
	const old = historyTargets(state).filter(({id}) => added.includes(id.exact));
	const {state: opened, effects} = requestOrders(
		withView(state, {
			overlay: {kind: 'compare', ids, behind, added, list: {selected, filter}, scrollTop: 0},
		}),
		ids.filter(id => state.runs.get(id)?.inputs === null),
	);
	return {
		state: opened,
		effects: [...old.map(run => ({type: 'reopenRun', run}) as const), ...effects],
	};
}

function selectCompare({view: {overlay}, runs}: State): Comparison | null {
	const [a, b] = overlay?.kind === 'compare' ? overlay.ids.map(id => runs.get(id)) : [];
	return a === undefined || b === undefined ? null : compareRuns([a, b]);
}
