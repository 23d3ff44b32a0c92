import type {Since} from '../../config/command-options.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {startOfLocalDay} from '../../core/time/local-day.ts';
import {clockTime, isoDay} from '../../ui/clock-time.ts';

/** Returns the start of a period. A period of days begins with its first day, so that no row is a part of a day. */
export function periodStart(since: Since, now: Instant): Instant {
	if ('at' in since) {
		return since.at;
	}

	const start = now - since.ago;
	return since.ago >= dayMs ? startOfLocalDay(start) : start;
}

/** Returns the date, with the time if it is not the start of the day. */
export function dateText(at: Instant): string {
	return at === startOfLocalDay(at) ? isoDay(at) : `${isoDay(at)} ${clockTime(at)}`;
}
