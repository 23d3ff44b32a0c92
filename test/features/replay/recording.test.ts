import assert from 'node:assert/strict';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {initialState} from '../../../source/features/index.ts';
import {openRecording} from '../../../source/features/replay/recording.ts';
import {added} from '../../helpers/play.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {begin, open, writeRecording} from './watches.ts';

const blank = initialState({size: {columns: 80, rows: 24}}, 0);

test("the file is its owner's alone from its first byte, and each line is there at once", t => {
	const path = join(temporaryFolder(t), 'a');
	const recorder = begin(path);
	assert.equal(statSync(path).mode & 0o777, 0o600);
	recorder.observe(blank, added(['wfrun_1'], 1), blank);
	assert.match(readFileSync(path, 'utf8'), /^\{"format":.*\}\n\{"at":1,"watch":\["wfrun_1"\]\}\n$/);
	recorder.close();
	assert.throws(() => begin(path), {code: 'EEXIST'});
});

test('a recording of a later version is not played', t => {
	const path = join(temporaryFolder(t), 'a');
	writeFileSync(
		path,
		'{"format":"chenyu-top-recording","version":2,"started":"2026-01-01T00:00:00Z"}\n',
	);
	assert.deepEqual(openRecording(path), {kind: 'no-recording'});
});

test('unknown lines are ignored, and broken ones reported', t => {
	const path = join(temporaryFolder(t), 'a');
	const poll = {execution: 'a', at: 2, next: null};
	writeRecording(path, [
		{at: 0, watch: ['a']},
		{at: 1, dreamt: 'of sheep'},
		{at: 2, polls: [{...poll, answer: 7}]},
		{at: 3, polls: [{...poll, failure: {kind: 'bad luck'}}]},
		{at: 4, polls: [{...poll, answer: {}}]},
		{at: 5, polls: [{...poll, answer: {status: 'running'}, kept: [-1, 2]}]},
		{at: 6, polls: [{...poll, same: true}]},
		{at: 7, polls: [{...poll, answer: {status: 'succeeded'}}]},
	]);
	const recording = open(path);
	const actions = recording.steps.map(({action}) => action);
	assert.deepEqual(
		actions.map(action => (action.type === 'polled' ? action.outcomes.length : action.type)),
		['runsAdded', 0, 1],
	);
	assert.deepEqual(recording.broken, [4, 5, 6, 7]);
});
