import {failureCard} from '../../core/failure-card.ts';
import {listedWatched} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanName, type SafeText} from '../../core/text/sanitize.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {dependsOnSeen, dependsOnTime, filterRuns} from './filter.ts';
import {sortRuns} from './sort.ts';
import {runFolds, type Fold, type ListRow, type RunFold} from './state.ts';

const none: ReadonlySet<RunOrderId> = new Set();

/** How often a list is filtered again whose filter contains a time, like `ended:<24h`. */
const refreshMs: Duration = 60_000;

const listCache = memoizeByObject(
	(_runs: State['runs'], ..._rest: readonly unknown[]): {runs: readonly Run[] | null} => ({
		runs: null,
	}),
);

/**
 * Returns the filtered and sorted runs. They are computed again when something changes that they depend on; the time
 * counts only if the filter has one, so that rows move only when a state changes.
 */
export function sortedRuns(state: State): readonly Run[] {
	const {runs, view, saved, now} = state;
	const {filter, lookedAt, selected} = view;
	const onTop = saved.sort.key === 'needs-me' ? view.onTop : none;
	const cached = listCache(
		runs,
		filter,
		saved.sort,
		view.marked,
		onTop,
		saved.labels,
		...(dependsOnTime(filter) ? [Math.floor(now / refreshMs)] : []),
		...(dependsOnSeen(filter) ? [lookedAt, selected] : []),
	);

	if (cached.runs === null) {
		const all = [...runs.values()].map(run => listedWatched(run, saved.labels.get(run.id) ?? null));
		const sorted = sortRuns(filterRuns(all, filter, now, state), saved.sort, now, onTop);
		cached.runs = sorted.flatMap(({run}) => run ?? []);
	}

	return cached.runs;
}

/** Returns the filtered runs in the order of the list: sorted, but for the run that has kept its row. */
export function listedRuns(state: State): readonly Run[] {
	const {keptRow, fold} = state.view;
	const sorted = sortedRuns(state);
	return fold === 'none' && keptRow !== null ? withKeptRow(sorted, keptRow) : sorted;
}

const withKeptRow = memoizeByObject(
	(runs: readonly Run[], {id, index}: NonNullable<State['view']['keptRow']>) => {
		const at = runs.findIndex(run => run.id === id);
		const run = runs[at];
		return run === undefined || index === -1 || index === at
			? runs
			: runs.toSpliced(at, 1).toSpliced(index, 0, run);
	},
);

/** Returns the rows of the run list. Folds are in the order of their first runs. */
export function listedRows(state: State): readonly ListRow[] {
	return rowsOf(listedRuns(state), state.view.fold, state.view.openFolds);
}

const rowsOf = memoizeByObject(
	(runs: readonly Run[], by: RunFold, openFolds: ReadonlySet<string>): readonly ListRow[] => {
		const toRow = (run: Run, isInFold = false): ListRow => ({
			id: run.id,
			run,
			fold: null,
			isInFold,
		});

		if (by === 'none') {
			return runs.map(run => toRow(run));
		}

		const groups = Map.groupBy(runs, run => foldKeys[by](run) ?? run.id);
		return [...groups].flatMap(([key, group]) => {
			const [run] = group;

			if (run === undefined || group.length === 1) {
				return group.map(each => toRow(each));
			}

			// No run has an id with a space.
			const id = `${by} ${key}`;
			const isOpen = openFolds.has(id);
			return [
				{id, run, fold: {by, runs: group, isOpen}, isInFold: false},
				...(isOpen ? group.map(each => toRow(each, true)) : []),
			];
		});
	},
);

/** What the runs of a fold have in common; null for a run that is in no fold. */
const foldKeys: Readonly<Record<Fold['by'], (run: Run) => string | null>> = {
	workflow: ({execution}) => execution?.workflowId?.exact ?? null,
	failure(run) {
		const cause = failureCause(run);
		return cause === null ? null : `${cause.kind} ${cause.node ?? ''}`;
	},
};

/**
 * Returns why and in which node a run failed; null if it did not fail. Failures of the same `kind` have the same cause:
 * where the program does not know the cause, their reasons differ at most in numbers.
 */
export function failureCause(run: Run) {
	const card = run.execution?.phase === 'failed' ? failureCard(run) : null;

	if (card === null) {
		return null;
	}

	const reason = card.error?.reason?.safe ?? card.first?.message.safe ?? null;
	return {
		advice: card.advice,
		kind: card.advice === 'unknown' ? (reason ?? '').replaceAll(/\d+/g, '0') : card.advice,
		reason,
		node: card.node?.node.safe ?? null,
	};
}

/**
 * Returns the row of the selected run: that of the fold if the user has selected the fold, or if it is closed. Null if the
 * filter hides the run.
 */
export function selectedRow(state: State): ListRow | null {
	const {selected, selectedFold} = state.view;
	const rows = listedRows(state);
	return (
		rows.find(({id}) => id === selectedFold) ??
		rows.find(({id}) => id === selected) ??
		rows.find(({fold}) => fold?.runs.some(({id}) => id === selected) === true) ??
		null
	);
}

/** Folds by the next of `runFolds`. */
export function foldNext(state: State): State {
	const fold = runFolds[runFolds.indexOf(state.view.fold) + 1] ?? 'none';
	return withView(state, {fold, openFolds: new Set(), selectedFold: null, topRun: null});
}

/** Opens or closes the fold with the row `id`. */
export function toggleFold(state: State, id: string): State {
	const openFolds = new Set(state.view.openFolds);

	if (!openFolds.delete(id)) {
		openFolds.add(id);
	}

	return withView(state, {openFolds, selectedFold: id});
}

/** Matches the prefix that all ids of the service have. Short ids leave it out. */
const prefix = /^wfrun_(?=.)/s;
const minLength = 4;

/** Returns a short form of each id: its start after `wfrun_`, as long as is needed to tell all of them apart. */
export const shortIds = memoizeByObject(
	(runs: State['runs']): ReadonlyMap<RunOrderId, SafeText> => {
		const bodies = [...runs.values()].map(({id, safeId}) => ({
			id,
			body: safeId.replace(prefix, ''),
		}));
		const distinct = new Set(bodies.map(({body}) => body)).size;
		let length = minLength;

		while (new Set(bodies.map(({body}) => body.slice(0, length))).size < distinct) {
			length++;
		}

		return new Map(bodies.map(({id, body}) => [id, cleanName(body.slice(0, length))]));
	},
);
