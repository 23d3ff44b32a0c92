import type {Instant} from '../core/time/clock.ts';
import {twoDigits} from '../core/time/duration.ts';

/** An IANA name, such as `Asia/Shanghai`; null for the time zone of the machine. */
export type TimeZone = string | null;

type Formats = {
	readonly time: (at: Instant) => string;
	readonly date: (at: Instant) => string;
	/** A cache of formatted times, by whole second: most times in a frame were also in the previous frame. */
	readonly times: Map<number, string>;
};

/** Maximum number of cached times of a time zone. */
const maxTimes = 1024;

/** A cache, since creating an `Intl.DateTimeFormat` takes a thousand times longer than using it. */
const formatsCache = new Map<TimeZone, Formats>();

/** Returns a time like `10:00:09`. */
export function clockTime(at: Instant, timeZone: TimeZone): string {
	const {time, times} = formats(timeZone);
	const second = Math.floor(at / 1000);
	let text = times.get(second);

	if (text === undefined) {
		text = time(at);

		if (times.size >= maxTimes) {
			times.clear();
		}

		times.set(second, text);
	}

	return text;
}

/** Returns a time like `10:00`. */
export function clockMinute(at: Instant, timeZone: TimeZone): string {
	return clockTime(at, timeZone).slice(0, '10:00'.length);
}

/** Returns a date like `2026-05-08`. */
export function isoDay(at: Instant, timeZone: TimeZone): string {
	return formats(timeZone).date(at);
}

/** Returns the time if `at` is on the same day as `now`, otherwise the date and the time, like `05-08 10:00:09`. */
export function dayAndTime(at: Instant, now: Instant, timeZone: TimeZone): string {
	const {date} = formats(timeZone);
	const day = date(at);
	const time = clockTime(at, timeZone);
	return day === date(now) ? time : `${day.slice('2026-'.length)} ${time}`;
}

function formats(timeZone: TimeZone): Formats {
	let found = formatsCache.get(timeZone);

	if (found === undefined) {
		found = {...(timeZone === null ? machineFormats : zoneFormats(timeZone)), times: new Map()};
		formatsCache.set(timeZone, found);
	}

	return found;
}

/**
 * The formats for the time zone of the machine. Do not use `Intl`, whose time zone data takes 5 percent of the
 * startup time.
 */
const machineFormats: Omit<Formats, 'times'> = {
	time(at) {
		const date = new Date(at);
		return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
	},
	date(at) {
		const date = new Date(at);
		return [date.getFullYear(), ...[date.getMonth() + 1, date.getDate()].map(twoDigits)].join('-');
	},
};

function zoneFormats(timeZone: string): Omit<Formats, 'times'> {
	const time = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
	});
	// The Swedish date format is ISO 8601, like `2026-05-08`.
	const date = new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short'});
	return {time: at => time.format(at), date: at => date.format(at)};
}

export function zoneName(timeZone: TimeZone): string {
	return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
