import type {KeptResponse} from '../../api/wire/kept-response.ts';
import type {Absence, HistoryPage, HistoryQuery, HistoryRun} from '../../core/history.ts';
import {listedFromHistory, listedRunId, type ListedRun} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import type {ListSort, StorageProblem} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import {historySortKeys} from '../../storage/history-queries.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {andThen, type HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {listOverlay, type ListModel, type ListState} from '../list-overlay/index.ts';
import {defaultSort, executionOf, reduceRunsAdded, selectInSight} from '../runs/index.ts';
import type {HistoryKeeper} from './keeper.ts';
import {historyEn, historyNotices, historyZh} from './messages.ts';
import {parseHistoryQuery} from './query.ts';

/** `kept`: the newest response of the run; null if it was never watched. */
type ReopenedRun = {readonly run: HistoryRun; readonly kept: KeptResponse | null};

/** The overlay: a part of the history that the filter finds. */
type HistoryList = ListState & {
	/** The loaded runs, in the order of the sort. */
	readonly runs: readonly HistoryRun[];
	/** The number of all runs that match. */
	readonly count: number;
	readonly problem: StorageProblem | null;
};

declare module '../../store/registry.ts' {
	interface Commands {
		history: NoArguments;
	}

	interface Overlays {
		history: {
			readonly state: HistoryList;
			readonly model: ListModel<ListedRun> & {readonly sort: ListSort};
		};
	}

	interface Actions {
		/** A query for runs of the history has succeeded. `offset`: that of the query. */
		historyFound: {readonly page: HistoryPage; readonly offset?: number};
		historyFailed: {readonly problem: StorageProblem};
		/** `found`: null if no run of the workflow of the run `of` has succeeded. */
		successFound: {readonly of: RunOrderId; readonly found: ReopenedRun | null};
		/** The user opened a run of the history. */
		runReopened: ReopenedRun;
		/**
		 * The run list was read back to the last visit, so what happened since then is known. `missed`: the newest runs
		 * that failed while nobody watched, and were not looked at. `absence` is null at the first start.
		 */
		absenceKnown: {readonly absence: Absence | null; readonly missed: readonly ReopenedRun[]};
	}

	interface Effects {
		/** Finds the newest run of a workflow, except `of`, that has succeeded, for the action `successFound`. */
		findSuccess: {readonly of: RunOrderId; readonly workflowId: string};
		/** Finds runs of the history. The action `historyFound` has the result, and comes before any other action. */
		findRuns: {readonly query: HistoryQuery};
		/** Loads the kept response of a run for the action `runReopened`. The run counts as looked at. */
		reopenRun: {readonly run: HistoryRun};
		/** The user has looked at a run that failed while nobody watched. */
		markSeen: {readonly id: RunOrderId};
	}

	interface Services {
		/** Undefined if nothing is kept. */
		readonly historyKeeper?: HistoryKeeper;
	}

	interface StateParts {
		history: {
			/** The filter and the sort of the overlay when it was open last. */
			readonly filter: string;
			readonly sort: ListSort;
		};
	}

	interface Prompts {
		history: NoArguments;
	}
}

/** How many runs are loaded at first, and added when the selection nears the end. A tall screen shows fewer. */
const pageSize = 200;
/** The most runs that are loaded again when a run ends, within the time of a key: 1,000 take 30 ms. */
const maxReloaded = 1000;

const listedRuns = memoizeByObject((runs: readonly HistoryRun[]) =>
	runs.map(run => listedFromHistory(run)),
);

const {select, ...list} = listOverlay<'history', ListedRun>({
	kind: 'history',
	purpose: 'history',
	isBrowsed: true,
	rows: (_, {runs}) => listedRuns(runs),
	idOf: listedRunId,
	rowsAbove: 1,
	// The first one is opened last, and so is selected.
	submit(state): HandlerResult {
		const runs = historyTargets(state).toReversed();
		return {
			state: runs.length === 0 ? state : list.close(state),
			effects: runs.map(run => ({type: 'reopenRun', run})),
		};
	},
	changed: (state, isNewFilter): HandlerResult => (isNewFilter ? search(state) : loadMore(state)),
});

/** Every run that is known to have ended, also in earlier sessions. */
export const history = {
	...list,
	commands: {
		...list.commands,
		history(state, _, at) {
			if (list.opened(state) !== null) {
				return list.close(state);
			}

			return state.replay === null
				? list.open(state, {runs: [], count: 0, problem: null}, state.history.filter)
				: withNotice(state, {kind: 'no-history'}, at);
		},
		sort(state) {
			const next = historySortKeys.indexOf(state.history.sort.key) + 1;
			return sortBy(state, defaultSort(historySortKeys[next] ?? 'ended'));
		},
		turn(state) {
			const {key, descending} = state.history.sort;
			return sortBy(state, {key, descending: !descending});
		},
		copy(state) {
			const ids = list.targets(state).map(({id}) => id);
			const text = ids.map(({exact}) => exact).join('\n');
			return ids[0] === undefined
				? list.opened(state) && state
				: {state, effects: [{type: 'copy', text, what: ids[0].safe, runs: ids.length}]};
		},
	},
	overlayKeys: {
		history: {
			title: {en: 'History', zh: '历史'},
			commands: ['enter', 'filter', 'mark', 'sort', 'copy', 'compare', 'mark-all', 'turn'],
		},
	},
	overlays: {
		history: (state, overlay) => ({...select(state, overlay), sort: state.history.sort}),
	},
	bindings: [bind('everywhere', 'history', ['H'], {reach: 'overlays'})],
	words: {
		history: {
			en: ['history', 'runs that have ended, searchable'],
			zh: ['历史', '已结束的运行，可搜索'],
		},
	},
	effects: {
		findSuccess: (effect, {historyKeeper}) => historyKeeper?.findSuccess(effect),
		findRuns: (effect, {historyKeeper}) => historyKeeper?.findRuns(effect),
		reopenRun: (effect, {historyKeeper}) => historyKeeper?.reopenRun(effect),
		markSeen: (effect, {historyKeeper}) => historyKeeper?.markSeen(effect),
	},
	initial: () => ({
		state: {history: {filter: '', sort: defaultSort('ended')}},
	}),
	actions: {
		...list.actions,
		historyFound(state, {page: {runs, count}, offset = 0}) {
			const {runs: before = [], count: counted = 0} = list.opened(state) ?? {};
			// A run that has ended meanwhile moves the others into the next page.
			const byId = new Map([...before.slice(0, offset), ...runs].map(run => [run.id.exact, run]));
			return list.keepInPlace(
				list.withList(state, {
					runs: [...byId.values()],
					count: offset === 0 ? count : counted,
					problem: null,
				}),
				state,
			);
		},
		historyFailed(state, {problem, at}) {
			const failed = list.withList(state, {problem});
			// At the start, this notice says more about the same file.
			return state.view.notice?.notice.kind === 'storage'
				? failed
				: withNotice(failed, {kind: 'history-failed', problem}, at);
		},
		polled: (state, {outcomes}, {before}) =>
			outcomes.some(({id}) => isNewlyEnded(id, state, before)) ? reload(state) : state,
		successFound: (state, {found, at}) => addFromHistory(state, found === null ? [] : [found], at),
		runReopened: (state, {run, kept, at}) =>
			andThen(addFromHistory(state, [{run, kept}], at), added =>
				selectInSight(added, run.id.exact),
			),
		absenceKnown(state, {absence, missed, at}) {
			const noticed =
				absence === null || absence.ended === 0
					? state
					: withNotice(state, {kind: 'since-last-visit', absence, now: at}, at);
			// In the list until the next start, so that the header counts what the list shows; not beside named runs.
			const isAdded = (id: RunOrderId) => state.discovery !== null && !state.saved.dropped.has(id);
			const wanted = missed.filter(({run: {id}}) => state.runs.has(id.exact) || isAdded(id.exact));
			return andThen(addFromHistory(noticed, wanted, at), reload);
		},
		readBackEnded: state => reload(state),
	},
	notices: historyNotices,
	messages: {history: {en: historyEn, zh: historyZh}},
} satisfies Feature;

/** Returns the runs of the open history that a command acts on: the marked ones in sight of the filter, or else the selected. */
export function historyTargets(state: State): readonly HistoryRun[] {
	const ids = new Set(list.targets(state).map(listedRunId));
	return (list.opened(state)?.runs ?? []).filter(({id}) => ids.has(id.exact));
}

/** Returns the runs of the open history to look through: the marked ones in sight of the filter, or else all loaded ones. */
export function historyRuns(state: State): readonly HistoryRun[] {
	const {runs = [], marked} = list.opened(state) ?? {};
	const chosen = runs.filter(({id}) => marked?.has(id.exact));
	return chosen.length === 0 ? runs : chosen;
}

/** Finds runs for a new filter or sort, and selects the first one. */
function search(state: State): HandlerResult {
	const filter = list.opened(state)?.filter ?? '';
	const searched = list.withList(state, {selected: null, scrollTop: 0});
	return load({...searched, history: {...state.history, filter}}, {limit: pageSize});
}

function sortBy(state: State, sort: ListSort): HandlerResult | null {
	const sorted = {...state, history: {...state.history, sort}};
	return list.opened(state) && search(sorted);
}

/** Loads more runs near the end of the loaded ones. */
function loadMore(state: State): HandlerResult {
	const overlay = list.opened(state);
	return overlay !== null && overlay.runs.length < overlay.count && list.isNearEnd(state)
		? load(state, {offset: overlay.runs.length, limit: pageSize})
		: state;
}

/** Loads the runs of an open history again. A list that was scrolled far stays as it is: that would take too long. */
function reload(state: State): HandlerResult {
	const loaded = list.opened(state)?.runs.length ?? 0;
	return loaded > maxReloaded ? state : load(state, {limit: Math.max(pageSize, loaded)});
}

function load(state: State, part: Pick<HistoryQuery, 'limit' | 'offset'>): HandlerResult {
	const overlay = list.opened(state);

	if (overlay === null) {
		return state;
	}

	const {conditions} = parseHistoryQuery(overlay.filter, state.now);
	const query = {...conditions, ...part, sort: state.history.sort};
	return {state, effects: [{type: 'findRuns', query}]};
}

function isNewlyEnded(id: RunOrderId, {runs}: State, {runs: before}: State): boolean {
	const [old, run] = [before.get(id), runs.get(id)];
	return run !== undefined && hasEnded(run) && (old === undefined || !hasEnded(old));
}

/** Adds runs of the history to the list, and polls each once: the service may have its whole log. */
function addFromHistory(state: State, found: readonly ReopenedRun[], at: Instant): HandlerResult {
	const runs = found.map(({run, kept}) => ({
		id: run.id,
		title: run.title,
		kept: {inputs: run.inputs, ...(kept ?? {execution: executionOf(run)})},
	}));
	return reduceRunsAdded(state, runs, at);
}
