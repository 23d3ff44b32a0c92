import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {sortKeys, type Remembered} from '../../source/domain/remembered.ts';
import {applyChanges, changesBetween} from '../../source/memory/changes.ts';
import {readMemoryFile, writeMemoryFile} from '../../source/memory/memory-json.ts';

/** Ids of one session and of another have nothing to do with each other. */
function memories(prefix: string): fc.Arbitrary<Remembered> {
	const ids = fc
		.uniqueArray(fc.nat({max: 8}), {maxLength: 6})
		.map(all => new Set(all.map(id => `${prefix}${id}`)));
	return fc.record(
		{
			watched: ids,
			dropped: ids,
			marked: ids,
			pinned: ids,
			order: fc.record(
				{key: fc.constantFrom(...sortKeys), descending: fc.boolean()},
				{noNullPrototype: true},
			),
			runTimes: ids.map(
				all => new Map([['wf_1', new Map([...all].map((id, index) => [id, index]))]]),
			),
		},
		{noNullPrototype: true},
	);
}

test('the changes between two memories lead from the one to the other (property)', () => {
	fc.assert(
		fc.property(memories('a'), memories('a'), (before, after) => {
			const {watched, dropped, marked, pinned, order} = applyChanges(
				before,
				changesBetween(before, after),
			);
			assert.deepEqual(
				{watched, dropped, marked, pinned, order},
				{
					watched: after.watched,
					dropped: after.dropped,
					marked: after.marked,
					pinned: after.pinned,
					order: after.order,
				},
			);
			assert.deepEqual(changesBetween(after, after), []);
		}),
	);
});

test('what two sessions changed is kept of both, whoever writes first (property)', () => {
	fc.assert(
		fc.property(memories('a'), memories('a'), memories('b'), (base, mine, other) => {
			const theirs = applyChanges(
				base,
				changesBetween({...other, ...empty}, {...other, order: base.order}),
			);
			const ours = changesBetween(base, {...mine, order: base.order});
			const both = applyChanges(theirs, ours);

			for (const set of ['watched', 'dropped', 'marked', 'pinned'] as const) {
				assert.deepEqual([...both[set]].toSorted(), [...mine[set], ...other[set]].toSorted());
			}
		}),
	);
});

test('a memory comes back from its text as it was (property)', () => {
	fc.assert(
		fc.property(memories('wfrun_'), remembered => {
			const file = new Map([['https://example.com/', remembered]]);
			assert.deepEqual(readMemoryFile(writeMemoryFile(file)), file);
		}),
	);
});

test('J3: reading any text never throws (property)', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), text => {
			readMemoryFile(text);
		}),
	);
	fc.assert(
		fc.property(fc.jsonValue(), value => {
			const services = {a: value, b: {watched: value, sort: value, run_seconds: {w: value}}};
			assert.ok(readMemoryFile(JSON.stringify({version: 1, services})) instanceof Map);
		}),
	);
});

const empty = {
	watched: new Set<string>(),
	dropped: new Set<string>(),
	marked: new Set<string>(),
	pinned: new Set<string>(),
	runTimes: new Map<string, ReadonlyMap<string, number>>(),
};
