import assert from 'node:assert/strict';
import test from 'node:test';
import {VirtualClock} from '../../../source/features/replay/virtual-clock.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {start} from '../../helpers/values.ts';

test('a clock goes at its speed while it runs, and stands still otherwise', () => {
	const real = new FakeClock();
	const clock = new VirtualClock(real, start);
	const fired: number[] = [];
	clock.after(6000, () => fired.push(clock.now()));
	real.advance(1000);
	assert.equal(clock.now(), start);
	clock.run(true, 4);
	real.advance(1000);
	assert.equal(clock.now(), start + 4000);
	clock.run(false, 4);
	real.advance(1000);
	assert.equal(clock.now(), start + 4000);
	clock.run(true, 4);
	real.advance(499);
	assert.deepEqual(fired, []);
	real.advance(1);
	assert.deepEqual(fired, [start + 6000]);
});
