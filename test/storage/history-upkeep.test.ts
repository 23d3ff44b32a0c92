import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test from 'node:test';
import {findResponse} from '../../source/storage/history-queries.ts';
import {
	pruneAll,
	pruneSome,
	readVisit,
	writeCompleteSince,
} from '../../source/storage/history-upkeep.ts';
import {day, idsOf, now, openHistory, record, recordOf} from './history.ts';

test('runs older than the limit are removed in all accounts, and the history is whole only since then', t => {
	const stored = openHistory(t);
	const other = {...stored, account: 'other'};
	const limits = {days: 10, bytes: Infinity};
	const at = (days: number) => ({endedAt: now - days * day});
	record(other, [recordOf('theirs', at(11))]);
	record(stored, [
		recordOf('new', at(9.9)),
		recordOf('old', {...at(10.1), inputs: [], response: '{}'}),
		recordOf('never ended', {phase: 'running', createdAt: now - 11 * day}),
	]);
	writeCompleteSince(stored, now - 30 * day);
	const {removed, bytes} = pruneAll(stored, limits, now);
	assert.equal(removed, 3);
	assert.ok(bytes > 0);
	assert.deepEqual([idsOf(stored), idsOf(other)], [['new'], []]);
	assert.equal(findResponse(stored, 'old'), null);
	assert.deepEqual(readVisit(stored), {
		visitedAt: null,
		oldestUnfinished: null,
		wholeFrom: now - 10.1 * day + 1,
	});
	assert.equal(readVisit(other).wholeFrom, null);
	assert.equal(pruneSome(stored, limits, now), 0);
	writeCompleteSince(stored, now - day);
	assert.equal(pruneSome(stored, limits, now + 10 * day), 1);
	assert.equal(readVisit(stored).wholeFrom, now - day);
});

test('of a file that is too large, the oldest runs are removed until it is small enough', t => {
	const stored = openHistory(t);
	const limits = {days: 1e6, bytes: 1_000_000};
	const response = () => randomBytes(1500).toString('hex');
	record(
		stored,
		Array.from({length: 1000}, (_, index) =>
			recordOf(`run_${index}`, {endedAt: now - index * 1000, response: response()}),
		),
	);
	const {removed, bytes} = pruneAll(stored, limits, now);
	assert.ok(bytes <= limits.bytes && bytes > limits.bytes / 2, String(bytes));
	assert.deepEqual(
		idsOf(stored),
		Array.from({length: 1000 - removed}, (_, index) => `run_${index}`),
	);
	const details = stored.database.prepare('SELECT count(*) AS count FROM details').get();
	assert.equal(details?.['count'], 1000 - removed);
	assert.equal(pruneAll(stored, {days: 1e6, bytes: 0}, now).removed, 1000 - removed);
});
