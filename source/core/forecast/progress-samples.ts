import type {Duration, Instant} from '../time/clock.ts';

/** How far a run was at a moment. */
export type PaceSample = {readonly at: Instant; readonly percent: number};

/**
 * The progress of a run since it last went back, oldest first: every step of the last minute, and of what was before
 * a sample for every few percent.
 */
export type Pace = readonly PaceSample[];

/** With fewer samples than this nothing is said of what is left. */
export const fewestSamples = 3;

const mostRecent = 20;
const window: Duration = 60_000;

/** Percent between two samples that are older than the window. */
const oldDistance = 4;

/**
 * The pace after an answer that came `at` and told `percent` (null: it told none). The identical pace when the run
 * got no further, so that a sample is always a step ahead; a pause shows in the time since the last sample.
 * It begins anew when the progress went back (the run was restarted) or the wall clock did.
 */
export function observePace(pace: Pace, percent: number | null, at: Instant): Pace {
	const last = pace.at(-1);

	if (percent === null || (last !== undefined && percent === last.percent)) {
		return pace;
	}

	if (last === undefined || percent < last.percent || at <= last.at) {
		return [{at, percent}];
	}

	const samples = [...pace, {at, percent}];
	const recent = Math.min(firstRecent(samples), samples.length - 1);
	return [...thinned(samples.slice(0, recent)), ...samples.slice(recent)];
}

/** The samples of the sliding window; never fewer than it takes to say something, if there are as many. */
export function recentPace(pace: Pace): Pace {
	return pace.slice(Math.max(0, Math.min(firstRecent(pace), pace.length - fewestSamples)));
}

function firstRecent(pace: Pace): number {
	const end = pace.at(-1)?.at ?? 0;
	const inWindow = pace.findIndex(({at}) => at >= end - window);
	return Math.max(inWindow, pace.length - mostRecent);
}

/** The first of them, and then as few as leave no more than some percent between two. */
function thinned(samples: Pace): Pace {
	let kept = Number.NEGATIVE_INFINITY;
	return samples.filter(({percent}) => {
		const keeps = percent >= kept + oldDistance;
		kept = keeps ? percent : kept;
		return keeps;
	});
}
