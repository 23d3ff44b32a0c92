import type {Instant} from './clock.ts';

/** The last moment that RFC 3339 can write, since its years have four digits. */
const last: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** When a run began is told with each of its events. */
const written = new Map<Instant, string>();
const maxWritten = 4096;

/** A moment as `2026-05-08T10:00:01Z` in UTC, with milliseconds where it has some. Null for null and out of range. */
export function rfc3339(at: Instant | null): string | null {
	if (at === null || !(at >= 0 && at <= last)) {
		return null;
	}

	let text = written.get(at);

	if (text === undefined) {
		if (written.size >= maxWritten) {
			written.clear();
		}

		text = new Date(at).toISOString().replace('.000Z', 'Z');
		written.set(at, text);
	}

	return text;
}
