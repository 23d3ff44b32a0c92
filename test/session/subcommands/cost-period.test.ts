import assert from 'node:assert/strict';
import test from 'node:test';
import {dateText, periodStart} from '../../../source/session/subcommands/cost-period.ts';
import {setTimeZone} from '../../helpers/time-zone.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('a period of days begins with its first day in the local time zone, also where a day has 23 hours', t => {
	setTimeZone(t, 'America/New_York');
	const now = Date.parse('2026-03-10T15:30:00-04:00');
	assert.equal(periodStart({ago: day}, now), Date.parse('2026-03-09T00:00:00-04:00'));
	// The clock was set forward on the 8th.
	assert.equal(periodStart({ago: 3 * day}, now), Date.parse('2026-03-07T00:00:00-05:00'));
	assert.equal(periodStart({ago: 2 * hour}, now), now - 2 * hour);
	assert.equal(periodStart({at: 5}, now), 5);
});

test('the start of a day is a date, another time has both', t => {
	setTimeZone(t, 'America/New_York');
	assert.equal(dateText(Date.parse('2026-03-09T00:00:00-04:00')), '2026-03-09');
	assert.equal(dateText(Date.parse('2026-03-09T09:30:00-04:00')), '2026-03-09 09:30:00');
});
