import type {Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';

const maxRetryAfter: Duration = hourMs;

const httpDates = [
	/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Converts `Retry-After` headers to milliseconds, at most one hour. A header contains seconds, like `120` or `1.5`, or
 * an HTTP date, from which `now` (the time of the service) is subtracted. A past date gives 0. The longest of several
 * headers counts. Null if no header is valid.
 */
export function parseRetryAfter(
	header: string | readonly string[] | undefined,
	now: Instant,
): Duration | null {
	const delays = [header ?? []]
		.flat()
		.map(value => parseOne(value.trim(), now))
		.filter(delay => delay !== null);
	return delays.length === 0 ? null : Math.min(maxRetryAfter, Math.max(...delays));
}

export function parseHttpDate(text: string): Instant | null {
	if (!httpDates.some(format => format.test(text))) {
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
