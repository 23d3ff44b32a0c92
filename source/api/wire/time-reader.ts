import type {Instant} from '../../domain/clock.ts';
import {parseTime} from './time.ts';

/** `2026-05-08T10:00:`, and where the seconds behind it end. */
const minuteLength = 17;
const secondsEnd = 19;
const zero = 0x30;

/**
 * Reads times one after the other, as they stand in a log: most are in the same minute as the one before, and then only
 * their seconds are parsed. Gives for any value what `parseTime` gives.
 */
export class TimeReader {
	#last: unknown = null;
	#time: Instant | null = null;
	/** A minute that was parsed, as text; no text begins like this before the first. */
	#minute = '\0';
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

		if (millis !== null && text.startsWith(this.#minute)) {
			return this.#minuteStart + millis;
		}

		const time = parseTime(text);

		// The first minute of all holds a moment that is none, see `parseTime`.
		if (millis !== null && time !== null && time > millis) {
			this.#minute = text.slice(0, minuteLength);
			this.#minuteStart = time - millis;
		}

		return time;
	}
}

/** The milliseconds since the minute in `…:SSZ` or `…:SS.mmmZ`; null in any other form. */
function millisInMinute(text: string): number | null {
	const hasMillis = text.length === secondsEnd + 5 && text[secondsEnd] === '.';

	if (!(hasMillis || text.length === secondsEnd + 1) || !text.endsWith('Z')) {
		return null;
	}

	const seconds = digits(text, minuteLength, secondsEnd);
	const millis = hasMillis ? digits(text, secondsEnd + 1, secondsEnd + 4) : 0;
	// A leap second is left to others; what holds no digits is no number, and so not below 60 either.
	return seconds < 60 && !Number.isNaN(millis) ? seconds * 1000 + millis : null;
}

/** The number in these places; NaN where one of them is no digit. */
function digits(text: string, from: number, to: number): number {
	let number = 0;

	for (let index = from; index < to; index++) {
		const digit = text.charCodeAt(index) - zero;
		number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
	}

	return number;
}
