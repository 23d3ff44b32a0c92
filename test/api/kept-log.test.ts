import assert from 'node:assert/strict';
import test from 'node:test';
import {keptLog} from '../../source/api/wire/kept-response.ts';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {logOf} from '../../source/core/log/run-log.ts';
import {entry, name} from '../helpers/values.ts';

function entries(count: number, at: (index: number) => Partial<LogEntry> = () => ({})): LogEntry[] {
	return Array.from({length: count}, (_, index) => entry(String(index), index, at(index)));
}

function keptMessages(log: readonly LogEntry[], gaps: readonly number[] = []) {
	const kept = keptLog(logOf(log, gaps));
	return {messages: kept.entries.map(({message}) => Number(message.exact)), gaps: kept.gaps};
}

function range(from: number, until: number): readonly number[] {
	return Array.from({length: until - from}, (_, index) => from + index);
}

test('of a log, the newest 200 entries and the first 1,000 errors are kept, with its gaps', () => {
	assert.deepEqual(keptMessages([]), {messages: [], gaps: []});
	const whole = keptMessages(entries(200), [3, 100]);
	assert.deepEqual(whole, {messages: range(0, 200), gaps: [3, 100]});
	const errors = new Set([2, 100]);
	const log = entries(1000, index => (errors.has(index) ? {severity: 'error'} : {}));
	// The gap at 50 is part of the gap before the next kept entry.
	assert.deepEqual(keptMessages(log, [50, 103, 900]), {
		messages: [2, 100, ...range(800, 1000)],
		gaps: [0, 1, 2, 102],
	});
	const allErrors = keptMessages(entries(2000, () => ({severity: 'error'})));
	assert.deepEqual(allErrors.messages, [...range(0, 1000), ...range(1800, 2000)]);
});

test('the events of nodes are kept, but not their progress, and many are limited', () => {
	const log = entries(1000, index => ({
		eventType: name(index % 100 === 0 ? 'executing' : 'progress'),
		nodeId: name('3'),
	}));
	const starts = [0, 100, 200, 300, 400, 500, 600, 700];
	assert.deepEqual(keptMessages(log).messages, [...starts, ...range(800, 1000)]);
	const loops = entries(50_000, () => ({eventType: name('executing')}));
	assert.equal(keptMessages(loops).messages.length, 1200);
});
