import type {Instant} from '../domain/clock.ts';

type Formats = {
	readonly time: Intl.DateTimeFormat;
	readonly date: Intl.DateTimeFormat;
	/** Times that were formatted, by their second: nearly all of a frame were in the frame before. */
	readonly times: Map<number, string>;
};

const mostTimes = 1024;

/** Making a format takes a thousand times longer than using it. */
const remembered = new Map<string, Formats>();

/** `10:00:09` in the zone. */
export function clockTime(at: Instant, timeZone: string): string {
	const {time, times} = formats(timeZone);
	const second = Math.floor(at / 1000);
	let text = times.get(second);

	if (text === undefined) {
		text = time.format(at);

		if (times.size >= mostTimes) {
			times.clear();
		}

		times.set(second, text);
	}

	return text;
}

/** `10:00` in the zone. */
export function clockMinute(at: Instant, timeZone: string): string {
	return clockTime(at, timeZone).slice(0, '10:00'.length);
}

/** `2026-05-08` in the zone. */
export function isoDay(at: Instant, timeZone: string): string {
	return formats(timeZone).date.format(at);
}

/** The time, with the day in front (`05-08 10:00:09`) when it is not the day of `now`. */
export function dayAndTime(at: Instant, now: Instant, timeZone: string): string {
	const {date} = formats(timeZone);
	const day = date.format(at);
	const time = clockTime(at, timeZone);
	return day === date.format(now) ? time : `${day.slice('2026-'.length)} ${time}`;
}

function formats(timeZone: string): Formats {
	let found = remembered.get(timeZone);

	if (found === undefined) {
		found = {
			time: new Intl.DateTimeFormat('en-GB', {
				timeZone,
				hour: '2-digit',
				minute: '2-digit',
				second: '2-digit',
				hourCycle: 'h23',
			}),
			// Sweden writes its dates as ISO 8601 does.
			date: new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short'}),
			times: new Map(),
		};
		remembered.set(timeZone, found);
	}

	return found;
}
