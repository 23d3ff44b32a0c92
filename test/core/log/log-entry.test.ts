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
		node: fc.option(fc.constantFrom('3', '3-')),
		level: fc.option(fc.constantFrom('', '-')),
		eventType: fc.option(fc.constantFrom('', '-')),
		progress: fc.option(fc.nat(1)),
		step: fc.option(
			fc.record({value: fc.nat(1), max: fc.constant(2), fraction: fc.constant(null)}),
		),
	})
	.map(({message, second, timeless, node, level, eventType, progress, step}) =>
		entry(message, second, {
			...(timeless ? {at: null} : {}),
			nodeId: node === null ? null : name(node),
			level: level === null ? null : name(level),
			eventType: eventType === null ? null : name(eventType),
			progressPercent: progress,
			step,
		}),
	);

test('two entries have the same key if and only if all their fields are equal (property)', () => {
	fc.assert(
		fc.property(fc.array(someEntry, {minLength: 60, maxLength: 120}), entries => {
			for (const one of entries) {
				for (const other of entries) {
					assert.equal(entryKey(one) === entryKey(other), isSameEntry(one, other));
				}
			}
		}),
	);
});
