import type {Instant} from '../../core/time/clock.ts';

const dateTime =
	/^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)? ?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

const second = 1000;
const minute = 60 * second;
/** A time without a zone is the service's own, UTC+8. */
const serviceOffset = 8 * 60 * minute;
/** Unix times above this are milliseconds: in seconds they would be past the year 5000. */
const latestSeconds = 100_000_000_000;

/**
 * A moment in any form that this API writes: RFC 3339 with `Z` or an offset, `YYYY-MM-DD HH:MM:SS` in UTC+8, and unix
 * seconds as a number or as digits. Anything else is null; so is a moment that is not after 1970, like the
 * `0001-01-01T00:00:00Z` that stands for "not yet".
 */
export function parseTime(value: unknown): Instant | null {
	const instant =
		typeof value === 'number'
			? fromUnix(value)
			: typeof value === 'string'
				? fromCache(value)
				: Number.NaN;
	return Number.isFinite(instant) && instant > 0 ? instant : null;
}

/** When a run was created and when it began stand in each of its answers. */
const cache = new Map<string, Instant>();
const maxCached = 4096;
/** Longer texts are no times, and are not kept. */
const maxLength = 40;

function fromCache(text: string): Instant {
	let instant = cache.get(text);

	if (instant === undefined) {
		instant = fromText(text.trim());

		if (cache.size >= maxCached) {
			cache.clear();
		}

		if (text.length <= maxLength) {
			cache.set(text, instant);
		}
	}

	return instant;
}

function fromText(text: string): Instant {
	return /^\d+(\.\d+)?$/.test(text) ? fromUnix(Number(text)) : fromDateTime(text);
}

function fromUnix(value: number): Instant {
	const instant = Math.round(Math.abs(value) < latestSeconds ? value * second : value);
	// What no date can hold is no time.
	return Math.abs(instant) > 8.64e15 ? Number.NaN : instant;
}

function fromDateTime(text: string): Instant {
	const match = dateTime.exec(text);

	if (match === null) {
		return Number.NaN;
	}

	const [, years, months, days, hours, minutes, seconds, fraction, zulu, sign, ...zone] = match;
	const [year, month, day] = [Number(years), Number(months), Number(days)];
	const [hour, min, sec] = [Number(hours), Number(minutes), Number(seconds)];

	// Of what the pattern lets through, this is no time: 60 is a leap second.
	if (year < 1970 || !isDay(year, month, day) || hour > 23 || min > 59 || sec > 60) {
		return Number.NaN;
	}

	// By its digits: as a number, .57 is a little less than 570 thousandths.
	const millis = Number((fraction ?? '.').slice(1, 4).padEnd(3, '0'));
	const offset = zulu === undefined ? zoneOffset(sign, ...zone) : 0;
	return Date.UTC(year, month - 1, day, hour, min, sec, millis) - offset;
}

function isDay(year: number, month: number, day: number): boolean {
	if (month < 1 || month > 12 || day < 1) {
		return false;
	}

	// Every month has 28 days, and the day before a month's first is the last of the month before it.
	return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function zoneOffset(sign?: string, hours?: string, minutes?: string): number {
	if (sign === undefined) {
		return serviceOffset;
	}

	const offset = (Number(hours) * 60 + Number(minutes)) * minute;
	return sign === '-' ? -offset : offset;
}
