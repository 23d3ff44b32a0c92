import type {Duration, Instant} from '../core/time/clock.ts';

/** The longest pause that is believed. A service that asks for more is asked again after this. */
export const maxRetryAfter: Duration = 3_600_000;

const httpDates = [
	/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * How long the service asks to be left alone, from a `Retry-After` header. `now` is the service's own time.
 *
 * | header                     | meaning                                  |
 * | -------------------------- | ---------------------------------------- |
 * | missing, empty, not a form | null: it did not say                     |
 * | `120`                      | that many seconds                        |
 * | `1.5`                      | that many seconds, up to the millisecond |
 * | `-5`                       | null                                     |
 * | an HTTP date to come       | until then                               |
 * | an HTTP date in the past   | 0                                        |
 * | more than an hour          | an hour                                  |
 * | several headers            | the longest of them                      |
 */
export function parseRetryAfter(
	header: string | readonly string[] | undefined,
	now: Instant,
): Duration | null {
	const pauses = [header ?? []]
		.flat()
		.map(value => parseOne(value.trim(), now))
		.filter(pause => pause !== null);
	return pauses.length === 0 ? null : Math.min(maxRetryAfter, Math.max(...pauses));
}

/** The moment that an HTTP date names, in any of its three forms; null when it is none. */
export function parseHttpDate(text: string): Instant | null {
	if (!httpDates.some(form => form.test(text))) {
		return null;
	}

	// The oldest form names no zone, and means GMT.
	const instant = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(instant) ? null : instant;
}

function parseOne(value: string, now: Instant): Duration | null {
	if (/^\d+(\.\d+)?$/.test(value)) {
		return Math.ceil(Number(value) * 1000);
	}

	const date = parseHttpDate(value);
	return date === null ? null : Math.max(0, date - now);
}
