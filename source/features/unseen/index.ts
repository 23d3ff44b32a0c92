import {emptyLog, errorsOf} from '../../core/log/run-log.ts';
import {lowerBound} from '../../core/lower-bound.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Feature} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {seesEnd, selectLogViewport} from '../log/index.ts';
import {contentHeight} from '../panes/index.ts';
import {
	capSeen,
	nothingSeen,
	selectedRun,
	totalsOf,
	unseenOf,
	withErrors,
	type SeenOfRun,
} from '../runs/index.ts';

/** Tracks which errors, outputs and ends of runs the user has seen. The run list shows the number of unseen ones. */
export const unseen = {derive: deriveUnseen} satisfies Feature;

function deriveUnseen(state: State, previous: State): State {
	// Without a screen, the user sees nothing.
	if (state === previous || state.view.size.columns === 0) {
		return state;
	}

	const changes = new Map([...newOrRewoundRuns(state, previous), ...runsInView(state)]);
	const changed = [...changes].filter(([id, seen]) => !isSame(state.view.seen.get(id), seen));
	return changed.length === 0
		? state
		: withView(state, {seen: new Map([...state.view.seen, ...changed])});
}

/**
 * Yields what the user has seen of each changed run. A run that has ended at its first response counts as seen. If a
 * replay went back to an earlier time, `capSeen` removes what the run does not contain any more.
 */
function* newOrRewoundRuns(state: State, previous: State): Iterable<[RunOrderId, SeenOfRun]> {
	if (state.runs === previous.runs) {
		return;
	}

	for (const run of state.runs.values()) {
		if (run.execution === null || run === previous.runs.get(run.id)) {
			continue;
		}

		const all = totalsOf(run);
		const seen = state.view.seen.get(run.id) ?? (all.ended ? all : nothingSeen);
		yield [run.id, capSeen(seen, all)];
	}
}

/** Returns the selected run if the user sees it: not while an overlay is open, or the window does not have the focus. */
export function runInView(state: State): Run | null {
	const {overlay, windowBlurred} = state.view;
	return overlay !== null || windowBlurred ? null : selectedRun(state);
}

export function isPaneVisible(state: State, pane: 'detail' | 'log' | 'outputs'): boolean {
	return contentHeight(state, pane) > 0;
}

/** Yields what the user has seen of the selected run, and of each other run with an error that the log shows. */
function* runsInView(state: State): Iterable<[RunOrderId, SeenOfRun]> {
	const {mergesRuns} = state.view.viewOptions;
	const run = runInView(state);

	if (run === null || run.execution === null) {
		return;
	}

	const errors = isPaneVisible(state, 'log')
		? visibleErrors(state)
		: new Map<RunOrderId, number[]>();

	for (const [id, indices] of errors) {
		const seen = state.view.seen.get(id);

		// A run that is missing in `seen` has just received its first response; `newOrRewoundRuns` adds it.
		if (id !== run.id && seen !== undefined) {
			yield [id, withErrors(seen, indices)];
		}
	}

	const all = totalsOf(run);
	const outputs = isPaneVisible(state, 'outputs');
	const known = capSeen(state.view.seen.get(run.id) ?? (all.ended ? all : nothingSeen), all);
	const seen = withErrors(
		!mergesRuns && seesEnd(state) ? {...known, errors: all.errors} : known,
		errors.get(run.id) ?? [],
	);
	yield [
		run.id,
		{
			...seen,
			outputs: outputs ? all.outputs : seen.outputs,
			ended:
				outputs || isPaneVisible(state, 'detail') || isPaneVisible(state, 'log')
					? all.ended
					: seen.ended,
		},
	];
}

/** Returns the errors that the log shows on the screen: for each run, their indexes in the run's list of errors. */
function visibleErrors(state: State): ReadonlyMap<RunOrderId, number[]> {
	const errors = new Map<RunOrderId, number[]>();

	// Skip the search for visible errors if all errors are seen.
	if ([...state.runs.values()].every(run => unseenOf(state, run).errors === 0)) {
		return errors;
	}

	const {shown, top, rows, separatorsAt} = selectLogViewport(state);
	let row = -top.row;

	for (let {place} = top; place < rows.count && row < rows.height; place++) {
		const {run: id = '', index = -1} = shown.refAt(place) ?? {};
		const all = errorsOf(state.runs.get(id)?.log ?? emptyLog);
		const error = lowerBound(all, index);

		if (row + separatorsAt(place).length < rows.height && all[error] === index) {
			errors.set(id, [...(errors.get(id) ?? []), error]);
		}

		row += rows.rowsAt(place);
	}

	return errors;
}

function isSame(a: SeenOfRun | undefined, b: SeenOfRun): boolean {
	return (
		a?.errors === b.errors &&
		a.laterErrors.size === b.laterErrors.size &&
		a.outputs === b.outputs &&
		a.ended === b.ended
	);
}
