import assert from 'node:assert/strict';
import test from 'node:test';
import {entryMarks, findMarks} from '../../source/state/log-marks.ts';
import {readSearch, type Matcher} from '../../source/state/matcher.ts';
import {entry} from '../helpers/values.ts';

function matcherOf(text: string): Matcher {
	const matcher = readSearch(text);
	assert.ok(typeof matcher !== 'string');
	return matcher;
}

test('what is in sight is marked in the level, the node and the message', () => {
	const matcher = matcherOf('/in|o$');
	const marks = entryMarks(entry('a line in two'), matcher);
	assert.deepEqual(marks, {
		level: [
			{from: 0, to: 2},
			{from: 3, to: 4},
		],
		node: [],
		message: [
			{from: 3, to: 5},
			{from: 7, to: 9},
			{from: 12, to: 13},
		],
	});
});

test('a screen of slow entries is given up together, and not tried again', () => {
	const fine = entry('aaa');
	const slow = Array.from({length: 60}, () => entry(`${'a'.repeat(60)}!`));
	const matcher = matcherOf('/^(a+)+$');
	const began = performance.now();
	findMarks([fine, ...slow], matcher);
	const once = performance.now() - began;
	assert.deepEqual(entryMarks(fine, matcher).message, []);
	assert.ok(slow.every(each => entryMarks(each, matcher).message.length === 0));
	// Each of them would take longer than anyone lives.
	assert.ok(once < 1000, `${once} ms`);
	assert.ok(performance.now() - began - once < 1000);
});
