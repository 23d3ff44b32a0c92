import {partitionPoint} from '../../core/lower-bound.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseDuration} from '../../core/time/duration.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import type {Prompt} from '../prompt/index.ts';
import {logKey, selectLogIndex} from './index/select.ts';
import type {LogSequence} from './index/sequence.ts';
import {keepPosition, withPositionBeforePrompt} from './reduce-search.ts';
import {goToEntry} from './reduce.ts';
import {startOf} from './select.ts';

type LogTarget =
	/** The number of an entry in the shown log, counted from 1. */
	| {readonly kind: 'line'; readonly line: number}
	| {readonly kind: 'percent'; readonly percent: number}
	/** A time of day in the local time zone. */
	| {
			readonly kind: 'clock';
			readonly hours: number;
			readonly minutes: number;
			readonly seconds: number;
	  }
	/** A time since the start of the run, in milliseconds. */
	| {readonly kind: 'since'; readonly ms: number};

/**
 * Parses an input of "go to": a line `120`, a percentage `50%`, a time of day `10:02` or `10:02:30`, or a time since
 * the start of the run. 90 seconds since the start are `+90`, `90s`, `+1m30s` or `+1:30`. Returns null for any other
 * text.
 */
export function parseTarget(text: string): LogTarget | null {
	const [, digits, percent] = /^(\d{1,9})(%?)$/.exec(text) ?? [];

	if (digits !== undefined) {
		const number = Number(digits);
		return percent === ''
			? {kind: 'line', line: number}
			: {kind: 'percent', percent: Math.min(100, number)};
	}

	const duration = parseDuration(text.replace(/^\+(\d+)$/, '$1s').replace(/^\+/, ''));

	if (duration !== null) {
		return {kind: 'since', ms: duration};
	}

	const [, since, ...parts] = /^(\+?)(\d{1,4}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
	const numbers = parts.filter(part => part !== undefined).map(Number);
	const [hours = 0, minutes = 0, seconds = 0] = numbers;

	if (since === '+') {
		return {kind: 'since', ms: 1000 * numbers.reduce((sum, number) => 60 * sum + number, 0)};
	}

	return since === '' && hours < 24 ? {kind: 'clock', hours, minutes, seconds} : null;
}

export function openGoTo(state: State): State {
	return withView(keepPosition(state), {prompt: {purpose: 'go-to', text: '', before: ''}});
}

/**
 * Called while the user types: scrolls the log to the target. If the text is not a valid target, scrolls back to where
 * the log was when the prompt was opened.
 */
export function previewTarget(state: State, {text}: Prompt): State {
	const back = withPositionBeforePrompt(state);
	const target = parseTarget(text.trim());
	const {shown} = selectLogIndex(back);
	const ref = target === null ? undefined : shown.refAt(placeOf(back, target, shown));
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

function placeOf(state: State, target: LogTarget, shown: LogSequence): number {
	const last = Math.max(0, shown.length - 1);

	switch (target.kind) {
		case 'line':
			return Math.max(0, Math.min(last, target.line - 1));
		case 'percent':
			return Math.round((last * target.percent) / 100);
		case 'clock': {
			const end = timeNear(shown, last, -1);
			return end === null ? last : placeAt(shown, lastTime(target, end));
		}

		case 'since': {
			const start = startOf(state.runs.get(logKey(state))) ?? timeNear(shown, 0, 1);
			return start === null ? last : placeAt(shown, start + target.ms);
		}
	}
}

/** Returns the latest time at or before `end` that has the given local time of day. */
function lastTime(
	{hours, minutes, seconds}: Extract<LogTarget, {kind: 'clock'}>,
	end: Instant,
): Instant {
	const day = new Date(end);
	const time = day.setHours(hours, minutes, seconds, 0);
	return time > end ? day.setDate(day.getDate() - 1) : time;
}

/** Returns the index of the first entry at or after `time`, or the last index. Assumes entries in order of time. */
function placeAt(shown: LogSequence, time: Instant): number {
	return partitionPoint(
		Math.max(0, shown.length - 1),
		place => (timeNear(shown, place, 1) ?? Number.POSITIVE_INFINITY) < time,
	);
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
