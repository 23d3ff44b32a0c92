import {median} from '../row.ts';
import {max, requestsIn} from './measure.ts';
import {watchedRuns, type Recording, type SimulatedRequest} from './recording.ts';
import {allowedRateAt} from './token-bucket.ts';

/** What happened in one second of a simulation. */
export type Second = Readonly<Record<SimulatedRequest['result'], number>> & {
	/** The requests that the limit allows; null without a limit. */
	readonly allowed: number | null;
	/** The age in seconds of the last response of each run whose end is unseen, at the end of this second. */
	readonly oldest: number;
	readonly median: number;
};

export function secondsOf(recording: Recording): readonly Second[] {
	const {limit, seconds} = recording.situation;
	return Array.from({length: seconds}, (_, second) => {
		const span = {from: second * 1000, until: (second + 1) * 1000};
		const count = (result: SimulatedRequest['result']): number =>
			requestsIn(recording, span, result).length;
		const ages = agesAt(recording, span.until);
		return {
			granted: count('granted'),
			refused: count('refused'),
			failed: count('failed'),
			allowed: limit === undefined ? null : allowedRateAt(limit, span.from),
			oldest: max(ages),
			median: ages.length === 0 ? 0 : median(ages),
		};
	});
}

/** Returns the seconds since the last response of each run whose end is unseen. Before the first, since the watch. */
function agesAt(recording: Recording, at: number): readonly number[] {
	return watchedRuns(recording).flatMap(({responses, watchedAt}) => {
		const last = responses.findLast(({endedAt}) => endedAt <= at);
		return last?.reported?.isFinal === true || watchedAt > at
			? []
			: [(at - (last?.endedAt ?? watchedAt)) / 1000];
	});
}
