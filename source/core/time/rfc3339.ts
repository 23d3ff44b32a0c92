import QuickLRU from 'quick-lru';
import type {Instant} from './clock.ts';

const maxInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A cache, since the start of a run is written with each of its events. */
const textCache = new QuickLRU<Instant, string>({maxSize: 2048});

/**
 * Formats as `2026-05-08T10:00:01Z`, with milliseconds if there are any. Null for null, and outside the four-digit
 * years of RFC 3339.
 */
export function rfc3339(at: Instant | null): string | null {
	if (at === null || !(at >= 0 && at <= maxInstant)) {
		return null;
	}

	let text = textCache.get(at);

	if (text === undefined) {
		text = new Date(at).toISOString().replace('.000Z', 'Z');
		textCache.set(at, text);
	}

	return text;
}
