import type {SeenOfRun, Unseen} from './state.ts';
import {countErrors} from '../../core/log/log-store.ts';
import type {Run} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import type {State} from '../../store/state.ts';

const nothingUnseen: Unseen = {errors: 0, outputs: 0, ended: false};
export const nothingSeen: SeenOfRun = {...nothingUnseen, laterErrors: new Set()};

/**
 * Counts the unseen parts of a run. If a run had ended at its first response, nothing is unseen. Errors are seen if
 * the screen shows the end of the run's log, or their entries in the log of all runs; outputs if their pane is
 * visible; the end if any pane of the run is visible. Nothing is seen under an overlay, or while the terminal window
 * has no focus.
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

/** Adds seen errors. Those that follow the first errors without a gap are counted in `errors`. */
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

/** Limits the seen numbers to those of the run, since a replay may have gone back. */
export function capSeen(seen: SeenOfRun, all: SeenOfRun): SeenOfRun {
	return {
		errors: Math.min(seen.errors, all.errors),
		outputs: Math.min(seen.outputs, all.outputs),
		ended: seen.ended && all.ended,
		laterErrors: new Set([...seen.laterErrors].filter(index => index < all.errors)),
	};
}
