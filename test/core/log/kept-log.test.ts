import assert from 'node:assert/strict';
import test from 'node:test';
import {keptLog} from '../../../source/core/log/kept-log.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import {entry, name} from '../../helpers/values.ts';

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

test('of a log, the newest 200 entries and the first 100 errors are kept, with its gaps', () => {
	assert.deepEqual(keptMessages([]), {messages: [], gaps: []});
	const whole = keptMessages(entries(200), [3, 100]);
	assert.deepEqual(whole, {messages: range(0, 200), gaps: [3, 100]});
	const errors = new Set([2, 100]);
	const log = entries(1000, index => (errors.has(index) ? {severity: 'error'} : {}));
	// Of the gap at 50, the next gap that follows it tells.
	assert.deepEqual(keptMessages(log, [50, 103, 900]), {
		messages: [0, 2, 100, ...range(800, 1000)],
		gaps: [1, 2, 3, 103],
	});
	const allErrors = keptMessages(entries(2000, () => ({severity: 'error'})));
	assert.deepEqual(allErrors.messages, [...range(0, 100), ...range(1800, 2000)]);
});

test('of a node that reports its progress for long, the first and the last report are kept', () => {
	const events = [
		'execution_start',
		'executing',
		...Array<string>(300).fill('progress'),
		'executed',
	];
	const log = entries(1000, index => {
		const event = events[index];
		return event === undefined
			? {}
			: {eventType: name(event), nodeId: index === 0 ? null : name('3')};
	});
	assert.deepEqual(keptMessages(log).messages, [0, 1, 2, 301, 302, ...range(800, 1000)]);
});

test('lines without a node between the reports of nodes are not kept, and many nodes are limited', () => {
	const mixed = entries(1000, index => (index % 2 === 0 ? {nodeId: name('3')} : {}));
	assert.deepEqual(keptMessages(mixed).messages, [0, ...range(800, 1000)]);
	const loops = entries(50_000, index => ({nodeId: name(String(index % 7))}));
	assert.equal(keptMessages(loops).messages.length, 1700);
});
