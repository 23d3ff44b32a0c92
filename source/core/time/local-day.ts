import type {Instant} from './clock.ts';

/**
 * Returns when a day like `2026-05-08` begins and ends in the time zone of the machine; null for any other text. `until`
 * is the first moment of the next day.
 */
export function localDay(text: string): {readonly from: Instant; readonly until: Instant} | null {
	const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);

	if (year === undefined || month === undefined || day === undefined) {
		return null;
	}

	const start = new Date(year, month - 1, day);
	// `Date` reads February 30 as March 2.
	return start.getMonth() === month - 1
		? {from: start.getTime(), until: new Date(year, month - 1, day + 1).getTime()}
		: null;
}

/** Returns the start of the day in the time zone of the machine. */
export function startOfLocalDay(at: Instant): Instant {
	return new Date(at).setHours(0, 0, 0, 0);
}
