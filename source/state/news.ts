import {countErrors} from '../domain/log-book.ts';
import {isFinal, type Run, type RunOrderId} from '../domain/run.ts';
import {contentHeight} from './layout.ts';
import {listedRuns} from './list.ts';
import {selectedRun} from './selected-run.ts';
import type {State} from './state.ts';
import type {Step} from './step.ts';
import {logsInSight, seesEnd} from './unread.ts';
import {withView} from './with-view.ts';

/** How far the reader has seen a run: so many errors of its log, so many outputs, and whether he knows that it is over. */
export type SeenOfRun = {
	readonly errors: number;
	readonly outputs: number;
	readonly ended: boolean;
};

/** What of a run the reader has not seen: how many errors and outputs, and whether it ended since he looked. */
export type News = SeenOfRun;

const nothing: SeenOfRun = {errors: 0, outputs: 0, ended: false};

/**
 * What is news of a run. A run that was over when it was first heard of has none: nothing of it has happened since.
 * Errors are seen where the log's end is followed on the screen, outputs where their pane is, the end where any pane of
 * the run is; under an overlay, and while the terminal's window has no focus, nothing is seen.
 */
export function newsOf({view}: State, run: Run): News {
	const seen = view.seen.get(run.id);

	if (seen === undefined) {
		return nothing;
	}

	const all = everythingOf(run);
	return {
		errors: Math.max(0, all.errors - seen.errors),
		outputs: Math.max(0, all.outputs - seen.outputs),
		ended: all.ended && !seen.ended,
	};
}

/** The step, with what the reader sees now counted as seen. */
export function settleNews({state, effects}: Step, previous: State): Step {
	// Without a screen nobody looks.
	if (state === previous || state.view.size.columns === 0) {
		return {state, effects};
	}

	const changes = new Map([...heardOf(state, previous), ...lookedAt(state)]);
	const news = [...changes].filter(([id, seen]) => !isSame(state.view.seen.get(id), seen));
	return {
		state:
			news.length === 0 ? state : withView(state, {seen: new Map([...state.view.seen, ...news])}),
		effects,
	};
}

/** Runs that were heard of for the first time, and those that are further back than they were (as in a replay). */
function* heardOf(state: State, previous: State): Iterable<[RunOrderId, SeenOfRun]> {
	if (state.runs === previous.runs) {
		return;
	}

	for (const run of state.runs.values()) {
		if (run.execution === null || run === previous.runs.get(run.id)) {
			continue;
		}

		const all = everythingOf(run);
		const seen = state.view.seen.get(run.id) ?? (all.ended ? all : nothing);
		yield [run.id, least(seen, all)];
	}
}

/** Asked with every answer, so the list is only made where a filter could have left nothing of it. */
function nothingIsListed(state: State): boolean {
	return state.view.filter !== '' && listedRuns(state).length === 0;
}

/** What is in sight of the selected run; and of the log of all runs, of each of them. */
function* lookedAt(state: State): Iterable<[RunOrderId, SeenOfRun]> {
	const {size, focus, zoomed, overlay, away, timeline} = state.view;
	const run = selectedRun(state);

	if (
		run === null ||
		run.execution === null ||
		overlay !== null ||
		away ||
		nothingIsListed(state)
	) {
		return;
	}

	const inSight = (pane: 'detail' | 'log' | 'outputs'): boolean =>
		contentHeight(size, focus, zoomed, pane, timeline) > 0;
	const all = everythingOf(run);
	const readers = seesEnd(state) ? logsInSight(state) : [];
	const outputs = inSight('outputs');

	for (const read of readers) {
		const seen = state.view.seen.get(read.id);

		// Of one that was just heard of it is not known yet what is news.
		if (read !== run && seen !== undefined) {
			yield [read.id, {...seen, errors: countErrors(read.log)}];
		}
	}

	const seen = state.view.seen.get(run.id) ?? (all.ended ? all : nothing);
	yield [
		run.id,
		{
			errors: readers.includes(run) ? all.errors : Math.min(seen.errors, all.errors),
			outputs: outputs ? all.outputs : Math.min(seen.outputs, all.outputs),
			ended: outputs || inSight('detail') || inSight('log') ? all.ended : seen.ended && all.ended,
		},
	];
}

function everythingOf({log, execution}: Run): SeenOfRun {
	return {
		errors: countErrors(log),
		outputs: execution?.outputs.length ?? 0,
		ended: execution !== null && isFinal(execution.phase),
	};
}

function least(a: SeenOfRun, b: SeenOfRun): SeenOfRun {
	return {
		errors: Math.min(a.errors, b.errors),
		outputs: Math.min(a.outputs, b.outputs),
		ended: a.ended && b.ended,
	};
}

function isSame(a: SeenOfRun | undefined, b: SeenOfRun): boolean {
	return a?.errors === b.errors && a.outputs === b.outputs && a.ended === b.ended;
}
