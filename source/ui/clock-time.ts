import type {Instant} from '../core/time/clock.ts';
import {twoDigits} from '../core/time/duration.ts';

/** An IANA name, such as `Asia/Shanghai`; null for the time zone of the machine. */
export type TimeZone = string | null;

/** Returns a time like `10:00:09`. */
export function clockTime(at: Instant, timeZone: TimeZone): string {
	return dateAndTime(at, timeZone)[1];
}

/** Returns a time like `10:00`. */
export function clockMinute(at: Instant, timeZone: TimeZone): string {
	return clockTime(at, timeZone).slice(0, '10:00'.length);
}

/** Returns a date like `2026-05-08`. */
export function isoDay(at: Instant, timeZone: TimeZone): string {
	return dateAndTime(at, timeZone)[0];
}

/** Returns the time if `at` is on the same day as `now`, otherwise the date and the time, like `05-08 10:00:09`. */
export function dayAndTime(at: Instant, now: Instant, timeZone: TimeZone): string {
	const [day, time] = dateAndTime(at, timeZone);
	return day === isoDay(now, timeZone) ? time : `${day.slice('2026-'.length)} ${time}`;
}

export function zoneName(timeZone: TimeZone): string {
	return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

type DateAndTime = readonly [date: string, time: string];

function dateAndTime(at: Instant, timeZone: TimeZone): DateAndTime {
	return timeZone === null ? onMachine(new Date(at)) : inZone(at, timeZone);
}

/** Does not use `Intl`, whose time zone data takes 5 percent of the startup time. */
function onMachine(at: Date): DateAndTime {
	return [
		[at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-'),
		[at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':'),
	];
}

/** A cache by time zone, since creating an `Intl.DateTimeFormat` takes a thousand times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function inZone(at: Instant, timeZone: string): DateAndTime {
	// The Swedish format is ISO 8601 with a space, like `2026-05-08 10:00:09`.
	const format =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short', timeStyle: 'medium'});
	formats.set(timeZone, format);
	const [date = '', time = ''] = format.format(at).split(' ');
	return [date, time];
}
