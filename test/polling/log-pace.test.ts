import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {afterLog, noLog, safeInterval} from '../../source/polling/log-pace.ts';
import {entry} from '../helpers/values.ts';

const entries = Array.from({length: 5000}, (_, index) => entry(`step ${index}`, index));
const log = (from: number, to: number) => entries.slice(from, to);

test('before the second response no longer interval is safe', () => {
	assert.equal(safeInterval(noLog, 1000), 0);
	assert.equal(safeInterval(afterLog(noLog, log(0, 40), null), 1000), 0);
});

test('the safe interval is the time in which a four times as fast log would grow by what the service sends', () => {
	const slow = afterLog(afterLog(noLog, log(0, 40), null), log(0, 41), 2000);
	assert.equal(safeInterval(slow, 200), 50_000);
	const fast = afterLog(slow, log(0, 61), 2000);
	assert.equal(safeInterval(fast, 200), 5000);
	assert.equal(
		safeInterval(afterLog(fast, log(0, 61), 2000), 200),
		5000,
		'it may be as fast again',
	);
});

test('a log that has slid needs every poll, also when it stands still', () => {
	const slid = afterLog(afterLog(noLog, log(0, 100), null), log(5, 105), 2000);
	assert.ok(slid.slides);
	assert.equal(safeInterval(slid, 5000), 0);
	assert.ok(afterLog(slid, log(5, 105), 2000).slides);
});

test('property: no entry is lost that regular polls show, while the log becomes at most four times as fast', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 10, max: 1000}),
			fc.integer({min: 0, max: 1000}),
			fc.double({min: 0, max: 100, noNaN: true}),
			fc.double({min: 0, max: 4, noNaN: true}),
			(tail, start, perSec, speedUp) => {
				const at = (count: number) => log(Math.max(0, count - tail), count);
				const second = start + Math.floor(perSec * 2);
				const pace = afterLog(afterLog(noLog, at(start), null), at(second), 2000);
				const sent = at(second).length;
				const interval = Math.max(2000, safeInterval(pace, pace.slides ? 0 : sent));
				const fresh = Math.floor((perSec * speedUp * interval) / 1000);
				const isLostByRegular = Math.floor(perSec * speedUp * 2) > tail;
				assert.ok(isLostByRegular || fresh <= tail);
			},
		),
	);
});
