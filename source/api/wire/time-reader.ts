import type {Instant} from '../../core/time/clock.ts';
import {parseTime} from './time.ts';

/** The length of `2026-05-08T10:00:`, and the end of its seconds. */
const minuteLength = 17;
const secondsEnd = 19;
const zero = 0x30;
const dot = 0x2e;
const zulu = 0x5a;

/**
 * A faster `parseTime` for the times of a log: only the seconds of a time within the same minute as the previous one are parsed.
 */
export class TimeReader {
	#last: unknown = null;
	#time: Instant | null = null;
	/** The last parsed text, and the start of its minute. */
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

		if (millis !== null && isInMinute(text, this.#minute)) {
			return this.#minuteStart + millis;
		}

		const time = parseTime(text);

		// `parseTime` rejects the first moment of 1970.
		if (millis !== null && time !== null && time > millis) {
			this.#minute = text;
			this.#minuteStart = time - millis;
		}

		return time;
	}
}

/** The milliseconds since the minute in `…:SSZ` or `…:SS.mmmZ`; null in any other form. */
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
	// Leap seconds need `parseTime`.
	return seconds >= 0 && seconds < 60 && millis >= 0 ? seconds * 1000 + millis : null;
}

/** The digit at an index, or a number so low that every sum with it is negative. */
function digit(text: string, index: number): number {
	const value = text.charCodeAt(index) - zero;
	return value >= 0 && value <= 9 ? value : -1_000_000;
}

/** Three times as fast as `startsWith`. */
function isInMinute(text: string, minute: string): boolean {
	for (let index = minuteLength - 1; index >= 0; index--) {
		if (text.charCodeAt(index) !== minute.charCodeAt(index)) {
			return false;
		}
	}

	return true;
}
