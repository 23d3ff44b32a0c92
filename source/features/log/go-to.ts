import {typedText} from '../../core/text/typed-text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {textInput, type Prompt} from '../prompt/index.ts';
import {keepPosition, withPositionBeforePrompt} from './filters.ts';
import {logKey, selectLines, type LogLine} from './lines.ts';
import {goToEntry} from './reduce.ts';
import {startOf} from './select.ts';

/** Finds a place among the lines, perhaps beyond their ends. `startedAt`: the start of the run; null if unknown. */
type LogTarget = (lines: readonly LogLine[], startedAt: Instant | null) => number;

/**
 * Parses an input of "go to": a line `120`, a percentage `50%`, a time of day `10:02` or `10:02:30`, or a time since
 * the start of the run. 90 seconds since the start are `+90`, `90s`, `+1m30s` or `+1:30`. Returns null for any other
 * text.
 */
function parseTarget(text: string): LogTarget | null {
	const [, digits, percent] = /^(\d{1,9})(%?)$/.exec(text) ?? [];

	if (digits !== undefined) {
		const number = Number(digits);
		return percent === ''
			? () => number - 1
			: ({length}) => Math.round(((length - 1) * number) / 100);
	}

	const [, plus, ...parts] = /^(\+?)(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
	const numbers = parts.filter(part => part !== undefined).map(Number);

	if (plus === '') {
		return (numbers[0] ?? 0) < 24 ? lines => placeOfDayTime(lines, numbers) : null;
	}

	const since =
		plus === '+'
			? 1000 * numbers.reduce((sum, number) => 60 * sum + number, 0)
			: parseDuration(text.replace(/^\+(\d+)$/, '$1s').replace(/^\+/, ''));
	return since === null
		? null
		: (lines, startedAt) =>
				placeAt(lines, (startedAt ?? lines.find(({time}) => time > -Infinity)?.time ?? 0) + since);
}

export function openGoTo(state: State): State {
	return withView(keepPosition(state), {prompt: {purpose: 'go-to', ...textInput(''), before: ''}});
}

/**
 * Called while the user types: scrolls the log to the target. If the text is not a valid target, scrolls back to where
 * the log was when the prompt was opened.
 */
export function previewTarget(state: State, {text}: Prompt): State {
	const back = withPositionBeforePrompt(state);
	const {lines} = selectLines(back);
	const place = parseTarget(text.trim())?.(lines, startOf(back.runs.get(logKey(back))));
	const line =
		place === undefined ? undefined : lines[Math.max(0, Math.min(place, lines.length - 1))];
	return line === undefined ? back : goToEntry(back, line);
}

/** Says if the text is not a valid target. `previewTarget` has scrolled already. An empty text does nothing. */
export function submitTarget(state: State, {text}: Prompt, at: Instant): State {
	const typed = text.trim();
	return typed === '' || parseTarget(typed) !== null
		? state
		: withNotice(state, {kind: 'no-log-target', text: typedText(typed)}, at);
}

/** Returns the place of the first line at a local time of day. The last day may end before this time. */
function placeOfDayTime(lines: readonly LogLine[], time: readonly number[]): number {
	const [hours = 0, minutes = 0, seconds = 0] = time;
	const end = lines.at(-1)?.time ?? 0;
	const day = new Date(Math.max(0, end));
	const sameDay = day.setHours(hours, minutes, seconds, 0);
	return placeAt(lines, sameDay > end ? day.setDate(day.getDate() - 1) : sameDay);
}

/** Returns the place of the first line at or after `time`, or the number of lines. */
function placeAt(lines: readonly LogLine[], time: Instant): number {
	const place = lines.findIndex(line => line.time >= time);
	return place === -1 ? lines.length : place;
}
