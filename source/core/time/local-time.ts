import type {Instant} from './clock.ts';
import {twoDigits} from './duration.ts';

/** Formats a time as `2026-05-08T10:00:09.250+08:00`: local time with its offset from UTC. */
export function localTime(at: Instant): string {
	const date = new Date(at);
	const offset = -date.getTimezoneOffset();
	const local = new Date(at + offset * 60_000).toISOString().replace('Z', '');
	const minutes = Math.abs(offset);
	const zone = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
	return `${local}${offset < 0 ? '-' : '+'}${zone}`;
}
