import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {clockTime, dayAndTime, isoDay, zoneName} from '../../source/ui/clock-time.ts';
import {setTimeZone} from '../helpers/time-zone.ts';

test('times are those of the zone of the machine, which may change', t => {
	fc.assert(
		fc.property(fc.integer({min: 0, max: 4_102_444_800_000}), at => {
			for (const zone of ['UTC', 'Asia/Shanghai', 'Australia/Adelaide', 'America/St_Johns']) {
				setTimeZone(t, zone);
				// The Swedish format is ISO 8601 with a space.
				const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
					timeZone: zone,
					dateStyle: 'short',
					timeStyle: 'medium',
				})
					.format(at)
					.split(' ');
				assert.deepEqual([zoneName(), isoDay(at), clockTime(at)], [zone, day, time]);
				assert.equal(dayAndTime(at, at), time);
				assert.equal(dayAndTime(at, at + 86_400_000), `${day.slice(5)} ${time}`);
			}
		}),
	);
});
