import type {Run, RunOrderId} from '../domain/run.ts';
import type {State} from './state.ts';

/** The runs that pass the filter, in the order of the list. */
export function listedRuns(all: State['runs'], filter: string): readonly Run[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const runs = [...all.values()];
	return words.length === 0
		? runs
		: runs.filter(run => {
				const text = searchedText(run);
				return words.every(word => text.includes(word));
			});
}

/**
 * The index of the first row in a window of `height` rows over the listed ids. It stays at the run that was on top
 * before (so that an answer never moves the list), but for as little as it takes to keep the selected run in view.
 */
export function listWindow(
	ids: readonly RunOrderId[],
	selected: RunOrderId | null,
	top: RunOrderId | null,
	height: number,
): number {
	const last = Math.max(0, ids.length - height);
	const anchor = top === null ? 0 : Math.max(0, ids.indexOf(top));
	const at = selected === null ? -1 : ids.indexOf(selected);
	const first = at === -1 ? anchor : Math.max(at - height + 1, Math.min(anchor, at));
	return Math.min(Math.max(0, first), last);
}

function searchedText(run: Run): string {
	const execution = run.execution;
	return [
		run.label,
		run.title?.safe,
		execution?.status.safe,
		execution?.phase,
		execution?.error?.reason?.safe,
		execution?.error?.engineCode?.safe,
	]
		.join('\n')
		.toLowerCase();
}
