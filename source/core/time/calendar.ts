import {splitComparison} from '../text/filter-terms.ts';
import type {Instant} from './clock.ts';
import {parseDuration, twoDigits} from './duration.ts';

/** The days that a time can name, and how many days ago they began. */
export const daysAgo: ReadonlyMap<string, number> = new Map([
	['today', 0],
	['yesterday', 1],
	['今天', 0],
	['昨天', 1],
]);

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

/** Returns the start of the day that began `days` days before that of `at`. */
export function startOfDayBefore(at: Instant, days: number): Instant {
	const date = new Date(startOfLocalDay(at));
	return date.setDate(date.getDate() - days);
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

/** A time range. `until` is excluded. Null: without a limit. */
type Period = {readonly from: Instant | null; readonly until: Instant | null};

/**
 * Parses the value of a term like `ended:<24h` (within the last 24 hours) or `created:>=2026-05-08` (a local day). Returns
 * null for any other value.
 */
export function parsePeriod(value: string, now: Instant): Period | null {
	const {sign, text} = splitComparison(value);
	const ago = daysAgo.get(text.toLowerCase());
	const day = localDay(ago === undefined ? text : isoDay(startOfDayBefore(now, ago)));

	if (day !== null) {
		const {from, until} = day;
		return {
			'<': {from: null, until: from},
			'<=': {from: null, until},
			'=': {from, until},
			'>=': {from, until: null},
			'>': {from: until, until: null},
		}[sign];
	}

	const age = parseDuration(text);

	if (age === null) {
		return null;
	}

	return sign.startsWith('>') ? {from: null, until: now - age} : {from: now - age, until: null};
}

/** Returns a time like `10:00:09` in the time zone of the machine. */
export function clockTime(at: Instant): string {
	return localTime(at).slice(11, 19);
}

/** Returns a date like `2026-05-08` in the time zone of the machine. */
export function isoDay(at: Instant): string {
	return localTime(at).slice(0, 10);
}

/** Returns a time like `2026-05-08 10:00:09` in the time zone of the machine. */
export function dateAndTime(at: Instant): string {
	return `${isoDay(at)} ${clockTime(at)}`;
}

/** Returns the time if `at` is on the same day as `now`, otherwise the date and the time, like `05-08 10:00:09`. */
export function dayAndTime(at: Instant, now: Instant): string {
	const time = clockTime(at);
	return isoDay(at) === isoDay(now) ? time : `${isoDay(at).slice('2026-'.length)} ${time}`;
}

/** Like `dayAndTime`, but without the seconds: `10:00` or `05-08 10:00`. */
export function dayAndMinute(at: Instant, now: Instant): string {
	return dayAndTime(at, now).slice(0, -':09'.length);
}

/** Returns the IANA name of the machine's time zone, such as `Asia/Shanghai`. */
export function zoneName(): string {
	return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
