import assert from 'node:assert/strict';
import test from 'node:test';
import {firstResponse} from '../../../source/session/screen/first-response.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {polled, pollFailed} from '../../helpers/values.ts';
import {openStore, runsAdded} from '../../report/watch.ts';

for (const [what, outcome] of [
	['response', polled('a')],
	['failure', pollFailed('a')],
] as const) {
	test(`the first frame waits for a ${what}`, async () => {
		const {store, clock, isResolved} = waiting();
		store.dispatch(runsAdded('a'));
		await clock.advanceAsync(20);
		assert.equal(isResolved(), false);
		store.dispatch(outcome);
		await clock.advanceAsync(0);
		assert.equal(isResolved(), true);
		assert.equal(clock.pending, 0);
	});
}

test('the first frame does not wait for a late response', async () => {
	const {clock, isResolved} = waiting();
	await clock.advanceAsync(29);
	assert.equal(isResolved(), false);
	await clock.advanceAsync(1);
	assert.equal(isResolved(), true);
});

function waiting() {
	const clock = new FakeClock();
	const store = openStore(clock);
	let resolved = false;
	void firstResponse(store, clock).then(() => {
		resolved = true;
	});
	return {store, clock, isResolved: () => resolved};
}
