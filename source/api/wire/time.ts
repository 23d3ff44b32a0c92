import type {Instant} from '../../core/time/clock.ts';

const dateTime =
	/^(\d{4}-\d{2}-(\d{2}))[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?([Zz]|[+-]\d{2}:?\d{2})?$/;

/** The zone of API times without one. */
const serviceZone = '+08:00';
/** A Unix time above this number counts as milliseconds, because in seconds it would be after the year 5000. */
const latestSeconds = 100_000_000_000;

/**
 * Parses RFC 3339 with `Z` or an offset, `YYYY-MM-DD HH:MM:SS` in UTC+8, and Unix time in seconds or milliseconds. Null
 * for other values, and for times before 1970, such as `0001-01-01T00:00:00Z`, which means "not yet".
 */
export function parseTime(value: unknown): Instant | null {
	const instant =
		typeof value === 'number'
			? fromUnix(value)
			: typeof value === 'string'
				? fromText(value)
				: Number.NaN;
	return Number.isFinite(instant) && instant > 0 ? instant : null;
}

function fromText(text: string): Instant {
	const trimmed = text.trim();
	return /^\d+(\.\d+)?$/.test(trimmed) ? fromUnix(Number(trimmed)) : fromDateTime(trimmed);
}

function fromUnix(value: number): Instant {
	const instant = Math.round(Math.abs(value) < latestSeconds ? value * 1000 : value);
	// The maximum absolute value of a `Date`.
	return Math.abs(instant) > 8.64e15 ? Number.NaN : instant;
}

function fromDateTime(text: string): Instant {
	const match = dateTime.exec(text);

	if (match === null) {
		return Number.NaN;
	}

	const [, date = '', day, time, zone = serviceZone] = match;
	// `Date.parse` takes February 30 for March 2.
	const isDay = Number(day) <= 28 || new Date(date).getUTCDate() === Number(day);
	return isDay ? Date.parse(`${date}T${time}${zone.toUpperCase()}`) : Number.NaN;
}
