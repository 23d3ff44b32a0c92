import type {RunInputs} from '../../core/history.ts';
import type {Assets} from '../../core/output/asset.ts';
import {isNoLongerPolled, type Priorities, type RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
import type {ForeignText, SafeText} from '../../core/text/sanitize.ts';
import type {Poller} from '../../polling/poller.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {isInFront, movementRows, movements} from '../panes/index.ts';
import {closePrompt, openPrompt, promptFor} from '../prompt/index.ts';
import {deriveRuns, runActions, runUrgency} from './actions.ts';
import {foldNext, selectedRow, toggleFold} from './list.ts';
import {listEn, listZh, runNotices, statesEn, statesZh} from './messages.ts';
import {clearGaveUp} from './reduce.ts';
import {changeListSetting, nextSortKey, removeRuns, reverseSort, undoRemoval} from './saved.ts';
import {
	markAll,
	moveSelection,
	runListHeight,
	selectListed,
	targetRuns,
	toggleMark,
} from './selection.ts';
import {initialRuns, type RunsState, type RunsViewState} from './state.ts';

export {reduceRunsAdded, withInputs} from './actions.ts';
export {columnOf, inputKey} from './columns.ts';
export {filterRuns, parseBounds, runFilter, termColumns} from './filter.ts';
export {deriveAssets, runAssets} from './assets.ts';
export {distinctInputs, hasSameTitle, watchedTitleTexts} from './inputs.ts';
export {listedRuns, selectedRow, shortIds} from './list.ts';
export {statesEn, statesZh} from './messages.ts';
export {keepOnTop, lookedAtKey, needsUser, runNews, type RunNews} from './needs-me.ts';
export {
	applyOutcomes,
	applyNames,
	executionOf,
	executionOfOrder,
	newRun,
	withoutKeys,
} from './reduce.ts';
export {forgetRuns, labelOf, saveAdded, viewsOf} from './saved.ts';
export {
	keepSelectedRow,
	markedInSight,
	runInView,
	selectRun,
	selectedRun,
	selectInSight,
	selectListed,
	targetRuns,
} from './selection.ts';
export {defaultSort, sortKeyNames, sortText} from './sort.ts';
export {type RunRow} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		filter: NoArguments;
		drop: NoArguments;
		undo: NoArguments;
		sort: NoArguments;
		turn: NoArguments;
		'fold-runs': NoArguments;
		mark: NoArguments;
		'mark-all': NoArguments;
		'poll-now': NoArguments;
		pause: NoArguments;
	}

	interface Actions {
		runsAdded: {readonly ids: readonly ForeignText[]};
		/** The inputs of runs were loaded from the history. */
		inputsKept: {readonly inputs: readonly RunInputs[]};
		/** Assets were loaded from the history. */
		assetsKept: {readonly assets: Assets};
	}

	interface Effects {
		watch: {readonly ids: readonly RunOrderId[]};
		unwatch: {readonly id: RunOrderId};
		prioritize: Priorities;
		pollNow: {readonly id: RunOrderId};
		pause: {readonly paused: boolean};
		/** Sends requests again after the service has refused the key. */
		retryKey: NoArguments;
		/** Loads the inputs of runs, from the history or else the service, for the actions `inputsKept` and `orderLoaded`. */
		readInputs: {readonly ids: readonly RunOrderId[]};
		/** Loads assets likewise, for the actions `assetsKept` and `assetLoaded`. */
		readAssets: {readonly ids: readonly string[]};
	}

	interface StateParts extends RunsState {}

	interface ViewParts extends RunsViewState {}

	interface StateOptions {
		saved?: SavedState;
		/** Whether runs of the account are searched for, instead of only watching those that the user names. */
		discovering?: boolean;
		/** The command line options that limit which runs are discovered, such as `--status failed`; null without any. */
		narrowedBy?: SafeText | null;
		/** The columns of the run list; undefined or empty for the usual ones. */
		columns?: readonly string[] | undefined;
		/** The order of the run list if the user has not chosen another. */
		sort?: SavedState['sort'] | undefined;
		/** The views of the run list that the config names. */
		views?: SavedState['views'];
	}

	interface Prompts {
		filter: NoArguments;
	}

	interface Services {
		/** Undefined in a replay, which sends no requests. */
		readonly poller?: Poller;
	}
}

export const runs = {
	commands: {
		...movements((state, movement) =>
			isInFront(state, 'runs')
				? moveSelection(state, movementRows(movement, runListHeight(state)))
				: null,
		),
		back(state) {
			const prompt = promptFor(state, 'filter');

			if (prompt !== null) {
				return withView(closePrompt(state), {filter: prompt.before.trim()});
			}

			const hasMarks = isInFront(state, 'runs') && state.view.marked.size > 0;
			return hasMarks ? withView(state, {marked: new Set()}) : null;
		},
		enter(state) {
			const row = isInFront(state, 'runs') ? selectedRow(state) : null;
			return row === null || row.fold === null ? null : toggleFold(state, row.id);
		},
		'fold-runs': foldNext,
		submit: state =>
			promptFor(state, 'filter') === null ? null : selectListed(closePrompt(state)),
		filter: state => openPrompt(state, 'filter'),
		drop: (state, _, at) => removeRuns(state, targetRuns(state), at),
		undo: (state, _, at) => undoRemoval(state, at),
		set: changeListSetting,
		sort: nextSortKey,
		turn: reverseSort,
		mark: toggleMark,
		'mark-all': markAll,
		/** Polls the runs at once, even if their polling has stopped after failures. After a refusal of the key, polls all runs. */
		'poll-now'(state, _, at) {
			if (state.denied !== null && state.replay === null) {
				const refused = [...state.runs.values()].flatMap(({id, polling}) =>
					polling.gaveUp === 'denied' ? [id] : [],
				);
				const accepted = clearGaveUp(state.runs, refused);
				return {
					state: withNotice({...state, denied: null, runs: accepted}, {kind: 'trying-key'}, at),
					effects: [{type: 'retryKey'}],
				};
			}

			const ids = targetRuns(state).map(({id}) => id);
			const retried = {...state, runs: clearGaveUp(state.runs, ids)};
			return ids.length === 0
				? state
				: {
						state: withNotice(retried, {kind: 'polling-now', count: ids.length}, at),
						effects: ids.map(id => ({type: 'pollNow', id})),
					};
		},
		pause(state, _, at) {
			const paused = !state.paused;
			return {
				state: withNotice({...state, paused}, {kind: paused ? 'paused' : 'resumed'}, at),
				effects: [{type: 'pause', paused}],
			};
		},
	},
	bindings: [
		bind('everywhere', 'filter', ['/'], {footer: ['/']}),
		bind('runs', 'enter', ['enter'], {footer: ['enter']}),
		bind('runs', 'drop', ['-', 'del'], {footer: ['-'], selected: 'marks'}),
		bind('runs', 'undo', ['u']),
		bind('runs', 'sort', ['s']),
		bind('runs', 'turn', ['S']),
		bind('runs', 'fold-runs', ['F']),
		bind('runs', 'mark', ['space'], {footer: ['space']}),
		bind('runs', 'mark-all', ['ctrl+a']),
		bind('everywhere', 'poll-now', ['r'], {reach: 'overlays'}),
		bind('everywhere', 'pause', ['P'], {reach: 'overlays'}),
	],
	words: {
		filter: {
			en: ['filter', 'filter by id, title, input, status or error'],
			zh: ['筛选', '按单号、标题、输入、状态或错误筛选'],
		},
		drop: {
			en: ['remove', 'remove from the list; the run is not affected'],
			zh: ['移除', '从列表移除（运行不受影响）'],
		},
		sort: {en: ['sort', 'sort by the next column'], zh: ['排序', '切换排序列']},
		turn: {en: ['reverse', 'reverse sort'], zh: ['反序', '反向排序']},
		undo: {en: ['undo', 'bring back what was removed last'], zh: ['撤销', '撤销移除']},
		'fold-runs': {
			en: ['fold', 'fold by workflow or cause of failure'],
			zh: ['折叠', '按工作流或失败原因折叠'],
		},
		mark: {
			en: ['mark', 'mark or unmark, and step down'],
			zh: ['标记', '标记或取消标记，并下移一行'],
		},
		'mark-all': {
			en: ['mark all', 'mark all runs that the filter shows'],
			zh: ['全部标记', '标记筛选出的所有运行'],
		},
		'poll-now': {en: ['poll now', 'poll the run now'], zh: ['立即查询', '立即查询此运行']},
		pause: {en: ['pause', 'pause or resume polling'], zh: ['暂停', '暂停或恢复查询']},
	},
	initial: initialRuns,
	effects: {
		watch: ({ids}, {poller}) => poller?.watch(ids),
		unwatch: ({id}, {poller}) => poller?.unwatch(id),
		prioritize: ({selected, inSight}, {poller}) => poller?.prioritize({selected, inSight}),
		pollNow: ({id}, {poller}) => poller?.pollNow(id),
		pause: ({paused}, {poller}) => poller?.pause(paused),
		retryKey: (_, {poller}) => poller?.retryKey(),
		readInputs: (effect, {historyKeeper}) => historyKeeper?.readInputs(effect),
		readAssets: (effect, {historyKeeper}) => historyKeeper?.readAssets(effect),
	},
	actions: runActions,
	derive: deriveRuns,
	urgency: runUrgency,
	needsTime: state => [...state.runs.values()].some(one => !isNoLongerPolled(one)),
	notices: runNotices,
	messages: {list: {en: listEn, zh: listZh}, states: {en: statesEn, zh: statesZh}},
} satisfies Feature;
