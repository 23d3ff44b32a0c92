import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {lowerBound} from '../../source/core/lower-bound.ts';

test('the lower bound is the count of smaller numbers', () => {
	fc.assert(
		fc.property(fc.array(fc.integer()), fc.integer(), (numbers, least) => {
			const ascending = numbers.toSorted((a, b) => a - b);
			assert.equal(lowerBound(ascending, least), numbers.filter(number => number < least).length);
		}),
	);
});
