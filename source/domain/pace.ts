import type {Duration, Instant} from './clock.ts';

/** How far a run was at a moment. */
export type PaceSample = {readonly at: Instant; readonly percent: number};

/** The recent progress of a run, oldest first: what its remaining time is estimated from. */
export type Pace = readonly PaceSample[];

/** With fewer samples than this a pace says nothing yet. They are kept however old they are. */
export const fewestSamples = 3;

const mostSamples = 20;
const window: Duration = 60_000;

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

	const samples = [...pace, {at, percent}].slice(-mostSamples);
	const old = samples.findIndex(sample => sample.at >= at - window);
	return samples.slice(Math.min(old, Math.max(0, samples.length - fewestSamples)));
}
