import type {Instant} from '../../core/time/clock.ts';

const dateTime =
	/^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))? ?([Zz]|[+-]\d{2}:?\d{2})?$/;

const second = 1000;
const minute = 60 * second;
/** The offset of UTC+8 in milliseconds. API times without a time zone are in UTC+8. */
const serviceOffset = 8 * 60 * minute;
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
	const instant = Math.round(Math.abs(value) < latestSeconds ? value * second : value);
	// The maximum absolute value of a `Date`.
	return Math.abs(instant) > 8.64e15 ? Number.NaN : instant;
}

function fromDateTime(text: string): Instant {
	const match = dateTime.exec(text);

	if (match === null) {
		return Number.NaN;
	}

	const [, year, month, day, hours, minutes, seconds, fraction = '', zone] = match;
	const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));

	// `Date.UTC` converts February 30 to March 2.
	if (new Date(midnight).getUTCDate() !== Number(day)) {
		return Number.NaN;
	}

	// Reads the digits as text, because 0.57 * 1000 is slightly less than 570.
	const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
	const time = (Number(hours) * 60 + Number(minutes)) * minute + Number(seconds) * second + millis;
	return midnight + time - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): number {
	if (zone === undefined) {
		return serviceOffset;
	}

	const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(zone) ?? [];
	const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minute;
	return sign === '-' ? -offset : offset;
}
