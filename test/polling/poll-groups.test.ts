import assert from 'node:assert/strict';
import test from 'node:test';
import {PollGroups} from '../../source/polling/poll-groups.ts';

const always = (number: number) => () => number;
const never = () => assert.fail('no random number is used');

test('a poll joins the first group within its range', () => {
	const groups = new PollGroups();
	assert.equal(groups.join({min: 1800, max: 2200}, 0, always(0.75)), 2100);
	assert.equal(groups.join({min: 1850, max: 2250}, 50, never), 2100);
	assert.equal(groups.join({min: 2100, max: 2500}, 300, never), 2100);
	assert.equal(groups.join({min: 2101, max: 2501}, 301, always(0)), 2101);
});

test('a poll without slack keeps its time, and others join it', () => {
	const groups = new PollGroups();
	assert.equal(groups.join({min: 1800, max: 2200}, 0, always(0)), 1800);
	assert.equal(groups.join({min: 2010, max: 2010}, 10, always(0.9)), 2010);
	assert.equal(groups.join({min: 1820, max: 2220}, 20, never), 2010);
});

test('a group has at most twelve polls', () => {
	const groups = new PollGroups();
	const dues = Array.from({length: 13}, (_, run) =>
		groups.join({min: 1800, max: 2200}, 0, () => run / 13),
	);
	assert.deepEqual(dues, [...Array.from({length: 12}, () => 1800), 1800 + (400 * 12) / 13]);
});

test('a group that is due is not joined any more', () => {
	const groups = new PollGroups();
	assert.equal(groups.join({min: 0, max: 10}, 0, always(0.5)), 5);
	assert.equal(groups.join({min: 0, max: 10}, 5, always(0.1)), 1);
});
