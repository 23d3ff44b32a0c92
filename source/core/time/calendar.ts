import type {Instant} from './clock.ts';
import {twoDigits} from './duration.ts';

/**
 * Returns when a day like `2026-05-08` begins and ends in the time zone of the machine; null for any other text. `until`
 * is the first moment of the next day.
 */
export function localDay(text: string): {readonly from: Instant; readonly until: Instant} | null {
	const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);

	if (year === undefined || month === undefined || day === undefined) {
		return null;
	}

	const start = new Date(year, month - 1, day);
	// `Date` reads February 30 as March 2.
	return start.getMonth() === month - 1
		? {from: start.getTime(), until: new Date(year, month - 1, day + 1).getTime()}
		: null;
}

/** Returns the start of the day in the time zone of the machine. */
export function startOfLocalDay(at: Instant): Instant {
	return new Date(at).setHours(0, 0, 0, 0);
}

const maxInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Formats as `2026-05-08T10:00:01Z`, with milliseconds unless zero. Null before 1970 and after the year 9999. */
export function rfc3339(at: Instant | null): string | null {
	return at === null || !(at >= 0 && at <= maxInstant)
		? null
		: new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Formats a time as `2026-05-08T10:00:09.250+08:00`: local time with its offset from UTC. */
export function localTime(at: Instant): string {
	const date = new Date(at);
	const offset = -date.getTimezoneOffset();
	const local = new Date(at + offset * 60_000).toISOString().replace('Z', '');
	const minutes = Math.abs(offset);
	const zone = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
	return `${local}${offset < 0 ? '-' : '+'}${zone}`;
}
