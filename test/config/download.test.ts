import assert from 'node:assert/strict';
import test from 'node:test';
import {optionsOf, wrongOf} from './parse.ts';

test('--download sets the folder; without it there is none (F1)', () => {
	assert.equal(optionsOf(['wfrun_1']).download, null);
	assert.equal(optionsOf(['--download', 'my folder', 'wfrun_1']).download, 'my folder');
	assert.equal(optionsOf(['--download=/tmp/out', 'wfrun_1']).download, '/tmp/out');
});

test('--download needs a name, and excludes --replay', () => {
	assert.match(wrongOf(['--download=', 'wfrun_1']), /^--download needs/);
	assert.match(wrongOf(['--download', ' ', '--lang', 'zh', 'wfrun_1']), /^--download 需要/);
	assert.match(wrongOf(['--replay', 'x.jsonl', '--download', 'out']), /Remove .*--download/);
});
