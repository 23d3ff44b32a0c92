import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {profileParts, type RunProfile} from '../../source/core/forecast/run-profile.ts';
import {addRunProfile, emptySavedState, type SavedState} from '../../source/core/saved-state.ts';
import {applyChanges, changesBetween, idSets} from '../../source/storage/changes.ts';
import {readRunProfile} from '../../source/storage/run-profile-json.ts';
import {readStorageFile, writeStorageFile} from '../../source/storage/saved-state-json.ts';

function profileOf(index: number): RunProfile {
	return {
		seconds: index + 0.5,
		curve:
			index % 3 === 0 ? null : Array.from({length: profileParts - 1}, (_, part) => part * 4 + 0.5),
		longestIdleSec: index % 3 === 1 ? index : null,
		...(index % 2 === 0 ? {} : {endedAt: 1000 * index}),
		...(index % 4 === 0 ? {} : {missed: {above: 0.25, below: 0}}),
	};
}

/** Makes states whose run ids start with the prefix. */
function savedStates(prefix: string): fc.Arbitrary<SavedState> {
	const ids = fc
		.uniqueArray(fc.nat({max: 8}), {maxLength: 6})
		.map(all => new Set(all.map(id => `${prefix}${id}`)));
	return fc.record(
		{
			watched: ids,
			dropped: ids,
			marked: ids,
			pinned: ids,
			sort: fc.record(
				{key: fc.constantFrom('added', 'cost', 'left'), descending: fc.boolean()},
				{noNullPrototype: true},
			),
			runProfiles: ids.map(
				all => new Map([['wf_1', new Map([...all].map((id, index) => [id, profileOf(index)]))]]),
			),
		},
		{noNullPrototype: true},
	);
}

test('property: the changes between two states turn the first into the second', () => {
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), (before, after) => {
			const {runProfiles: _, ...changed} = applyChanges(before, changesBetween(before, after));
			const {runProfiles: _profiles, ...expected} = after;
			assert.deepEqual(changed, expected);
			assert.deepEqual(changesBetween(after, after), []);
		}),
	);
});

test('property: the changes of two sessions are both kept, whichever is written first', () => {
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), savedStates('b'), (base, mine, other) => {
			const {sort} = base;
			const theirs = changesBetween({...emptySavedState, sort}, {...other, sort});
			const ours = changesBetween(base, {...mine, sort});
			const both = applyChanges(applyChanges(base, theirs), ours);

			for (const set of idSets) {
				assert.deepEqual([...both[set]].toSorted(), [...mine[set], ...other[set]].toSorted());
			}
		}),
	);
});

test('the run profiles of two sessions are both kept', () => {
	const learn = (base: SavedState, ids: readonly string[]) =>
		ids.reduce((known, id, index) => addRunProfile(known, 'wf_1', id, profileOf(index)), base);
	const base = learn(emptySavedState, ['a']);
	const mine = changesBetween(base, learn(base, ['b', 'c']));
	const theirs = changesBetween(base, learn(base, ['c', 'd']));
	const both = applyChanges(applyChanges(base, theirs), mine);
	assert.deepEqual([...(both.runProfiles.get('wf_1')?.keys() ?? [])].toSorted(), [
		'a',
		'b',
		'c',
		'd',
	]);
	assert.equal(applyChanges(both, [...mine, ...theirs]), both);
});

test('property: a state is read as it was written', () => {
	fc.assert(
		fc.property(savedStates('wfrun_'), saved => {
			const file = new Map([['https://example.com/', saved]]);
			assert.deepEqual(readStorageFile(writeStorageFile(file)), file);
		}),
	);
});

test('a bare duration, as earlier versions wrote it, is read', () => {
	const services = {a: {run_seconds: {wf_1: {wfrun_1: 8.5, wfrun_2: {seconds: 9, curve: '1 2'}}}}};
	const file = readStorageFile(JSON.stringify({version: 1, services}));
	assert.ok(typeof file !== 'string');
	assert.deepEqual(
		[...(file.get('a')?.runProfiles.get('wf_1') ?? [])],
		[
			['wfrun_1', {seconds: 8.5, curve: null, longestIdleSec: null}],
			['wfrun_2', {seconds: 9, curve: null, longestIdleSec: null}],
		],
	);
});

test('J3: property: reading any text never throws', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.json()), text => {
			readStorageFile(text);
		}),
	);
	fc.assert(
		fc.property(fc.jsonValue(), value => {
			const services = {a: value, b: {watched: value, sort: value, run_seconds: {w: value}}};
			assert.ok(readStorageFile(JSON.stringify({version: 1, services})) instanceof Map);
		}),
	);
});

test('a falling curve and fractions above one are ignored', () => {
	const rising = Array.from({length: profileParts - 1}, (_, index) => 4 * (index + 1));
	const read = (fields: object) => readRunProfile({seconds: 9, ...fields});
	assert.deepEqual(read({curve: rising.join(' ')})?.curve, rising);
	assert.equal(read({curve: rising.with(5, 3).join(' ')})?.curve, null);
	assert.equal(read({curve: rising.with(profileParts - 2, 101).join(' ')})?.curve, null);
	assert.deepEqual(read({above: 0.5, below: 0})?.missed, {above: 0.5, below: 0});
	assert.equal(read({above: 1.5, below: 0})?.missed, undefined);
	assert.equal(read({above: 0.5})?.missed, undefined);
});
