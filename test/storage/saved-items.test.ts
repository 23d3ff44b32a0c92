import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {addRunProfile, emptySavedState, type SavedState} from '../../source/core/saved-state.ts';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import type {AccountDatabase} from '../../source/storage/database.ts';
import {readItems, savedItems, savedStateOf, writeItems} from '../../source/storage/saved-items.ts';
import {openHistory} from './history.ts';

type RunProfile = Parameters<typeof addRunProfile>[3];

function profileOf(index: number): RunProfile {
	return {
		seconds: index,
		course: [[12.5, 3.1]],
		longestIdleSec: null,
		waitRatio: 1.5,
		endedAt: 1000 * index,
	};
}

/** Makes states whose run ids start with the prefix. */
function savedStates(prefix: string): fc.Arbitrary<SavedState> {
	const ids = fc
		.uniqueArray(fc.nat({max: 8}), {maxLength: 6})
		.map(all => all.map(id => `${prefix}${id}`));
	const sort = fc.record(
		{key: fc.constantFrom('added', 'cost'), descending: fc.boolean()},
		{noNullPrototype: true},
	);
	const names = fc.uniqueArray(fc.constantFrom('a', '雨 夜', 'c'));
	return fc
		.tuple(ids, ids, ids, ids, names, sort, fc.constantFrom('', 'is:failed'))
		.map(([watched, dropped, labels, learnt, views, how, filter]) => ({
			watched: new Set(watched),
			dropped: new Map(dropped.map(id => [id, {droppedAt: 1, title: id, status: null}])),
			labels: new Map(labels.map(id => [id, foreignProse(`标 ${id}`)])),
			views: new Map(views.map(name => [name, {filter, sort: how, columns: ['id', 'input.雨']}])),
			sort: how,
			filter,
			runProfiles: learnt.reduce(
				(saved, id, index) => addRunProfile(saved, 'wf_1', id, profileOf(index)),
				emptySavedState,
			).runProfiles,
		}));
}

function session(stored: AccountDatabase) {
	const read = readItems(stored);
	return {
		saved: savedStateOf(read),
		write: (saved: SavedState) => writeItems(stored, read, savedItems(saved)),
	};
}

test('property: what a session saves, the next one reads', t => {
	const {database} = openHistory(t);
	let account = 0;
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), (before, after) => {
			const stored = {database, account: String(account++)};
			session(stored).write(before);
			assert.deepEqual(session(stored).saved, before);
			session(stored).write(after);
			const {runProfiles, ...read} = session(stored).saved;
			const {runProfiles: expected, ...others} = after;
			assert.deepEqual(read, others);
			assert.deepEqual(
				new Map(runProfiles.get('wf_1')),
				new Map([...(expected.get('wf_1') ?? [])].toSorted(byEnd)),
			);
		}),
	);
});

function byEnd([, a]: readonly [string, RunProfile], [, b]: readonly [string, RunProfile]) {
	return (a.endedAt ?? 0) - (b.endedAt ?? 0);
}

test('property: the changes of two sessions are both kept, whichever is written first', t => {
	const {database} = openHistory(t);
	let account = 0;
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), savedStates('b'), (base, mine, theirs) => {
			const stored = {database, account: String(account++)};
			session(stored).write(base);
			const [first, second] = [session(stored), session(stored)];
			first.write({...base, watched: new Set([...base.watched, ...theirs.watched])});
			second.write(mine);
			const {watched, filter} = session(stored).saved;
			assert.deepEqual([...watched].toSorted(), [...mine.watched, ...theirs.watched].toSorted());
			assert.equal(filter, mine.filter);
		}),
	);
});

test('the newest ids, and the newest runs of a workflow, are kept in their order', t => {
	const stored = openHistory(t);
	const ids = Array.from({length: 2100}, (_, index) => `run_${index}`);
	session(stored).write({
		...emptySavedState,
		watched: new Set(ids),
		runProfiles: new Map([['wf', new Map(ids.slice(0, 30).map((id, at) => [id, profileOf(at)]))]]),
	});
	const next = session(stored);
	assert.deepEqual([...next.saved.watched], ids.slice(100));
	assert.deepEqual([...(next.saved.runProfiles.get('wf')?.keys() ?? [])], ids.slice(10, 30));
	next.write(next.saved);
	assert.equal(readItems(stored).size, 2000 + 20 + 1);
});
