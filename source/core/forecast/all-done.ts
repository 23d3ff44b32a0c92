import {hasEnded, type Run} from '../run.ts';
import type {Instant} from '../time/clock.ts';
import {forecast, likelySeconds} from './forecast.ts';

/** Returns when the last of the unfinished runs probably ends. Null if none is unfinished, or one has no forecast. */
export function allDoneAt(runs: Iterable<Run>, now: Instant): Instant | null {
	let end: Instant | null = null;

	for (const run of runs) {
		if (hasEnded(run)) {
			continue;
		}

		const seconds = run.polling.gaveUp === null ? likelySeconds(forecast(run, now)) : null;

		if (seconds === null) {
			return null;
		}

		end = Math.max(end ?? 0, now + seconds * 1000);
	}

	return end;
}
