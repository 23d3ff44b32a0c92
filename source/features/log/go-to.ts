import {partitionPoint} from '../../core/lower-bound.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {textInput, type Prompt} from '../prompt/index.ts';
import {logKey, selectLogIndex} from './index/select.ts';
import type {LogSequence} from './index/sequence.ts';
import {keepPosition, withPositionBeforePrompt} from './reduce-search.ts';
import {goToEntry} from './reduce.ts';
import {startOf} from './select.ts';

/** Finds an index in the shown log, which may be beyond its ends. `startedAt`: the start of the run; null if unknown. */
type LogTarget = (shown: LogSequence, startedAt: Instant | null) => number;

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
		return (numbers[0] ?? 0) < 24 ? shown => placeOfDayTime(shown, numbers) : null;
	}

	const since =
		plus === '+'
			? 1000 * numbers.reduce((sum, number) => 60 * sum + number, 0)
			: parseDuration(text.replace(/^\+(\d+)$/, '$1s').replace(/^\+/, ''));
	return since === null
		? null
		: (shown, startedAt) => placeAt(shown, (startedAt ?? timeNear(shown, 0, 1) ?? 0) + since);
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
	const target = parseTarget(text.trim());

	if (target === null) {
		return back;
	}

	const {shown} = selectLogIndex(back);
	const place = target(shown, startOf(back.runs.get(logKey(back))));
	const ref = shown.refAt(Math.max(0, Math.min(place, shown.length - 1)));
	return ref === undefined ? back : goToEntry(back, ref);
}

/**
 * Shows a notice if the text is not a valid target. Does not scroll, because `previewTarget` did so during typing. An
 * empty text does nothing.
 */
export function submitTarget(state: State, {text}: Prompt, at: Instant): State {
	const typed = text.trim();
	return typed === '' || parseTarget(typed) !== null
		? state
		: withNotice(state, {kind: 'no-log-target', text: cleanName(typed)}, at);
}

/** Returns the index of the last entry at a local time of day. The last day may end before this time. */
function placeOfDayTime(shown: LogSequence, time: readonly number[]): number {
	const [hours = 0, minutes = 0, seconds = 0] = time;
	const end = timeNear(shown, shown.length - 1, -1) ?? 0;
	const day = new Date(end);
	const sameDay = day.setHours(hours, minutes, seconds, 0);
	return placeAt(shown, sameDay > end ? day.setDate(day.getDate() - 1) : sameDay);
}

/** Returns the index of the first entry at or after `time`, or the length. Assumes entries in order of time. */
function placeAt(shown: LogSequence, time: Instant): number {
	return partitionPoint(shown.length, place => (timeNear(shown, place, 1) ?? Infinity) < time);
}

/**
 * Returns the time of the entry at the index `place`. If this entry has no time, returns the time of the next entry
 * that has one, or of the previous one if `step` is -1. Returns null if none within 1000 entries has a time.
 */
function timeNear(shown: LogSequence, place: number, step: 1 | -1): Instant | null {
	for (let at = place; at >= 0 && Math.abs(at - place) < 1000; at += step) {
		const entry = shown.entryAt(at);

		if (entry === undefined || entry.at !== null) {
			return entry?.at ?? null;
		}
	}

	return null;
}
