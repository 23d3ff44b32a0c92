import assert from 'node:assert/strict';
import test from 'node:test';
import {parseRetryAfter} from '../../source/api/get.ts';
import {setTimeZone} from '../helpers/time-zone.ts';

const now = Date.UTC(2026, 4, 8, 10, 0, 0);

test('Retry-After follows its table in any time zone', t => {
	setTimeZone(t, 'America/St_Johns');
	const table: ReadonlyArray<readonly [string | string[] | undefined, number | null]> = [
		[undefined, null],
		['', null],
		['   ', null],
		['soon', null],
		['1e3', null],
		['0x10', null],
		['-5', null],
		['2026-05-08T10:01:00Z', null],
		['0', 0],
		['120', 120_000],
		[' 7 ', 7000],
		['1.5', 1500],
		['0.0001', 1],
		['3599', 3_599_000],
		['3601', 3_600_000],
		['99999999999', 3_600_000],
		['9'.repeat(400), 3_600_000],
		['Fri, 08 May 2026 10:01:00 GMT', 60_000],
		['Fri, 08 May 2026 09:00:00 GMT', 0],
		['Fri, 08 May 2099 09:00:00 GMT', 3_600_000],
		['Fri, 99 May 2026 10:01:00 GMT', null],
		[[], null],
		[['5', '30', 'soon'], 30_000],
	];

	for (const [header, pause] of table) {
		assert.equal(parseRetryAfter(header, now), pause, String(header));
	}
});
