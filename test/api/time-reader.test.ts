import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {parseTime, TimeReader} from '../../source/api/wire/time.ts';

/** Times within a few minutes, in fast and other formats, and invalid ones that look alike. */
const time = fc
	.tuple(
		fc.constantFrom(
			'2026-05-08T10:00:',
			'2026-05-08T10:01:',
			'1970-01-01T00:00:',
			'2026-02-30T10:00:',
		),
		fc.constantFrom('00', '01', '07', '59', '60', '61', '1', 'x1', '0 '),
		fc.constantFrom(
			'Z',
			'.5Z',
			'.570Z',
			'.999Z',
			'.000Z',
			'.57xZ',
			'.5700Z',
			'z',
			'+08:00',
			'',
			'.570',
			'ZZ',
		),
	)
	.map(parts => parts.join(''));

test('property: times in sequence are read like each alone', () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(time, fc.constantFrom(null, 1_778_234_401, '', 'Z')), {maxLength: 30}),
			values => {
				const reader = new TimeReader();
				assert.deepEqual(
					values.map(value => reader.read(value)),
					values.map(value => parseTime(value)),
				);
			},
		),
		{numRuns: 2000},
	);
});
