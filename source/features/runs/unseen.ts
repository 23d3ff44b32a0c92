import {errorsOf} from '../../core/log/run-log.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import type {SeenOfRun, Unseen} from './state.ts';

const nothingUnseen: Unseen = {errors: 0, outputs: 0, ended: false};
export const nothingSeen: SeenOfRun = {...nothingUnseen, laterErrors: new Set()};

/**
 * Returns what the user has not seen of a run yet: nothing before the run's first response. `features/unseen` decides
 * what counts as seen.
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
 * Marks errors as seen. `indices` are indexes in the run's list of errors. In the result, `errors` is the number of
 * seen errors before the first unseen one, and `laterErrors` contains the indexes of seen errors after it.
 */
export function withErrors(seen: SeenOfRun, indices: readonly number[]): SeenOfRun {
	let {errors} = seen;
	const later = new Set([...seen.laterErrors, ...indices].filter(index => index >= errors));

	while (later.delete(errors)) {
		errors++;
	}

	return {...seen, errors, laterErrors: later};
}

export function totalsOf(run: Run): SeenOfRun {
	return {
		errors: errorsOf(run.log).length,
		outputs: run.execution?.outputs.length ?? 0,
		ended: hasEnded(run),
		laterErrors: nothingSeen.laterErrors,
	};
}

/**
 * Removes from `seen` what the run does not contain any more, because the user went back to an earlier time of a
 * replay. `all` is everything that the run contains now.
 */
export function capSeen(seen: SeenOfRun, all: SeenOfRun): SeenOfRun {
	return {
		errors: Math.min(seen.errors, all.errors),
		outputs: Math.min(seen.outputs, all.outputs),
		ended: seen.ended && all.ended,
		laterErrors: new Set([...seen.laterErrors].filter(index => index < all.errors)),
	};
}
