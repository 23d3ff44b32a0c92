import {memoizeByObject} from '../../core/memoize.ts';
import {countPhases} from '../../core/money/totals.ts';
import {runState, type RunState} from '../../core/run-state.ts';
import type {RunOrderId} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';

/** Why a run needs the user. */
export type RunTrouble = Extract<RunState, 'failed' | 'stalled' | 'late'>;

/** The failed, stalled and late runs, whether or not the user has looked at them. */
export const troubledRuns = memoizeByObject(
	(runs: State['runs']): ReadonlyMap<RunOrderId, RunTrouble> =>
		new Map(
			[...runs.values()].flatMap(run => {
				const state = runState(run);
				const isTrouble = state === 'failed' || state === 'stalled' || state === 'late';
				return isTrouble ? [[run.id, state] as const] : [];
			}),
		),
);

/** Counts the runs by phase, and those of them that are stalled or late. */
export const countRunStates = memoizeByObject((runs: State['runs']) => {
	const troubles = [...troubledRuns(runs).values()];
	return {
		counts: countPhases(runs.values()),
		stalled: troubles.filter(trouble => trouble === 'stalled').length,
		late: troubles.filter(trouble => trouble === 'late').length,
	};
});

/** The key in `lookedAt`. A run that was looked at while it was stalled counts again when it fails. */
export function lookedAtKey(trouble: RunTrouble, id: RunOrderId): string {
	return `${trouble}:${id}`;
}

/** Returns the runs of the list that need the user: those that failed, are stalled or late, and were not looked at. */
export function needsMeIds({runs, view}: Pick<State, 'runs' | 'view'>): ReadonlySet<RunOrderId> {
	return neededIds(runs, view.lookedAt);
}

const neededIds = memoizeByObject(
	(runs: State['runs'], lookedAt: ReadonlySet<string>): ReadonlySet<RunOrderId> =>
		new Set(
			[...troubledRuns(runs)].flatMap(([id, trouble]) =>
				lookedAt.has(lookedAtKey(trouble, id)) ? [] : [id],
			),
		),
);

/**
 * Keeps the runs that need the user, and those that did until the user looked at them, at the top of the usual order, so
 * that a row does not move because it was looked at.
 */
export function keepOnTop(state: State): State {
	const troubled = troubledRuns(state.runs);
	const gone = [...state.view.onTop].filter(id => !troubled.has(id));
	const left = withMembers(state.view.onTop, gone, false);
	return withView(state, {onTop: withMembers(left, needsMeIds(state), true)});
}
