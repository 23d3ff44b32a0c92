import type {Instant} from './clock.ts';
import {twoDigits} from './duration.ts';

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
