import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	afterLog,
	noLog,
	safeInterval,
	unknownPace,
	withLog,
	type LogPace,
	type LogWindow,
} from '../../source/polling/log-pace.ts';
import {entry} from '../helpers/values.ts';

const entries = Array.from({length: 9000}, (_, index) => entry(`step ${index}`, index));

type Seen = {readonly window: LogWindow; readonly pace: LogPace};

/** What is known after responses that are two seconds apart and have the entries `from` to `to`. */
function seen(...ranges: ReadonlyArray<readonly [from: number, to: number]>): Seen {
	return ranges.reduce<Seen>(
		({window, pace}, [from, to], index) => {
			const next = afterLog(window, entries.slice(from, to));
			return {window: next, pace: withLog(pace, window, next, index === 0 ? null : 2000)};
		},
		{window: noLog, pace: unknownPace},
	);
}

function safe({window, pace}: Seen): number {
	return safeInterval(window, pace);
}

test('before any run has responded twice no longer interval is safe', () => {
	assert.equal(safe(seen()), 0);
	assert.equal(safe(seen([0, 40])), 0);
});

test('the safe interval is the time in which a twice as fast log would grow by what the service sends', () => {
	assert.equal(safe(seen([0, 40], [0, 44])), 11_000);
	assert.equal(safe(seen([0, 40], [0, 44], [0, 84])), 2100);
	assert.equal(safe(seen([0, 40], [0, 44], [0, 84], [0, 84])), 2100, 'it may be as fast again');
	assert.equal(safe(seen([0, 40], [0, 40])), 40_000, 'a log that stands still');
});

test('what one run shows holds for all others', () => {
	const {pace} = seen([0, 300], [0, 310]);
	assert.equal(safeInterval(noLog, pace), 31_000);
});

test('a log that has slid needs every poll, also when it stands still, and may have been as fast as that', () => {
	const slid = seen([0, 100], [5, 105], [5, 105]);
	assert.ok(slid.window.slides);
	assert.equal(safe(slid), 0);
	assert.equal(slid.pace.longest, 100);
	assert.equal(safeInterval(noLog, slid.pace), 1000);
});

test('property: no entry is lost that regular polls show, while the log becomes at most twice as fast', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 10, max: 1000}),
			fc.integer({min: 0, max: 1000}),
			fc.double({min: 0, max: 100, noNaN: true}),
			fc.double({min: 0, max: 2, noNaN: true}),
			(tail, start, perSec, speedUp) => {
				const second = start + Math.floor(perSec * 2);
				const range = (count: number) => [Math.max(0, count - tail), count] as const;
				const interval = Math.max(2000, safe(seen(range(start), range(second))));
				const fresh = Math.floor(
					(Math.max(0.5, Math.floor(perSec * 2) / 2) * speedUp * interval) / 1000,
				);
				const isLostByRegularPolls = Math.floor(perSec * speedUp * 2) > tail;
				assert.ok(isLostByRegularPolls || fresh <= tail);
			},
		),
	);
});
