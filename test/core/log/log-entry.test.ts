import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {entryKey, isSameEntry} from '../../../source/core/log/log-entry.ts';
import {entry, name} from '../../helpers/values.ts';

const someEntry = fc
	.record({
		message: fc.constantFrom('a', '-a', ''),
		second: fc.nat(2),
		timeless: fc.boolean(),
		nodeId: fc.option(fc.constantFrom('3', '3-').map(name)),
		level: fc.option(fc.constantFrom('', '-').map(name)),
		eventType: fc.option(fc.constantFrom('', '-').map(name)),
		progressPercent: fc.option(fc.nat(1)),
		step: fc.option(
			fc.record({value: fc.nat(1), max: fc.constant(2), fraction: fc.constant(null)}),
		),
	})
	.map(({message, second, timeless, ...fields}) =>
		entry(message, second, {...fields, ...(timeless ? {at: null} : {})}),
	);

test('two entries have the same key if and only if all their fields are equal (property)', () => {
	fc.assert(
		fc.property(fc.array(someEntry, {minLength: 20, maxLength: 40}), entries => {
			for (const one of entries) {
				for (const other of entries) {
					assert.equal(entryKey(one) === entryKey(other), isSameEntry(one, other));
				}
			}
		}),
	);
});
