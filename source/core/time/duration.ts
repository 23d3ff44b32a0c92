import type {Duration} from './clock.ts';

export const secondMs: Duration = 1000;
export const minuteMs: Duration = 60 * secondMs;
export const hourMs: Duration = 60 * minuteMs;
export const dayMs: Duration = 24 * hourMs;

/**
 * Formats a position on a time axis as `00:08`, `12:41` or `1:02:03`, as players do: the place in a replay, and how far
 * a log entry is from another. How long something takes has the form of `shortTime` in `i18n/numbers.ts`.
 */
export function timePosition(position: Duration): string {
	const clamped = Math.max(0, position);
	const hours = Math.floor(clamped / hourMs);
	const minutes = twoDigits(Math.floor((clamped % hourMs) / minuteMs));
	const seconds = twoDigits(Math.floor((clamped % minuteMs) / secondMs));
	return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${minutes}:${seconds}`;
}

/** Parses a duration like `90s`, `10m`, `1h30m`, `1.5h` or `7d`; null for other text. Larger units come first. */
export function parseDuration(text: string): Duration | null {
	const parts =
		/^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/i.exec(
			text,
		);

	if (parts === null || text === '') {
		return null;
	}

	const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = parts;
	return Math.round(
		Number(days) * dayMs +
			Number(hours) * hourMs +
			Number(minutes) * minuteMs +
			Number(seconds) * secondMs,
	);
}

/** The minimum poll interval in seconds. A shorter interval would overload the service. */
export const minInterval = 0.2;
/** The maximum poll interval in seconds: one day. Node fires timers of more than 24.8 days immediately. */
export const maxInterval = 86_400;

/** Parses a poll interval in seconds; null for an invalid one. */
export function parseInterval(text: string): Duration | null {
	const seconds = parseDecimal(text, minInterval, maxInterval);
	return seconds === null ? null : Math.round(seconds * secondMs);
}

/** Parses a decimal number without a sign; null if it is none, or out of range. */
export function parseDecimal(text: string, min: number, max: number): number | null {
	const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
	return value >= min && value <= max ? value : null;
}

export function twoDigits(count: number): string {
	return String(count).padStart(2, '0');
}
