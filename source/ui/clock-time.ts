import {localTime} from '../core/time/calendar.ts';
import type {Instant} from '../core/time/clock.ts';

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
