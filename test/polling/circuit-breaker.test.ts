import assert from 'node:assert/strict';
import test from 'node:test';
import type {Problem, ProblemKind} from '../../source/core/problem.ts';
import {
	afterProblem,
	closedBreaker,
	type CircuitBreaker,
} from '../../source/polling/circuit-breaker.ts';
import {problem as aProblem} from '../helpers/values.ts';

function problem(kind: ProblemKind, change: Partial<Problem> = {}): Problem {
	return aProblem({kind, httpStatus: null, ...change});
}

function failed(
	breaker: CircuitBreaker,
	what: Problem,
	sentAt = 1000,
	now = sentAt + 100,
): CircuitBreaker {
	return afterProblem(breaker, what, {sentAt, now}, () => 0.5);
}

function failures(count: number, what: Problem): CircuitBreaker {
	return Array.from({length: count}).reduce<CircuitBreaker>(
		breaker => failed(breaker, what),
		closedBreaker,
	);
}

test('H9: five failures in a row open the breaker', () => {
	assert.equal(failures(4, problem('network')).probingSince, null);
	const breaker = failures(5, problem('network'));
	assert.equal(breaker.failingSince, 1000);
	assert.equal(breaker.probingSince, 1100);
});

test('H9: which failures count', () => {
	for (const [what, opens] of [
		[problem('network'), true],
		[problem('timeout'), true],
		[problem('http', {httpStatus: 502}), true],
		[problem('engine', {httpStatus: 500}), true],
		[problem('http', {httpStatus: 403}), true],
		[problem('http', {httpStatus: 400, retriable: false}), false],
		[problem('not-found', {httpStatus: 404}), false],
		[problem('engine', {httpStatus: 200}), false],
		[problem('rate-limit', {httpStatus: 429}), false],
		[problem('malformed', {httpStatus: 200}), false],
		[problem('too-large', {httpStatus: 200}), false],
	] as const) {
		assert.equal(failures(5, what).probingSince !== null, opens, JSON.stringify(what));
	}
});

test('H9: a response between two failures resets the count, a malformed one does not', () => {
	const four = failures(4, problem('timeout'));
	assert.equal(failed(failed(four, problem('not-found')), problem('timeout')).probingSince, null);
	assert.notEqual(
		failed(failed(four, problem('malformed')), problem('timeout')).probingSince,
		null,
	);
});

test('H9: probes back off, at most 10 s apart, and requests sent before probing are no probes', () => {
	const breaker = failures(5, problem('network'));
	assert.equal(breaker.probeAt, 1100 + 1500);
	assert.equal(failed(breaker, problem('network'), 1099, 9000), breaker);
	const probed = failed(breaker, problem('network'), 3600, 3700);
	assert.equal(probed.probeAt, 3700 + 2500);
	assert.equal(probed.failingSince, 1000);
	const later = Array.from({length: 20}).reduce<CircuitBreaker>(
		one => failed(one, problem('network'), one.probeAt),
		probed,
	);
	assert.equal(failed(later, problem('network'), later.probeAt).probeAt - later.probeAt, 9100);
});
