import assert from 'node:assert/strict';
import test from 'node:test';
import {elapsedMs} from '../../../source/core/execution.ts';
import {parseDuration, timePosition} from '../../../source/core/time/duration.ts';
import {execution, start} from '../../helpers/values.ts';

test('positions on a time axis are formatted like a clock', () => {
	assert.deepEqual([8420, 761_000, 3_723_000, 93_600_000, 59_999, -5].map(timePosition), [
		'00:08',
		'12:41',
		'1:02:03',
		'26:00:00',
		'00:59',
		'00:00',
	]);
});

test('durations are parsed in days, hours, minutes and seconds', () => {
	assert.deepEqual(
		['90s', '1.5H', '1h2m3s', '7d', '1d12h', '0s'].map(parseDuration),
		[90_000, 5_400_000, 3_723_000, 604_800_000, 129_600_000, 0],
	);

	for (const text of ['', '1 m', '1m\n', ...'90 s -1s 1s1m 1h1d 1e3s .5h ５m 10ms'.split(' ')]) {
		assert.equal(parseDuration(text), null, text);
	}
});

test("the elapsed time is since the start, or the service's own value", () => {
	const startedAt = start;
	assert.equal(elapsedMs(execution(), start), null);
	assert.equal(elapsedMs(execution({startedAt}), start + 5000), 5000);
	assert.equal(elapsedMs(execution({startedAt}), start - 5000), 0);
	assert.equal(elapsedMs(execution({startedAt, actualDurationSec: 3}), start + 5000), 5000);
	const over = execution({startedAt, terminalAt: start + 9000, phase: 'succeeded'});
	assert.equal(elapsedMs(over, start + 50_000), 9000);
	assert.equal(elapsedMs({...over, actualDurationSec: 8.42}, start), 8420);
	assert.equal(elapsedMs({...over, terminalAt: null}, start), null);
	assert.equal(elapsedMs({...over, terminalAt: start - 9000}, start), 0);
});
