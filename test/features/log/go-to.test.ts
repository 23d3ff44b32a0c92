import assert from 'node:assert/strict';
import test from 'node:test';
import {logOf, readingLog, rowAtCursor} from '../../helpers/log.ts';
import {stateAfter} from '../../helpers/play.ts';
import {entry, start} from '../../helpers/values.ts';

/** The state with a log of entries at these times, in seconds after the start, when a place was typed. */
function after(place: string, seconds: readonly number[] = [...Array(200).keys()]) {
	const logs = seconds.map(second => entry(`line ${second}`, second));
	return stateAfter(readingLog(logs, {fields: {startedAt: start}}), `; "${place}" enter`);
}

/** A time of day on this machine, as it is typed. */
const clock = new Date(start + 65_000).toTimeString().slice(0, 8);

test('a place is a line, a percentage, a time of day or a time since the start', () => {
	for (const [text, index] of [
		['120', 119],
		['0', 0],
		['999', 199],
		['50%', 100],
		['250%', 199],
		[clock, 65],
		['90s', 90],
		['+2m', 120],
		['1h', 199],
		['+1m30s', 90],
	] as const) {
		assert.equal(rowAtCursor(after(text))?.index, index, text);
	}

	for (const text of ['x', '24:00', '10:60', '1:2', '-5', '+', '%', '10:02:30:1', '1x']) {
		assert.deepEqual(after(text).view.notice?.notice, {kind: 'no-log-target', text});
	}
});

test('without a text, or with esc, the log stays where it is', () => {
	for (const keys of ['; enter', '; "12" esc']) {
		const {view, ...state} = stateAfter(readingLog([entry('a'), entry('b')]), keys);
		assert.deepEqual([view.notice, view.prompt], [null, null]);
		assert.equal(logOf({view, ...state}).following, true);
	}
});

test('a time of day is the last one before the end of the log, also across midnight', () => {
	const midnight = (new Date(start).setHours(24, 0, 0, 0) - start) / 1000;
	const seconds = [-7200, -3600, -60, 60, 3600].map(second => second + midnight);
	const places = ['22:00', '23:00', '22:30', '0:01', '0:00', '01:00', '02:00'].map(
		text => rowAtCursor(after(text, seconds))?.index,
	);
	// The last day ends before two o'clock, so the day before is meant.
	assert.deepEqual(places, [0, 1, 1, 3, 3, 4, 0]);
});
