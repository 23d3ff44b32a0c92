import assert from 'node:assert/strict';
import fs, {mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import test from 'node:test';
import {beginRecording} from '../../../../source/features/replay/recording/recording-file.ts';
import {openRecording} from '../../../../source/features/replay/recording/recording.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {begin, open, writeRecording} from '../watches.ts';

const options = {started: 0, program: '1.2.3', onStopped: (why: string) => assert.fail(why)};

test('F5: a file that exists or a link is never touched', t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'a');
	writeFileSync(path, 'mine');
	assert.deepEqual(beginRecording({...options, path}), {kind: 'exists'});
	assert.equal(readFileSync(path, 'utf8'), 'mine');

	const linked = join(folder, 'b');
	symlinkSync(join(folder, 'nowhere'), linked);
	assert.deepEqual(beginRecording({...options, path: linked}), {kind: 'exists'});

	const nowhere = beginRecording({...options, path: join(folder, 'no', 'd')});
	assert.deepEqual(nowhere, {kind: 'unwritable', why: 'ENOENT'});
});

test("S3: the file is its owner's alone from its first byte, and each line is there at once", t => {
	const path = join(temporaryFolder(t), 'a');
	const file = begin({path});
	assert.equal(statSync(path).mode & 0o777, 0o600);
	file.write({at: 1, watch: ['wfrun_1']});
	assert.match(readFileSync(path, 'utf8'), /^\{"format":.*\}\n\{"at":1,"watch":\["wfrun_1"\]\}\n$/);
	file.close();
});

test('F8: a full disk ends the recording with one report; what was written is played', t => {
	const path = join(temporaryFolder(t), 'a');
	const stopped: string[] = [];
	const {writeSync} = fs;
	let room = 200;
	const mocked = t.mock.method(fs, 'writeSync', (to: number, data: Uint8Array, from: number) => {
		if (room === 0) {
			throw Object.assign(new Error('no space'), {code: 'ENOSPC'});
		}

		const written = writeSync(to, data, from, Math.min(data.length - from, room, 7));
		room -= written;
		return written;
	});
	syncBuiltinESMExports();
	const file = begin({path, onStopped: why => stopped.push(why)});

	for (let at = 0; at < 100; at++) {
		file.write({at, watch: [`wfrun_${at}`]});
	}

	mocked.mock.restore();
	syncBuiltinESMExports();
	assert.deepEqual(stopped, ['ENOSPC']);
	assert.equal(statSync(path).size, 200);
	assert.equal(open(path).steps.length, 3);
});

test('a file that is no recording or has a later version is not played', t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'a');
	assert.deepEqual(openRecording(path), {kind: 'unreadable', why: 'ENOENT'});
	writeFileSync(path, '{"event":"start"}\n');
	assert.deepEqual(openRecording(path), {kind: 'no-recording'});
	writeFileSync(path, '{"format":"chenyu-top-recording","version":2,"started":"x"}\n');
	assert.deepEqual(openRecording(path), {kind: 'newer', version: 2});
	mkdirSync(join(folder, 'b'));
	assert.deepEqual(openRecording(join(folder, 'b')), {kind: 'no-file'});
});

test('unknown lines are ignored, and broken ones reported (R1)', t => {
	const path = join(temporaryFolder(t), 'a');
	writeRecording(path, [
		{at: 0, watch: ['a']},
		{at: 1, dreamt: 'of sheep'},
		{at: 2, execution: 'a', answer: 7},
		{at: 3, execution: 'a', failure: {kind: 'bad luck'}},
		{at: 4, execution: 'a', same: 3},
		{at: 5, execution: 'a', next: null, answer: {status: 'succeeded'}},
	]);
	const recording = open(path);
	const actions = recording.steps.map(({action}) => action.type);
	assert.deepEqual(actions, ['runsAdded', 'polled']);
	assert.deepEqual(recording.broken, [4, 5]);
});
