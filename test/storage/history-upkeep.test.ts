import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import {pruneSteps} from '../../source/storage/history-upkeep.ts';
import {day, idsOf, now, openHistory, recordOf} from './history.ts';

test('ended runs without inputs are listed, the newest first', t => {
	const {calls} = openHistory(t);
	calls.record(
		[
			recordOf('a', {endedAt: now - day}),
			recordOf('b', {endedAt: now - 1000, response: '{}'}),
			recordOf('c', {inputs: []}),
			recordOf('d', {phase: 'running', createdAt: now}),
			recordOf('e', {endedAt: now - 3 * day}),
		],
		now,
	);
	assert.deepEqual(calls.runsWithoutInputs(now - 2 * day), ['b', 'a']);
	assert.deepEqual(calls.runsWithoutInputs(0), ['b', 'a', 'e']);
});

test('runs older than the limit are removed in all accounts, and the history is whole only since then', t => {
	const {calls, accountOf} = openHistory(t, {days: 10, bytes: Infinity});
	const other = accountOf('https://example.com/ other');
	const at = (days: number) => ({endedAt: now - days * day});
	other.record([recordOf('theirs', at(11))], now);
	calls.record(
		[
			recordOf('new', at(9.9)),
			recordOf('old', {...at(10.1), inputs: [], response: '{}'}),
			recordOf('never ended', {phase: 'running', createdAt: now - 11 * day}),
		],
		now,
	);
	calls.setWholeFrom(now - 30 * day);
	const {removed, bytes} = calls.prune(now);
	assert.equal(removed, 3);
	assert.ok(bytes > 0);
	assert.deepEqual([idsOf(calls), idsOf(other)], [['new'], []]);
	assert.equal(calls.response('old'), null);
	assert.deepEqual(calls.lastVisit(), {
		visitedAt: null,
		oldestUnfinished: null,
		wholeFrom: now - 10.1 * day + 1,
	});
	assert.equal(other.lastVisit().wholeFrom, null);
	assert.equal(calls.prune(now).removed, 0);
	calls.setWholeFrom(now - day);
	assert.equal(calls.prune(now + 10 * day).removed, 1);
	assert.equal(calls.lastVisit().wholeFrom, now - day);
});

test('of a file that is too large, the oldest runs are removed in short steps until it is small enough', t => {
	const limits = {days: 1e6, bytes: 2_000_000};
	const {database, calls} = openHistory(t, limits);
	const count = 1500;
	calls.record(
		Array.from({length: count}, (_, index) =>
			recordOf(`run_${index}`, {
				endedAt: now - index * 1000,
				response: randomBytes(1500).toString('hex'),
			}),
		),
		now,
	);
	const pages = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
	const before = pages('page_count');
	const pageSize = pages('page_size');
	assert.ok(before * pageSize > limits.bytes);
	const steps: number[] = [];
	const sizes = [before];

	for (const removed of pruneSteps(database, limits, now)) {
		steps.push(removed);
		sizes.push(pages('page_count'));
	}

	assert.ok(
		steps.every(removed => removed <= 200),
		steps.join(' '),
	);
	assert.ok(sizes.every((size, index) => index === 0 || (sizes[index - 1] ?? 0) - size <= 100));
	assert.equal(pages('freelist_count'), 0);
	const size = pages('page_count') * pageSize;
	assert.ok(size <= limits.bytes && size > limits.bytes / 2, String(size));
	const removed = steps.reduce((sum, each) => sum + each, 0);
	assert.deepEqual(
		idsOf(calls),
		Array.from({length: count - removed}, (_, index) => `run_${index}`),
	);
	assert.equal(
		database.prepare('SELECT count(*) AS n FROM history_texts').get()?.['n'],
		count - removed,
	);
	assert.equal(
		database.prepare('SELECT count(*) AS n FROM history_details').get()?.['n'],
		count - removed,
	);
});

test('pruning ends when no run is left', t => {
	const {calls} = openHistory(t, {days: 1, bytes: 0});
	calls.record([recordOf('a'), recordOf('b')], now);
	assert.equal(calls.prune(now).removed, 2);
	assert.deepEqual(idsOf(calls), []);
});
