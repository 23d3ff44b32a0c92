import assert from 'node:assert/strict';
import test from 'node:test';
import {
	afterResponseTime,
	initialConcurrency,
	type Concurrency,
} from '../../source/polling/concurrency.ts';

function after(start: Concurrency, count: number, latency: number, isFull: boolean): Concurrency {
	return Array.from({length: count}).reduce<Concurrency>(
		current => afterResponseTime(current, latency, isFull),
		start,
	);
}

test('the window grows to its maximum while it is full', () => {
	const start = initialConcurrency(32);
	assert.equal(start.window, 12);
	assert.equal(after(start, 1000, 100, false).window, 12);
	assert.equal(after(start, 1000, 100, true).window, 32);
	assert.equal(after(initialConcurrency(5), 1000, 100, true).window, 5);
});

test('the window shrinks again when responses become slow, and then widens when they are fast', () => {
	const wide = after(initialConcurrency(32), 1000, 100, true);
	const narrow = after(wide, 1000, 1500, true);
	assert.equal(narrow.window, 12);
	assert.equal(after(narrow, 1000, 100, true).window, 32);
});

test('the latency is an average of the latest responses', () => {
	assert.equal(initialConcurrency(8).latency, null);
	assert.equal(after(initialConcurrency(8), 1, 80, false).latency, 80);
	const {latency} = after(after(initialConcurrency(8), 100, 80, false), 100, 20, false);
	assert.ok(latency !== null && Math.abs(latency - 20) < 1);
});
