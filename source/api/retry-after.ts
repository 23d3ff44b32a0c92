import type {Duration, Instant} from '../core/time/clock.ts';

export const maxRetryAfter: Duration = 3_600_000;

const httpDates = [
	/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Milliseconds to wait by a `Retry-After` header. `now` is the service's time.
 *
 * | header                     | meaning                                  |
 * | -------------------------- | ---------------------------------------- |
 * | missing, empty, not a form | null                                     |
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

export function parseHttpDate(text: string): Instant | null {
	if (!httpDates.some(form => form.test(text))) {
		return null;
	}

	// The oldest format has no time zone and means GMT.
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
