import {formatDuration} from '../../core/time/duration.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {TimeMode} from './state.ts';
import {clockTime} from '../../ui/clock-time.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

/** Times between two entries below this show hundredths of a second, in milliseconds. */
const fine = 10_000;

/** The time column of an entry: the time of day, or since the run's start or the entry before. Right-aligned in `cells` cells. */
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
