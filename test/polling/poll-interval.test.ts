import assert from 'node:assert/strict';
import test from 'node:test';
import {backOff, intervalWhileRejected, pauseBetweenHolds} from '../../source/polling/back-off.ts';
import {
	intervalAfterResponse,
	newPollState,
	regularInterval,
	type PollState,
} from '../../source/polling/poll-state.ts';
import {settings} from './set-up.ts';

const always = (number: number) => () => number;
const running: PollState = {...newPollState('wfrun_1', 0), phase: 'running'};

function queued(queuePosition: number | null, estimatedWaitSec: number | null): PollState {
	return {...running, phase: 'queued', queue: {queuePosition, estimatedWaitSec}};
}

test('the interval between two polls of a healthy run', () => {
	for (const [run, interval, pause] of [
		[running, 2000, 2000],
		[{...running, phase: 'other'}, 2000, 2000],
		[{...running, phase: null}, 2000, 2000],
		[{...running, phase: 'queued'}, 2000, 5000],
		[queued(null, null), 2000, 5000],
		[queued(1, null), 2000, 5000],
		[queued(8, null), 2000, 8000],
		[queued(500, null), 2000, 13_500],
		// The service's estimate takes precedence over the position.
		[queued(8, 4), 2000, 5000],
		[queued(1, 40), 2000, 10_000],
		[queued(1, 3600), 2000, 13_500],
		[queued(-1, -30), 2000, 5000],
		[queued(1, Infinity), 2000, 13_500],
		[{...queued(500, 3600), urgent: true}, 2000, 2000],
		// A queued run is never polled more often than a running one.
		[queued(1, null), 30_000, 30_000],
		[queued(1, null), 200, 500],
	] as const) {
		assert.equal(
			regularInterval(run, settings({interval})),
			pause,
			JSON.stringify({run, interval}),
		);
	}

	assert.equal(regularInterval(queued(500, 3600), settings({isSelected: true})), 2000);
});

test('a queued run is polled at least every 15 s', () => {
	assert.ok(intervalAfterResponse(queued(9999, 9999), settings()).max < 15_000);
});

test('a run that the engine does not know yet is polled every interval, at most once a second', () => {
	assert.equal(intervalWhileRejected(2000), 2000);
	assert.equal(intervalWhileRejected(200), 1000);
});

test('H8: the delay after failures in a row is random within bounds', () => {
	for (const [failures, steady, min, max] of [
		[1, 2000, 1000, 4000],
		[2, 2000, 1000, 8000],
		[3, 2000, 1000, 16_000],
		[4, 2000, 1000, 32_000],
		[5, 2000, 1000, 60_000],
		[6, 2000, 1000, 60_000],
		[100_000, 2000, 1000, 60_000],
		// The first delays are about a second, also with a short interval.
		[1, 200, 1000, 2000],
		[2, 200, 1000, 4000],
		[7, 200, 1000, 60_000],
		// With a long interval a failure does not cause more frequent polls.
		[1, 10_000, 5000, 20_000],
		[1, 40_000, 20_000, 80_000],
		[9, 40_000, 20_000, 80_000],
	] as const) {
		const delays = [0, 0.5, 1].map(number => backOff(failures, steady, always(number)));
		assert.deepEqual(delays, [min, (min + max) / 2, max], `${failures} × ${steady}`);
	}
});

test('the interval of a run out of sight, while the run list shows its changes', () => {
	const listed = (run: PollState): PollState => ({...run, listedAt: 1});

	for (const [run, interval, expected] of [
		[listed(running), 2000, 30_000],
		[listed(queued(1, 40)), 2000, 30_000],
		[listed(running), 60_000, 60_000],
		[{...listed(running), urgent: true}, 2000, 2000],
		[running, 2000, 2000],
	] as const) {
		const given = settings({interval, isOutOfSight: true});
		assert.equal(regularInterval(run, given), expected, JSON.stringify({run, interval}));
	}
});

test('a request that is refused while others are not waits longer each time, within a limit', () => {
	for (const [failures, retryAfter, expected] of [
		[1, 1000, 1000],
		[8, 1000, 8000],
		[100, 1000, 8000],
		// So long a wait holds back only this request.
		[3, 60_001, 0],
	] as const) {
		assert.equal(pauseBetweenHolds(failures, retryAfter), expected);
	}
});
