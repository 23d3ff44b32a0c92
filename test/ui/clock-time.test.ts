import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clockTime, dayAndTime, isoDay, zoneName} from '../../source/ui/clock-time.ts';

test('the time is that of the zone, also after the same time in another zone', () => {
	const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata'];
	const shifts = [0, 8 * 3600, 5.5 * 3600];
	fc.assert(
		fc.property(
			fc.array(fc.integer({min: 0, max: 4e12}), {minLength: 1, maxLength: 20}),
			instants => {
				for (const at of [...instants, ...instants.map(instant => instant + 999)]) {
					for (const [index, zone] of zones.entries()) {
						// Since 1980 only Shanghai, before 1992, had daylight saving time.
						const late = 7e11 + 2e12 * (at / 4e12);
						const shifted = new Date(late + (shifts[index] ?? 0) * 1000);
						assert.equal(clockTime(late, zone), shifted.toISOString().slice(11, 19));
					}
				}
			},
		),
	);
});

test("the machine's zone gives the same times with and without its name", () => {
	const {timeZone} = new Intl.DateTimeFormat().resolvedOptions();
	assert.equal(zoneName(null), timeZone);
	fc.assert(
		fc.property(fc.integer({min: 0, max: 4_102_444_800_000}), at => {
			assert.deepEqual(
				[clockTime(at, null), isoDay(at, null), dayAndTime(at, 0, null)],
				[clockTime(at, timeZone), isoDay(at, timeZone), dayAndTime(at, 0, timeZone)],
			);
		}),
	);
});
