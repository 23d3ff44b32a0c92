import type {Instant} from './clock.ts';

const maxInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Formats a time as `2026-05-08T10:00:01Z`, with milliseconds if they are not zero. Returns null for null, and for a
 * time before 1970 or after the year 9999.
 */
export function rfc3339(at: Instant | null): string | null {
	return at === null || !(at >= 0 && at <= maxInstant)
		? null
		: new Date(at).toISOString().replace('.000Z', 'Z');
}
