import {typedText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';
import {logKey, runStart, selectLines, type LogLine} from './lines.ts';
import {goToEntry} from './reduce.ts';

/** Moves to the first line at or after the typed time. Shows a notice for any other text; an empty text does nothing. */
export function submitTime(state: State, typed: string, at: Instant): State {
	const {lines} = selectLines(state);
	const wanted = parseTime(typed, lines, runStart(state.runs.get(logKey(state))));

	if (wanted === null) {
		return typed === ''
			? state
			: withNotice(state, {kind: 'no-log-time', text: typedText(typed)}, at);
	}

	const line = lines.find(({time}) => time >= wanted) ?? lines.at(-1);
	return line === undefined ? state : goToEntry(state, line);
}

/**
 * Parses a local time of day, `10:02` or `10:02:30`, or a time since the start of the run, `90s` or `+1m30s`. Returns null
 * for any other text. `startedAt`: null if unknown.
 */
function parseTime(
	text: string,
	lines: readonly LogLine[],
	startedAt: Instant | null,
): Instant | null {
	const [, hours, minutes, seconds] =
		/^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];

	if (hours === undefined) {
		const since = parseDuration(text.replace(/^\+/, ''));
		const start = startedAt ?? lines.find(({time}) => time > -Infinity)?.time ?? 0;
		return since === null ? null : start + since;
	}

	const end = lines.at(-1)?.time ?? 0;
	const day = new Date(Math.max(0, end));
	const sameDay = day.setHours(Number(hours), Number(minutes), Number(seconds ?? 0), 0);
	// The last day of the log may end before this time.
	return sameDay > end ? day.setDate(day.getDate() - 1) : sameDay;
}
