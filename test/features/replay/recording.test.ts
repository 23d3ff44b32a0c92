import assert from 'node:assert/strict';
import fs, {mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import test from 'node:test';
import {openRecording} from '../../../source/features/replay/recording.ts';
import {initialState} from '../../../source/store/state.ts';
import {added} from '../../helpers/play.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import {begin, open, writeRecording} from './watches.ts';

const blank = initialState({columns: 80, rows: 24}, 0);

test('F5: a file that exists or a link is never touched', t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'a');
	const linked = join(folder, 'b');
	writeFileSync(path, 'mine');
	symlinkSync(join(folder, 'nowhere'), linked);
	assert.throws(() => begin(path), {code: 'EEXIST'});
	assert.throws(() => begin(linked), {code: 'EEXIST'});
	assert.throws(() => begin(join(folder, 'no', 'd')), {code: 'ENOENT'});
	assert.equal(readFileSync(path, 'utf8'), 'mine');
});

test("S3: the file is its owner's alone from its first byte, and each line is there at once", t => {
	const path = join(temporaryFolder(t), 'a');
	const recorder = begin(path);
	assert.equal(statSync(path).mode & 0o777, 0o600);
	recorder.observe(blank, added(['wfrun_1'], 1), blank);
	assert.match(readFileSync(path, 'utf8'), /^\{"format":.*\}\n\{"at":1,"watch":\["wfrun_1"\]\}\n$/);
	recorder.close();
});

test('F8: a full disk ends the recording with one report; what was written is played', t => {
	const path = join(temporaryFolder(t), 'a');
	const stopped: string[] = [];
	const recorder = begin(path, {onStopped: why => stopped.push(why)});
	const {writeFileSync: write} = fs;
	let lines = 3;
	const mocked = t.mock.method(fs, 'writeFileSync', (file: number, line: Buffer) => {
		if (lines === 0) {
			write(file, line.subarray(0, 5));
			throw Object.assign(new Error('no space'), {code: 'ENOSPC'});
		}

		lines--;
		write(file, line);
	});
	syncBuiltinESMExports();

	for (let at = 0; at < 100; at++) {
		recorder.observe(blank, added([`wfrun_${at}`], at), blank);
	}

	mocked.mock.restore();
	syncBuiltinESMExports();
	assert.deepEqual(stopped, ['ENOSPC']);
	assert.equal(open(path).steps.length, 3);
});

test('a file that is no recording or has a later version is not played', t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'a');
	assert.deepEqual(openRecording(path), {kind: 'unreadable', why: 'ENOENT'});
	mkdirSync(join(folder, 'b'));
	assert.deepEqual(openRecording(join(folder, 'b')), {kind: 'no-recording'});

	for (const header of [
		'{"event":"start"}\n',
		'{"format":"chenyu-top-recording","version":2,"started":"2026-01-01T00:00:00Z"}\n',
		'{"format":"chenyu-top-recording","version":1,"started":"x"}\n',
	]) {
		writeFileSync(path, header);
		assert.deepEqual(openRecording(path), {kind: 'no-recording'});
	}
});

test('unknown lines are ignored, and broken ones reported (R1)', t => {
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
