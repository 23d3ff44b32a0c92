import assert from 'node:assert/strict';
import test from 'node:test';
import {createBatch} from '../../source/polling/batch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function setUp() {
	const clock = new FakeClock();
	const sent: Array<readonly number[]> = [];
	return {clock, sent, batch: createBatch<number>(clock, 30, items => sent.push(items))};
}

test('items of one moment are sent together at once, later ones separately', () => {
	const {clock, sent, batch} = setUp();
	batch.add(1);
	batch.add(2);
	assert.deepEqual(sent, []);
	clock.advance(0);
	clock.advance(30);
	batch.add(3);
	clock.advance(0);
	assert.deepEqual(sent, [[1, 2], [3]]);
});

test('items in quick succession are sent once per interval, and a flush counts as sending', () => {
	const {clock, sent, batch} = setUp();
	batch.add(1);
	batch.flush();

	for (const item of [2, 3, 4]) {
		clock.advance(9);
		batch.add(item);
	}

	clock.advance(3);
	assert.deepEqual(sent, [[1], [2, 3, 4]]);
	clock.advance(29);
	batch.add(5);
	clock.advance(0);
	assert.deepEqual(sent, [[1], [2, 3, 4]]);
	clock.advance(1);
	assert.deepEqual(sent, [[1], [2, 3, 4], [5]]);
});

test('a flush sends at once, sends nothing twice and leaves no timer', () => {
	const {clock, sent, batch} = setUp();
	batch.add(1);
	batch.add(2);
	batch.flush();
	batch.flush();
	assert.deepEqual(sent, [[1, 2]]);
	assert.equal(clock.pending, 0);
});
