import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {entryKey} from '../../../source/core/log/similar-entries.ts';
import {countKinds, EntryKinds} from '../../../source/core/log/entry-kinds.ts';
import {entry, name} from '../../helpers/values.ts';

const listed = fc
	.record({
		message: fc.constantFrom('a', 'b', ''),
		second: fc.nat(2),
		timeless: fc.boolean(),
		node: fc.option(fc.constantFrom('3', 'b')),
		progress: fc.option(fc.nat(1)),
		step: fc.option(
			fc.record({value: fc.nat(1), max: fc.constant(2), fraction: fc.constant(null)}),
		),
	})
	.map(({message, second, timeless, node, progress, step}) =>
		entry(message, second, {
			...(timeless ? {at: null} : {}),
			nodeId: node === null ? null : name(node),
			progressPercent: progress,
			step,
		}),
	);

test('two entries have the same kind if and only if all their fields are equal (property)', () => {
	fc.assert(
		fc.property(fc.array(listed, {maxLength: 60}), entries => {
			const kinds = new EntryKinds();
			const kindsOfEntries = entries.map(each => kinds.kindOf(each));
			const keys = entries.map(each => entryKey(each));
			assert.deepEqual(
				kindsOfEntries,
				keys.map(key => kindsOfEntries[keys.indexOf(key)]),
			);
			const distinct = new Set(keys);
			assert.equal(new Set(kindsOfEntries).size, distinct.size);
			assert.equal(kinds.count, distinct.size);
			assert.deepEqual(
				[...countKinds(kindsOfEntries, kinds.count)],
				[...distinct].map(key => keys.filter(other => other === key).length),
			);
			assert.deepEqual(
				entries.map(each => kinds.kindOf(each)),
				kindsOfEntries,
				'a second time as the first',
			);
		}),
	);
});
