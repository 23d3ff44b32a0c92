import {formatDuration} from '../../core/time/duration.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {TimeMode} from './state.ts';
import {clockTime} from '../../ui/clock-time.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

/** A time since the previous entry shows hundredths of a second if it is below this limit, in milliseconds. */
const fine = 10_000;

/**
 * Formats the time column of an entry, right-aligned in `cells` cells. Shows the time of day, or `since`: the time
 * since the run's start or since the previous entry.
 */
export function logTime(
	{at}: Pick<LogEntry, 'at'>,
	since: number | null,
	mode: TimeMode,
	cells: number,
	appearance: Pick<Appearance, 'timeZone' | 'messages'>,
): string {
	const text =
		mode === 'clock'
			? at === null
				? ''
				: clockTime(at, appearance.timeZone)
			: since === null
				? ''
				: sinceText(since, mode, appearance);
	return text.slice(0, cells).padStart(cells);
}

function sinceText(
	since: number,
	mode: TimeMode,
	{messages}: Pick<Appearance, 'messages'>,
): string {
	const sign = since < 0 ? '-' : '+';
	const time = Math.abs(since);
	return mode === 'previous' && time < fine && messages.language === 'en'
		? sign + messages.numbers.unit(time / 1000, 'second', 'narrow', 2)
		: `${sign}${formatDuration(time)}`;
}
