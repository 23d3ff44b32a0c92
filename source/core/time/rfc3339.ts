import type {Instant} from './clock.ts';

const maxInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Formats as `2026-05-08T10:00:01Z`, with milliseconds if there are any. Null for null, and outside the four-digit
 * years of RFC 3339.
 */
export function rfc3339(at: Instant | null): string | null {
	return at === null || !(at >= 0 && at <= maxInstant)
		? null
		: new Date(at).toISOString().replace('.000Z', 'Z');
}
