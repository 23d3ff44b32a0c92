import assert from 'node:assert/strict';
import test from 'node:test';
import {Agent} from 'undici';
import {reconnectAfterSleep} from '../../source/api/reconnect-after-sleep.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

test('H15: a sleep of the machine, and only that, causes new connections', async () => {
	const clock = new FakeClock();
	const opened: Agent[] = [];
	const awake = reconnectAfterSleep(() => {
		const dispatcher = new Agent();
		opened.push(dispatcher);
		return dispatcher;
	}, clock);

	clock.advance(3_600_000);
	assert.equal(awake.current(), opened[0]);
	clock.shiftWall(-3_600_000);
	assert.equal(awake.current(), opened[0]);
	assert.equal(opened.length, 1);

	clock.sleep(3_600_000, {counted: false});
	assert.equal(awake.current(), opened[1]);
	assert.equal(awake.current(), opened[1]);
	assert.equal(opened.length, 2);
	await awake.destroy();
});
