import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {parseTime} from '../../source/api/wire/readers.ts';

const moment = Date.UTC(2026, 4, 8, 10, 0, 1);

test('every documented time format is read', () => {
	for (const form of [
		'2026-05-08T10:00:01Z',
		'2026-05-08t10:00:01z',
		'2026-05-08T18:00:01+08:00',
		'2026-05-08T18:00:01+0800',
		'2026-05-08T04:30:01-05:30',
		'2026-05-08 18:00:01',
		' 2026-05-08 18:00:01 ',
		'2026-05-08T18:00:01',
		...'2026/05/08 18:00:01|2026-05-08 10:00:01+00|2026-05-08 10:00:01 UTC'.split('|'),
		'2026-05-08 18:00:01 +0800 CST',
		moment / 1000,
		String(moment / 1000),
		moment,
		moment * 1000,
		String(moment * 1_000_000),
	]) {
		assert.equal(parseTime(form), moment, String(form));
	}
});

test('fractions of a second are read to the millisecond', () => {
	assert.equal(parseTime('2026-05-08T10:00:01.5Z'), moment + 500);
	assert.equal(parseTime('2026-05-08T10:00:01.570999999Z'), moment + 570);
	assert.equal(parseTime('2026-05-08 18:00:01.25'), moment + 250);
	assert.equal(parseTime(moment / 1000 + 0.25), moment + 250);
	assert.equal(parseTime('1778234401.25'), 1_778_234_401_250);
});

test('invalid times are null, also the zero times of other languages', () => {
	const noTimes = [null, undefined, true, {}, [], '', 'soon'];
	const noNumbers = [0, -1, '0', Number.NaN, Number.POSITIVE_INFINITY, 1e300, '9'.repeat(400)];

	for (const form of [
		...noTimes,
		...noNumbers,
		'2026-05-08',
		...'2026-13-01 2026-00-01 2026-02-30 2025-02-29 0099-01-01 1970-01-01'
			.split(' ')
			.map(day => `${day}T00:00:00Z`),
		...['25:00:00', '10:60:00', '10:00:61'].map(time => `2026-05-08T${time}Z`),
	]) {
		assert.equal(parseTime(form), null, inspect(form));
	}
});
