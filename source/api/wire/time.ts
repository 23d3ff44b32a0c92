import QuickLRU from 'quick-lru';
import type {Instant} from '../../core/time/clock.ts';

const dateTime =
	/^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])-(\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))? ?([Zz]|[+-]\d{2}:?\d{2})?$/;

const second = 1000;
const minute = 60 * second;
/** The offset of times without a time zone, which are in UTC+8. */
const serviceOffset = 8 * 60 * minute;
/** A Unix time above this number is in milliseconds. In seconds it would be after the year 5000. */
const latestSeconds = 100_000_000_000;
const maxLength = 40;

/** Parsed times by text. Each response of a run repeats the same times. */
const cache = new QuickLRU<string, Instant>({maxSize: 4096});

/**
 * Parses a time in any format of this API: RFC 3339 with `Z` or an offset, `YYYY-MM-DD HH:MM:SS` in UTC+8, and Unix
 * seconds as a number or digits. Returns null for other values, and for times before 1970, such as
 * `0001-01-01T00:00:00Z`, which means "not yet".
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
	const cached = cache.get(text);

	if (cached !== undefined) {
		return cached;
	}

	const trimmed = text.trim();
	const instant = /^\d+(\.\d+)?$/.test(trimmed) ? fromUnix(Number(trimmed)) : fromDateTime(trimmed);

	if (text.length <= maxLength) {
		cache.set(text, instant);
	}

	return instant;
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

/** The length of a time text before its seconds: `2026-05-08T10:00:`. */
const minuteLength = 17;
/** The length of a time text including its seconds. */
const secondsEnd = 19;
const zero = 0x30;
const dot = 0x2e;
const zulu = 0x5a;

/** Parses times of log entries faster than `parseTime`. Parses only the seconds if the minute has not changed. */
export class TimeReader {
	#last: unknown = null;
	#time: Instant | null = null;
	/** The latest text that was parsed as a whole. */
	#minute = '\0';
	/** The time at which the minute of `#minute` starts. */
	#minuteStart: Instant = 0;

	read(value: unknown): Instant | null {
		if (value !== this.#last) {
			this.#last = value;
			this.#time = typeof value === 'string' ? this.#readText(value) : parseTime(value);
		}

		return this.#time;
	}

	#readText(text: string): Instant | null {
		const millis = millisInMinute(text);

		if (millis !== null && isInMinute(text, this.#minute)) {
			return this.#minuteStart + millis;
		}

		const time = parseTime(text);

		// The first minute of 1970 is not stored, because its start is 0, which `parseTime` rejects.
		if (millis !== null && time !== null && time > millis) {
			this.#minute = text;
			this.#minuteStart = time - millis;
		}

		return time;
	}
}

/** Returns the milliseconds since the minute for a time that ends with `:SSZ` or `:SS.mmmZ`; null for other formats. */
function millisInMinute(text: string): number | null {
	const hasMillis = text.length === secondsEnd + 5 && text.charCodeAt(secondsEnd) === dot;

	if (!(hasMillis || text.length === secondsEnd + 1) || text.charCodeAt(text.length - 1) !== zulu) {
		return null;
	}

	const seconds = 10 * digit(text, minuteLength) + digit(text, minuteLength + 1);
	const millis = hasMillis
		? 100 * digit(text, secondsEnd + 1) +
			10 * digit(text, secondsEnd + 2) +
			digit(text, secondsEnd + 3)
		: 0;
	// Only `parseTime` handles leap seconds, such as `:60Z`.
	return seconds >= 0 && seconds < 60 && millis >= 0 ? seconds * 1000 + millis : null;
}

/** Returns the digit at an index. For other characters, returns a number so low that every sum with it is negative. */
function digit(text: string, index: number): number {
	const value = text.charCodeAt(index) - zero;
	return value >= 0 && value <= 9 ? value : -1_000_000;
}

/** Returns whether two time texts are equal before their seconds. `startsWith` would take three times as long. */
function isInMinute(text: string, start: string): boolean {
	for (let index = minuteLength - 1; index >= 0; index--) {
		if (text.charCodeAt(index) !== start.charCodeAt(index)) {
			return false;
		}
	}

	return true;
}
