import assert from 'node:assert/strict';
import test from 'node:test';
import {Batch} from '../../source/poll/batch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

test('what is added in the same moment goes out as one, what comes later as another', () => {
	const clock = new FakeClock();
	const sent: Array<readonly number[]> = [];
	const batch = new Batch<number>(clock, items => sent.push(items));
	batch.add(1);
	batch.add(2);
	assert.deepEqual(sent, []);
	clock.advance(0);
	batch.add(3);
	clock.advance(0);
	assert.deepEqual(sent, [[1, 2], [3]]);
});

test('a flush sends at once, sends nothing twice and leaves no timer', () => {
	const clock = new FakeClock();
	const sent: Array<readonly number[]> = [];
	const batch = new Batch<number>(clock, items => sent.push(items));
	batch.add(1);
	batch.add(2);
	batch.flush();
	batch.flush();
	assert.deepEqual(sent, [[1, 2]]);
	assert.equal(clock.pending, 0);
});
