import {memoizeByObject} from '../../core/memoize.ts';
import {countPhases} from '../../core/money/totals.ts';
import {runState, type RunState} from '../../core/run-state.ts';
import {hasEnded, type RunOrderId} from '../../core/run.ts';
import {withMembers} from '../../core/saved-state.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';

/** What is new of a run until the user looks at it: why it needs them, or else that it has ended. */
export type RunNews = Extract<RunState, 'failed' | 'stalled' | 'late'> | 'ended';

/** The news of all runs, whether or not the user has looked at them. */
export const runNews = memoizeByObject(
	(runs: State['runs']): ReadonlyMap<RunOrderId, RunNews> =>
		new Map(
			[...runs.values()].flatMap(run => {
				const state = runState(run);
				const needs = state === 'failed' || state === 'stalled' || state === 'late';
				return needs || hasEnded(run) ? [[run.id, needs ? state : 'ended'] as const] : [];
			}),
		),
);

export function needsUser(news: RunNews | undefined): boolean {
	return news !== undefined && news !== 'ended';
}

/** Counts the runs by phase, and those of them that are stalled or late. */
export const countRunStates = memoizeByObject((runs: State['runs']) => {
	const news = [...runNews(runs).values()];
	return {
		counts: countPhases(runs.values()),
		stalled: news.filter(kind => kind === 'stalled').length,
		late: news.filter(kind => kind === 'late').length,
	};
});

/** The key in `lookedAt`. A run that was looked at while it was stalled counts again when it fails. */
export function lookedAtKey(news: RunNews, id: RunOrderId): string {
	return `${news}:${id}`;
}

/** Returns the news that the user has not looked at. */
export function newsToLookAt({
	runs,
	view: {lookedAt},
}: Pick<State, 'runs' | 'view'>): ReadonlyMap<RunOrderId, RunNews> {
	return withoutLookedAt(runNews(runs), lookedAt);
}

const withoutLookedAt = memoizeByObject(
	(news: ReadonlyMap<RunOrderId, RunNews>, lookedAt: ReadonlySet<string>) =>
		new Map([...news].filter(([id, kind]) => !lookedAt.has(lookedAtKey(kind, id)))),
);

/** Whether the run ended or failed, and was not looked at since. */
export function isUnseen(state: Pick<State, 'runs' | 'view'>, id: RunOrderId): boolean {
	const news = newsToLookAt(state).get(id);
	return news === 'ended' || news === 'failed';
}

/**
 * Keeps the runs that need the user, and those that did until the user looked at them, at the top of the usual order, so
 * that a row does not move because it was looked at.
 */
export function keepOnTop(state: State): State {
	const news = runNews(state.runs);
	const gone = [...state.view.onTop].filter(id => !needsUser(news.get(id)));
	const left = withMembers(state.view.onTop, gone, false);
	const needed = [...newsToLookAt(state)].flatMap(([id, kind]) => (needsUser(kind) ? [id] : []));
	return withView(state, {onTop: withMembers(left, needed, true)});
}
