import type {SeenOfRun, Unseen} from './state.ts';
import {countErrors} from '../../core/log/log-store.ts';
import type {Run} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import type {State} from '../../store/state.ts';

const nothingUnseen: Unseen = {errors: 0, outputs: 0, ended: false};
export const nothingSeen: SeenOfRun = {...nothingUnseen, laterErrors: new Set()};

/**
 * Counts the unseen parts of a run. If the first response reports that the run has ended, everything counts as seen.
 * Errors become seen when the screen shows the end of the run's log, or the error itself in the log of all runs;
 * outputs when their pane is visible; the end when a pane about the run is visible. Nothing becomes seen while an
 * overlay is open or the terminal window has no focus.
 */
export function unseenOf({view}: State, run: Run): Unseen {
	const seen = view.seen.get(run.id);

	if (seen === undefined) {
		return nothingUnseen;
	}

	const all = totalsOf(run);
	return {
		errors: Math.max(0, all.errors - seen.errors - seen.laterErrors.size),
		outputs: Math.max(0, all.outputs - seen.outputs),
		ended: all.ended && !seen.ended,
	};
}

/**
 * Marks errors as seen. `indices` are indices into the run's errors. Errors that directly follow the first `errors`
 * are counted in `errors`.
 */
export function withErrors(seen: SeenOfRun, indices: readonly number[]): SeenOfRun {
	let {errors} = seen;
	const later = new Set([...seen.laterErrors, ...indices].filter(index => index >= errors));

	while (later.delete(errors)) {
		errors++;
	}

	return {...seen, errors, laterErrors: later};
}

export function totalsOf({log, execution}: Run): SeenOfRun {
	return {
		errors: countErrors(log),
		outputs: execution?.outputs.length ?? 0,
		ended: execution !== null && isFinal(execution.phase),
		laterErrors: nothingSeen.laterErrors,
	};
}

/** Limits what the user has seen to what the run has now, because seeking back in a replay removes errors and outputs. */
export function capSeen(seen: SeenOfRun, all: SeenOfRun): SeenOfRun {
	return {
		errors: Math.min(seen.errors, all.errors),
		outputs: Math.min(seen.outputs, all.outputs),
		ended: seen.ended && all.ended,
		laterErrors: new Set([...seen.laterErrors].filter(index => index < all.errors)),
	};
}
