import type {Duration, Instant} from '../core/time/clock.ts';

export const maxRetryAfter: Duration = 3_600_000;

const httpDates = [
	/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Parses the `Retry-After` headers of a response. Returns the milliseconds to wait; `now` is the time of the service.
 *
 * | header                     | result                           |
 * | -------------------------- | -------------------------------- |
 * | missing, empty or invalid  | null                             |
 * | `120`                      | 120 s                            |
 * | `1.5`                      | 1.5 s, rounded up to 1 ms        |
 * | `-5`                       | null                             |
 * | an HTTP date in the future | the time from `now` to that date |
 * | an HTTP date in the past   | 0                                |
 * | more than one hour         | one hour                         |
 * | several headers            | the longest of their times       |
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

	// The oldest date format has no time zone. Its time is in GMT.
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
