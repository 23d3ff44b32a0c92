import assert from 'node:assert/strict';
import test from 'node:test';
import type {Problem, ProblemKind} from '../../source/core/problem.ts';
import {
	recordSuccess,
	recordFailure,
	closedBreaker,
	availableAt,
	maxInFlight,
	type CircuitBreaker,
} from '../../source/polling/circuit-breaker.ts';
import {problem as aProblem} from '../helpers/values.ts';

function problem(kind: ProblemKind, change: Partial<Problem> = {}): Problem {
	return aProblem({kind, httpStatus: null, ...change});
}

function trouble(
	breaker: CircuitBreaker,
	what: Problem,
	askedAt = 1000,
	now = askedAt + 100,
): CircuitBreaker {
	return recordFailure(breaker, what, {sentAt: askedAt, now}, 2000, () => 0.5);
}

function troubles(count: number, what: Problem): CircuitBreaker {
	return Array.from({length: count}).reduce<CircuitBreaker>(
		breaker => trouble(breaker, what),
		closedBreaker,
	);
}

test('H9: five failures in a row leave one probe at a time', () => {
	assert.equal(maxInFlight(troubles(4, problem('network')), 8), 8);
	const breaker = troubles(5, problem('network'));
	assert.equal(maxInFlight(breaker, 8), 1);
	assert.equal(breaker.failingSince, 1000);
	assert.equal(breaker.probingSince, 1100);
});

test('H9: which failures count', () => {
	for (const [what, probing] of [
		[problem('network'), true],
		[problem('timeout'), true],
		[problem('http', {httpStatus: 502}), true],
		[problem('engine', {httpStatus: 500}), true],
		[problem('http', {httpStatus: 400}), false],
		[problem('not-found', {httpStatus: 404}), false],
		[problem('engine', {httpStatus: 200}), false],
		[problem('rate-limit', {httpStatus: 429}), false],
		[problem('malformed', {httpStatus: 200}), false],
		[problem('too-large', {httpStatus: 200}), false],
	] as const) {
		assert.equal(maxInFlight(troubles(5, what), 8) === 1, probing, JSON.stringify(what));
	}
});

test('H9: a response between two failures resets the count, a malformed one does not', () => {
	const four = troubles(4, problem('timeout'));
	assert.equal(maxInFlight(trouble(recordSuccess(four), problem('timeout')), 8), 8);
	assert.equal(maxInFlight(trouble(trouble(four, problem('not-found')), problem('timeout')), 8), 8);
	assert.equal(maxInFlight(trouble(trouble(four, problem('malformed')), problem('timeout')), 8), 1);
});

test('H9: probes back off, and requests sent before probing do not count as probes', () => {
	const breaker = troubles(5, problem('network'));
	assert.equal(availableAt(breaker, false), 1100 + 2500);
	assert.equal(availableAt(breaker, true), 0, 'an urgent request is sent at once');
	assert.equal(trouble(breaker, problem('network'), 1099, 9000), breaker);
	const probed = trouble(breaker, problem('network'), 3600, 3700);
	assert.equal(availableAt(probed, false), 3700 + 4500);
	assert.equal(probed.failingSince, 1000);
});

test('H9: one success ends the probing', () => {
	assert.deepEqual(recordSuccess(troubles(7, problem('network'))), closedBreaker);
});

test('H7: Retry-After holds back all requests, whatever failure it came with', () => {
	for (const [what, opens] of [
		[problem('rate-limit', {retryAfter: 30_000}), 31_100],
		[problem('http', {httpStatus: 503, retryAfter: 30_000}), 31_100],
		[problem('rate-limit', {retryAfter: 0}), 1100],
		// Without the header all requests back off by 1 s to 4 s.
		[problem('rate-limit'), 3600],
		[problem('http', {httpStatus: 503}), 0],
	] as const) {
		assert.equal(availableAt(trouble(closedBreaker, what), false), opens, JSON.stringify(what));
	}
});

test('H7: neither an urgent request, a response nor a shorter Retry-After shortens the wait', () => {
	const held = trouble(closedBreaker, problem('rate-limit', {retryAfter: 30_000}));
	assert.equal(availableAt(held, true), 31_100);
	assert.equal(availableAt(recordSuccess(held), false), 31_100);
	assert.equal(
		availableAt(trouble(held, problem('rate-limit', {retryAfter: 1000})), false),
		31_100,
	);
});

test('rate limits in a row without a Retry-After back off exponentially', () => {
	const once = trouble(closedBreaker, problem('rate-limit'));
	const twice = trouble(once, problem('rate-limit'), 5000, 5000);
	assert.equal(availableAt(twice, false), 5000 + 4500);
});
