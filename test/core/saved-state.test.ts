import assert from 'node:assert/strict';
import test from 'node:test';
import type {LearntRun} from '../../source/core/forecast/run-profile.ts';
import {
	earlierRuns,
	learnRunTime,
	mostWorkflows,
	nothingRemembered,
	type Remembered,
} from '../../source/core/saved-state.ts';

function took(seconds: number): LearntRun {
	return {seconds, curve: null, quietSec: null};
}

function learn(remembered: Remembered, runs: ReadonlyArray<readonly [string, string, number]>) {
	return runs.reduce(
		(known, [workflow, id, seconds]) => learnRunTime(known, workflow, id, took(seconds)),
		remembered,
	);
}

test('a run teaches once, and of a workflow the newest twenty stay', () => {
	const runs = Array.from({length: 25}, (_, index) => ['wf', `run ${index}`, index] as const);
	const learnt = learn(nothingRemembered, runs);
	assert.deepEqual(
		earlierRuns(learnt.runTimes, 'wf', 'new').map(({seconds}) => seconds),
		Array.from({length: 20}, (_, index) => index + 5),
	);
	assert.equal(learn(learnt, [['wf', 'run 24', 99]]), learnt);
});

test('the newest are those that ended last, in whatever order they are learnt from', () => {
	const at = (endedAt: number): LearntRun => ({...took(endedAt), endedAt});
	const learnt = Array.from({length: 30}, (_, index) => 30 - index).reduce(
		(known, ended) => learnRunTime(known, 'wf', `run ${ended}`, at(ended)),
		nothingRemembered,
	);
	assert.deepEqual(
		earlierRuns(learnt.runTimes, 'wf', 'new').map(({seconds}) => seconds),
		Array.from({length: 20}, (_, index) => index + 11),
	);
	assert.equal(learnRunTime(learnt, 'wf', 'long ago', at(1)), learnt);
});

test('the workflows that were learnt from last stay, so the file stays small', () => {
	const many = Array.from(
		{length: mostWorkflows + 10},
		(_, index) => [`wf ${index}`, `run ${index}`, index] as const,
	);
	const first = learn(nothingRemembered, many.slice(0, mostWorkflows));
	const kept = learn(first, [['wf 0', 'run again', 7], ...many.slice(mostWorkflows)]);
	assert.equal(kept.runTimes.size, mostWorkflows);
	assert.equal(kept.runTimes.get('wf 0')?.size, 2);
	assert.equal(kept.runTimes.has('wf 1'), false);
});

test('a run is not before itself, and a workflow that nobody knows has no runs', () => {
	const {runTimes} = learn(nothingRemembered, [
		['wf', 'a', 1],
		['wf', 'b', 2],
	]);
	assert.deepEqual(earlierRuns(runTimes, 'wf', 'a'), [took(2)]);
	assert.deepEqual(earlierRuns(runTimes, null, 'a'), []);
	assert.equal(earlierRuns(runTimes, 'wf', 'c'), earlierRuns(runTimes, 'wf', 'd'));
});
