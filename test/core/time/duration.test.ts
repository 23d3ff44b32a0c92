import assert from 'node:assert/strict';
import test from 'node:test';
import {elapsedMs} from '../../../source/core/execution.ts';
import {parseDuration, timePosition} from '../../../source/core/time/duration.ts';
import {execution, start} from '../../helpers/values.ts';

test('positions on a time axis are formatted like a clock', () => {
	assert.equal(timePosition(8420), '00:08');
	assert.equal(timePosition((12 * 60 + 41) * 1000), '12:41');
	assert.equal(timePosition(3_723_000), '1:02:03');
	assert.equal(timePosition(26 * 3_600_000), '26:00:00');
	assert.equal(timePosition(59_999), '00:59');
	assert.equal(timePosition(-5), '00:00');
});

test('durations are parsed in days, hours, minutes and seconds', () => {
	assert.equal(parseDuration('90s'), 90_000);
	assert.equal(parseDuration('10m'), 600_000);
	assert.equal(parseDuration('1h30m'), 5_400_000);
	assert.equal(parseDuration('2h'), 7_200_000);
	assert.equal(parseDuration('1.5H'), 5_400_000);
	assert.equal(parseDuration('1h2m3s'), 3_723_000);
	assert.equal(parseDuration('7d'), 604_800_000);
	assert.equal(parseDuration('1d12h'), 129_600_000);
	assert.equal(parseDuration('0s'), 0);
});

test('anything else is rejected', () => {
	for (const text of [
		'',
		'90',
		's',
		'-1s',
		'1s1m',
		'1 m',
		'1h1d',
		'1e3s',
		'.5h',
		'５m',
		'10ms',
		'1m\n',
	]) {
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
