import type {Instant} from '../core/time/clock.ts';
import {twoDigits} from '../core/time/duration.ts';

/** The name of a zone, as `Asia/Shanghai`; null is the machine's own, for which no name has to be found out. */
export type TimeZone = string | null;

type Formats = {
	readonly time: (at: Instant) => string;
	readonly date: (at: Instant) => string;
	/** Times that were formatted, by their second: nearly all of a frame were in the frame before. */
	readonly times: Map<number, string>;
};

const maxTimes = 1024;

/** Making a format takes a thousand times longer than using it. */
const saved = new Map<TimeZone, Formats>();

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

/** The time, with the day in front (`05-08 10:00:09`) when it is not the day of `now`. */
export function dayAndTime(at: Instant, now: Instant, timeZone: TimeZone): string {
	const {date} = formats(timeZone);
	const day = date(at);
	const time = clockTime(at, timeZone);
	return day === date(now) ? time : `${day.slice('2026-'.length)} ${time}`;
}

function formats(timeZone: TimeZone): Formats {
	let found = saved.get(timeZone);

	if (found === undefined) {
		found = {...(timeZone === null ? ownFormats : formatsOf(timeZone)), times: new Map()};
		saved.set(timeZone, found);
	}

	return found;
}

/** To load what other zones take is a twentieth of a start. */
const ownFormats: Omit<Formats, 'times'> = {
	time(at) {
		const date = new Date(at);
		return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
	},
	date(at) {
		const date = new Date(at);
		return [date.getFullYear(), ...[date.getMonth() + 1, date.getDate()].map(twoDigits)].join('-');
	},
};

function formatsOf(timeZone: string): Omit<Formats, 'times'> {
	const time = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
		hourCycle: 'h23',
	});
	// Sweden writes its dates as ISO 8601 does.
	const date = new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short'});
	return {time: at => time.format(at), date: at => date.format(at)};
}

/** The name of a zone, for people. */
export function zoneName(timeZone: TimeZone): string {
	return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
