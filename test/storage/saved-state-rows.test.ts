import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import fc from 'fast-check';
import type {RunProfile} from '../../source/core/forecast/run-profile.ts';
import {
	addRunProfile,
	emptySavedState,
	maxRuns,
	maxWorkflows,
	type SavedState,
} from '../../source/core/saved-state.ts';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import {changesBetween, type Change} from '../../source/storage/saved-items.ts';
import {readSavedState, writeChanges} from '../../source/storage/saved-state-rows.ts';
import {openHistory} from './history.ts';
import {account} from './stored.ts';

function profileOf(index: number): RunProfile {
	return {
		seconds: index + 0.5,
		course:
			index % 3 === 0
				? []
				: [
						[12.5, 3.1],
						[99, index],
					],
		longestIdleSec: index % 3 === 1 ? index : null,
		waitRatio: index % 4 === 0 ? null : 1.5,
		endedAt: index % 2 === 0 ? null : 1000 * index,
	};
}

const sorts = fc.record(
	{key: fc.constantFrom('added', 'cost', 'left'), descending: fc.boolean()},
	{noNullPrototype: true},
);

/** Makes states whose run ids start with the prefix. */
function savedStates(prefix: string): fc.Arbitrary<SavedState> {
	const ids = fc
		.uniqueArray(fc.nat({max: 8}), {maxLength: 6})
		.map(all => new Set(all.map(id => `${prefix}${id}`)));
	return fc.record(
		{
			watched: ids,
			dropped: ids.map(
				all => new Map([...all].map((id, at) => [id, {droppedAt: at, title: id, status: null}])),
			),
			sort: sorts,
			filter: fc.constantFrom('', 'is:failed'),
			views: fc
				.uniqueArray(fc.tuple(fc.constantFrom('a', '雨', 'c'), fc.constantFrom('', 'x'), sorts), {
					selector: ([name]) => name,
				})
				.map(
					all =>
						new Map(
							all.map(([name, filter, how]) => [
								name,
								{filter, sort: how, columns: filter === '' ? [] : ['id', 'input.雨']},
							]),
						),
				),
			labels: ids.map(all => new Map([...all].map(id => [id, foreignProse(`标 ${id}`)]))),
			runProfiles: ids.map(
				all =>
					new Map(
						all.size === 0
							? []
							: [['wf_1', new Map([...all].map((id, index) => [id, profileOf(index)]))]],
					),
			),
		},
		{noNullPrototype: true},
	);
}

/** Returns functions that open accounts in one database. Each account is empty at first. */
function accounts(t: TestContext) {
	const {database} = openHistory(t);
	let count = 0;
	return () => {
		const own = {...account, service: `https://example.com/${count++}`};
		return {
			write: (changes: readonly Change[]) => writeChanges(database, own, changes),
			read: () => readSavedState(database, own),
		};
	};
}

test('property: the changes between two states turn the first into the second', t => {
	const next = accounts(t);
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), (before, after) => {
			const {write, read} = next();
			write(changesBetween(emptySavedState, before));
			assert.deepEqual(read(), before);
			write(changesBetween(before, after));
			const {runProfiles: _, ...changed} = read();
			const {runProfiles: _profiles, ...expected} = after;
			assert.deepEqual(changed, expected);
			assert.deepEqual(changesBetween(after, after), []);
		}),
	);
});

test('property: the changes of two sessions are both kept, whichever is written first', t => {
	const next = accounts(t);
	fc.assert(
		fc.property(savedStates('a'), savedStates('a'), savedStates('b'), (base, mine, other) => {
			const {write, read} = next();
			const {sort} = base;
			write(changesBetween(emptySavedState, base));
			write(changesBetween({...emptySavedState, sort}, {...other, sort}));
			write(changesBetween(base, {...mine, sort}));

			assert.deepEqual(
				[...read().watched].toSorted(),
				[...mine.watched, ...other.watched].toSorted(),
			);
		}),
	);
});

test('property: run profiles are limited and ordered on the disk as in the program', t => {
	const next = accounts(t);
	const added = fc.record({workflow: fc.nat({max: 1}), ended: fc.nat({max: 40})});
	fc.assert(
		fc.property(fc.array(added, {maxLength: 5 * maxRuns, size: 'max'}), profiles => {
			const {write, read} = next();
			let state = emptySavedState;

			for (const [index, {workflow, ended}] of profiles.entries()) {
				const profile = {...profileOf(index), ...(ended === 0 ? {} : {endedAt: ended})};
				const changed = addRunProfile(state, `wf_${workflow}`, `run_${index}`, profile);
				write(changesBetween(state, changed));
				state = changed;
			}

			const inOrder = ({runProfiles}: SavedState) =>
				[...runProfiles].map(([workflow, runs]) => [workflow, [...runs]]);
			assert.deepEqual(inOrder(read()), inOrder(state));
		}),
	);
});

test('the run profiles of two sessions are both kept', t => {
	const {write, read} = accounts(t)();
	const learn = (base: SavedState, ids: readonly string[]) =>
		ids.reduce((known, id, index) => addRunProfile(known, 'wf_1', id, profileOf(index)), base);
	const base = learn(emptySavedState, ['a']);
	write(changesBetween(emptySavedState, base));
	write(changesBetween(base, learn(base, ['c', 'd'])));
	write(changesBetween(base, learn(base, ['b', 'c'])));
	assert.deepEqual(
		changesBetween(base, emptySavedState),
		[],
		'a session that forgets one deletes none',
	);
	assert.deepEqual([...(read().runProfiles.get('wf_1')?.keys() ?? [])].toSorted(), [
		'a',
		'b',
		'c',
		'd',
	]);
});

test('each set keeps its newest ids in the order in which they were added, and the newest workflows stay', t => {
	const {write, read} = accounts(t)();
	const ids = Array.from({length: 2100}, (_, index) => `run_${index}`);
	write(changesBetween(emptySavedState, {...emptySavedState, watched: new Set(ids)}));
	write([{kind: 'watched', id: 'x'.repeat(257), value: true}]);
	write(
		ids.slice(0, maxWorkflows + 5).map((id, index) => ({
			kind: 'profile',
			id,
			value: {workflowId: `wf_${index}`, profile: profileOf(1)},
		})),
	);
	const {watched, runProfiles} = read();
	assert.deepEqual([...watched], ids.slice(100));
	assert.deepEqual(
		[...runProfiles.keys()],
		ids.slice(5, maxWorkflows + 5).map((_, index) => `wf_${index + 5}`),
	);
});
