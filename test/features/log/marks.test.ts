import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {compileSearch, type Matcher} from '../../../source/features/log/index/matcher.ts';
import {entryMarks, findMarks} from '../../../source/features/log/marks.ts';
import {costRatio} from '../../helpers/cost.ts';
import {entry} from '../../helpers/values.ts';

function matcherOf(text: string): Matcher {
	const matcher = compileSearch(text);
	assert.ok(typeof matcher !== 'string');
	return matcher;
}

test('hits in the level, the node and the message are marked', () => {
	const matcher = matcherOf('/in|o$');
	let marks = entryMarks(entry('a line in two'), matcher);

	// A busy machine may use up the 20 ms of one entry; another entry has its own.
	while (marks.message.length === 0) {
		marks = entryMarks(entry('a line in two'), matcher);
	}

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

test('a screen of slow entries is given up at once, and not tried again', () => {
	const matcher = matcherOf('/^(a+)+$');
	// Each of them would take years.
	const slow = (count: number) => Array.from({length: count}, () => entry(`${'a'.repeat(60)}!`));
	const find = (entries: readonly LogEntry[]) => () => {
		findMarks(entries, matcher);
	};
	const fine = entry('aaa');
	const screen = [fine, ...slow(60)];
	findMarks(screen, matcher);
	assert.deepEqual(entryMarks(fine, matcher).message, []);
	assert.ok(screen.every(each => entryMarks(each, matcher).message.length === 0));

	const together = costRatio(
		() => find(slow(60)),
		() => find(slow(1)),
	);
	assert.ok(together < 20, `sixty entries cost ${together} times as much as one`);
	const again = costRatio(
		() => find(screen),
		() => find(slow(1)),
	);
	assert.ok(again < 0.5, `the second time costs ${again} of one entry`);
});
