import assert from 'node:assert/strict';
import test from 'node:test';
import {
	addRunProfile,
	earlierProfiles,
	emptySavedState,
	maxWorkflows,
	type SavedState,
} from '../../source/core/saved-state.ts';
import {profile as profileOf} from '../helpers/values.ts';

function learn(saved: SavedState, runs: ReadonlyArray<readonly [string, string, number]>) {
	return runs.reduce(
		(known, [workflow, id, seconds]) => addRunProfile(known, workflow, id, profileOf(seconds)),
		saved,
	);
}

test('a run is added once, and a workflow keeps its newest twenty', () => {
	const runs = Array.from({length: 25}, (_, index) => ['wf', `run ${index}`, index] as const);
	const profile = learn(emptySavedState, runs);
	assert.deepEqual(
		earlierProfiles(profile.runProfiles, 'wf').map(({seconds}) => seconds),
		Array.from({length: 20}, (_, index) => index + 5),
	);
	assert.equal(learn(profile, [['wf', 'run 24', 99]]), profile);
});

test('the newest profiles are of the runs that ended last, in any order of addition', () => {
	const at = (endedAt: number) => profileOf(endedAt, {endedAt});
	const profile = Array.from({length: 30}, (_, index) => 30 - index).reduce(
		(known, ended) => addRunProfile(known, 'wf', `run ${ended}`, at(ended)),
		emptySavedState,
	);
	assert.deepEqual(
		earlierProfiles(profile.runProfiles, 'wf').map(({seconds}) => seconds),
		Array.from({length: 20}, (_, index) => index + 11),
	);
	assert.equal(addRunProfile(profile, 'wf', 'long ago', at(1)), profile);
});

test('the most recently updated workflows stay, so the file stays small', () => {
	const many = Array.from(
		{length: maxWorkflows + 10},
		(_, index) => [`wf ${index}`, `run ${index}`, index] as const,
	);
	const first = learn(emptySavedState, many.slice(0, maxWorkflows));
	const kept = learn(first, [['wf 0', 'run again', 7], ...many.slice(maxWorkflows)]);
	assert.equal(kept.runProfiles.size, maxWorkflows);
	assert.equal(kept.runProfiles.get('wf 0')?.size, 2);
	assert.equal(kept.runProfiles.has('wf 1'), false);
});

test('an unknown workflow has no earlier runs, and those of a known one stay the same array', () => {
	const {runProfiles} = learn(emptySavedState, [['wf', 'a', 1]]);
	assert.deepEqual(earlierProfiles(runProfiles, null), []);
	assert.equal(earlierProfiles(runProfiles, 'wf'), earlierProfiles(runProfiles, 'wf'));
});
