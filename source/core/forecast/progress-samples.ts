import type {Duration, Instant} from '../time/clock.ts';

/** How far a run was at a moment. */
export type ProgressSample = {readonly at: Instant; readonly percent: number};

/**
 * The progress of a run since it last went back, oldest first: every step of the last minute, and of what was before
 * a sample for every few percent.
 */
export type ProgressSamples = readonly ProgressSample[];

/** With fewer samples than this nothing is said of what is left. */
export const minSamples = 3;

const maxRecent = 20;
const window: Duration = 60_000;

/** Percent between two samples that are older than the window. */
const oldDistance = 4;

/**
 * The pace after an answer that came `at` and told `percent` (null: it told none). The identical pace when the run
 * got no further, so that a sample is always a step ahead; a pause shows in the time since the last sample.
 * It begins anew when the progress went back (the run was restarted) or the wall clock did.
 */
export function updateProgressSamples(
	progressSamples: ProgressSamples,
	percent: number | null,
	at: Instant,
): ProgressSamples {
	const last = progressSamples.at(-1);

	if (percent === null || (last !== undefined && percent === last.percent)) {
		return progressSamples;
	}

	if (last === undefined || percent < last.percent || at <= last.at) {
		return [{at, percent}];
	}

	const samples = [...progressSamples, {at, percent}];
	const recent = Math.min(firstRecent(samples), samples.length - 1);
	return [...thinned(samples.slice(0, recent)), ...samples.slice(recent)];
}

/** The samples of the sliding window; never fewer than it takes to say something, if there are as many. */
export function recentSamples(progressSamples: ProgressSamples): ProgressSamples {
	return progressSamples.slice(
		Math.max(0, Math.min(firstRecent(progressSamples), progressSamples.length - minSamples)),
	);
}

function firstRecent(progressSamples: ProgressSamples): number {
	const end = progressSamples.at(-1)?.at ?? 0;
	const inWindow = progressSamples.findIndex(({at}) => at >= end - window);
	return Math.max(inWindow, progressSamples.length - maxRecent);
}

/** The first of them, and then as few as leave no more than some percent between two. */
function thinned(samples: ProgressSamples): ProgressSamples {
	let kept = Number.NEGATIVE_INFINITY;
	return samples.filter(({percent}) => {
		const keeps = percent >= kept + oldDistance;
		kept = keeps ? percent : kept;
		return keeps;
	});
}
