import type {HistoryRun} from '../../core/history.ts';
import {isLow} from '../../core/money/balance.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import {isBudgetPassed} from '../money/index.ts';
import {listedRuns, lookedAtKey, troubledRuns, type RunTrouble} from '../runs/index.ts';

/** Something that needs the user. `key` is its key in `lookedAt`. */
type Need = {readonly key: string} & (
	| {readonly kind: 'budget' | 'low-balance'}
	| {readonly kind: RunTrouble; readonly id: RunOrderId}
	/** A run that is not in the list, and was not removed from it. It failed while nobody watched. */
	| {readonly kind: 'missed'; readonly id: RunOrderId; readonly run: HistoryRun}
);

/** Returns everything that needs the user or did so before the user looked at it, in any order. */
export function allNeeds(state: State): readonly Need[] {
	const {runs, saved, history, balance, lowBalance} = state;
	return [
		...(isBudgetPassed(state) ? [{kind: 'budget', key: 'budget'} as const] : []),
		...(isLow(balance.latest, lowBalance) ? [{kind: 'low-balance', key: 'balance'} as const] : []),
		...[...troubledRuns(runs)].map(([id, kind]): Need => ({kind, key: lookedAtKey(kind, id), id})),
		...history.missed.flatMap((run): readonly Need[] => {
			const id = run.order.id.exact;
			return runs.has(id) || saved.dropped.has(id)
				? []
				: [{kind: 'missed', key: lookedAtKey('failed', id), id, run}];
		}),
	];
}

/**
 * Returns what needs the user: failures, stalled and late runs, an exceeded budget and a low balance, unless the user has
 * looked at it.
 */
export function needsMe(state: State): readonly Need[] {
	return allNeeds(state).filter(({key}) => !state.view.lookedAt.has(key));
}

const ranks: Readonly<Record<Need['kind'], number>> = {
	budget: 0,
	'low-balance': 0,
	failed: 1,
	stalled: 1,
	late: 1,
	missed: 2,
};

/** Returns what to look at next: money first, then the runs in the order of the list, then those outside of it. */
export function nextNeed(state: State): Need | null {
	const places = new Map(listedRuns(state).map(({id}, index) => [id, index]));
	const placeOf = (need: Need) => ('id' in need ? (places.get(need.id) ?? places.size) : 0);
	const [next = null] = needsMe(state).toSorted(
		(a, b) => ranks[a.kind] - ranks[b.kind] || placeOf(a) - placeOf(b),
	);
	return next;
}
