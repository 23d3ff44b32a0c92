import type {Instant} from '../core/time/clock.ts';
import {twoDigits} from '../core/time/duration.ts';

/** An IANA name, such as `Asia/Shanghai`; null is the zone of the machine. */
export type TimeZone = string | null;

type Formats = {
	readonly time: (at: Instant) => string;
	readonly date: (at: Instant) => string;
	/** A cache of formatted times, by whole second: most times in a frame were also in the previous frame. */
	readonly times: Map<number, string>;
};

const maxTimes = 1024;

/** Creating an `Intl.DateTimeFormat` takes a thousand times longer than using it. */
const formatsCache = new Map<TimeZone, Formats>();

/** `10:00:09` in the zone. */
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

/** `10:00` in the zone. */
export function clockMinute(at: Instant, timeZone: TimeZone): string {
	return clockTime(at, timeZone).slice(0, '10:00'.length);
}

/** `2026-05-08` in the zone. */
export function isoDay(at: Instant, timeZone: TimeZone): string {
	return formats(timeZone).date(at);
}

/** The time, after the day (`05-08 10:00:09`) if that is not the day of `now`. */
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

/** Without `Intl`: loading its time zone data takes a twentieth of the start. */
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
	// Swedish dates are ISO 8601.
	const date = new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short'});
	return {time: at => time.format(at), date: at => date.format(at)};
}

export function zoneName(timeZone: TimeZone): string {
	return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
