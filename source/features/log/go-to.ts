import {typedText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';
import type {Prompt} from '../prompt/index.ts';
import {logKey, runStart, selectLines, type LogLine} from './lines.ts';
import {goToEntry} from './reduce.ts';

/** Finds a place among the lines, perhaps beyond their ends. `startedAt`: the start of the run; null if unknown. */
type LogTarget = (lines: readonly LogLine[], startedAt: Instant | null) => number;

/**
 * Parses an input of "go to": a line `120`, a percentage `50%`, a time of day `10:02` or `10:02:30`, or a time since the
 * start of the run, `90s` or `+1m30s`. Returns null for any other text.
 */
function parseTarget(text: string): LogTarget | null {
	const [, digits, percent] = /^(\d{1,9})(%?)$/.exec(text) ?? [];

	if (digits !== undefined) {
		const number = Number(digits);
		return percent === ''
			? () => number - 1
			: ({length}) => Math.round(((length - 1) * number) / 100);
	}

	const [, hours, minutes, seconds] =
		/^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];

	if (hours !== undefined) {
		return lines => placeOfDayTime(lines, Number(hours), Number(minutes), Number(seconds ?? 0));
	}

	const since = parseDuration(text.replace(/^\+/, ''));
	return since === null
		? null
		: (lines, startedAt) =>
				placeAt(lines, (startedAt ?? lines.find(({time}) => time > -Infinity)?.time ?? 0) + since);
}

/** Moves to the target. Shows a notice if the text is not a target; an empty text does nothing. */
export function submitTarget(state: State, {text}: Prompt, at: Instant): State {
	const typed = text.trim();
	const target = parseTarget(typed);

	if (target === null) {
		return typed === ''
			? state
			: withNotice(state, {kind: 'no-log-target', text: typedText(typed)}, at);
	}

	const {lines} = selectLines(state);
	const place = target(lines, runStart(state.runs.get(logKey(state))));
	const line = lines[Math.max(0, Math.min(place, lines.length - 1))];
	return line === undefined ? state : goToEntry(state, line);
}

/** Returns the place of the first line at a local time of day. The last day may end before this time. */
function placeOfDayTime(lines: readonly LogLine[], ...time: [number, number, number]): number {
	const end = lines.at(-1)?.time ?? 0;
	const day = new Date(Math.max(0, end));
	const sameDay = day.setHours(...time, 0);
	return placeAt(lines, sameDay > end ? day.setDate(day.getDate() - 1) : sameDay);
}

/** Returns the place of the first line at or after `time`, or the number of lines. */
function placeAt(lines: readonly LogLine[], time: Instant): number {
	const place = lines.findIndex(line => line.time >= time);
	return place === -1 ? lines.length : place;
}
