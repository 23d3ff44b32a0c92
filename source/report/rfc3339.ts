import type {Instant} from '../domain/clock.ts';

/** The last moment that RFC 3339 can write, since its years have four digits. */
const last: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A moment as `2026-05-08T10:00:01Z` in UTC, with milliseconds where it has some. Null for null and out of range. */
export function rfc3339(at: Instant | null): string | null {
	return at !== null && at >= 0 && at <= last
		? new Date(at).toISOString().replace('.000Z', 'Z')
		: null;
}
