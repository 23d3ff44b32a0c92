import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {Action} from '../../../source/store/action.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {readingLog, rowAtCursor} from '../../helpers/log.ts';
import {invoked, stateAfter, typed} from '../../helpers/play.ts';
import {entry, start} from '../../helpers/values.ts';

function reading(logs: readonly LogEntry[]): State {
	return readingLog(logs, {fields: {startedAt: start}});
}

function typing(text: string): readonly Action[] {
	return [invoked({type: 'go-to'}), typed(text), invoked({type: 'submit'})];
}

/** The index of the entry under the cursor. */
function at(state: State): number | undefined {
	return rowAtCursor(state)?.index;
}

/** A time of day on this machine, as it is typed. */
function clock(ms: number): string {
	const date = new Date(ms);
	return [date.getHours(), date.getMinutes(), date.getSeconds()]
		.map(part => String(part).padStart(2, '0'))
		.join(':');
}

const lines = Array.from({length: 200}, (_, second) => entry(`line ${second}`, second));

test('a place is a line, a percentage, a time of day or a time since the start', () => {
	for (const [text, index] of [
		['120', 119],
		['0', 0],
		['999', 199],
		['50%', 100],
		['250%', 199],
		[clock(start + 65_000), 65],
		['90s', 90],
		['+2m', 120],
		['1h', 199],
		['+1m30s', 90],
	] as const) {
		assert.equal(at(stateAfter(reading(lines), ...typing(text))), index, text);
	}

	for (const text of ['x', '24:00', '10:60', '1:2', '-5', '+', '%', '10:02:30:1', '1x']) {
		const {view} = stateAfter(reading(lines), ...typing(text));
		assert.deepEqual(view.notice?.notice, {kind: 'no-log-target', text});
	}
});

test('without a text, or with esc, the log stays where it is', () => {
	const empty = stateAfter(reading(lines), ...typing(''));
	assert.equal(empty.view.notice, null);
	const left = stateAfter(reading(lines), ...typing('12').slice(0, 2), invoked({type: 'back'}));
	assert.equal(selectScreen(left).log.following, true);
	assert.equal(left.view.prompt, null);
});

test('a time of day is the last one before the end of the log, also across midnight', () => {
	const midnight = new Date(start).setHours(24, 0, 0, 0);
	const seconds = [-7200, -3600, -60, 60, 3600].map(second => second + (midnight - start) / 1000);
	const state = reading(seconds.map(second => entry('x', second)));
	const places = ['22:00', '23:00', '22:30', '0:01', '0:00', '01:00', '02:00'].map(text =>
		at(stateAfter(state, ...typing(text))),
	);
	// The last day ends before two o'clock, so the day before is meant.
	assert.deepEqual(places, [0, 1, 1, 3, 3, 4, 0]);
});
