import type {Duration, Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';

/**
 * Converts `Retry-After` headers to milliseconds, at most one hour. A header contains seconds, like `120` or `1.5`, or
 * an HTTP date, from which `now` (the time of the service) is subtracted. A past date gives 0. The longest of several
 * headers counts. Null if no header is valid.
 */
export function parseRetryAfter(
	header: string | readonly string[] | undefined,
	now: Instant,
): Duration | null {
	const delays = [header ?? []].flat().flatMap(value => {
		const date = parseHttpDate(value.trim());
		const isSeconds = /^\d+(\.\d+)?$/.test(value.trim());
		return isSeconds
			? Math.ceil(Number(value) * 1000)
			: date === null
				? []
				: Math.max(0, date - now);
	});
	return delays.length === 0 ? null : Math.min(hourMs, Math.max(...delays));
}

export function parseHttpDate(text: string): Instant | null {
	const instant = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
	return Number.isNaN(instant) ? null : instant;
}
