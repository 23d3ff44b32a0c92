import {readFields} from '../../source/api/wire/readers.ts';
import type {Execution} from '../../source/core/execution.ts';
import type {RunProfile} from '../../source/core/forecast/run-samples.ts';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import type {Output} from '../../source/core/output/output.ts';
import type {Problem} from '../../source/core/problem.ts';
import {runFields} from '../../source/core/run-fields.ts';
import {cleanProse, foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import type {PollOutcome} from '../../source/polling/actions.ts';
import type {Action} from '../../source/store/action.ts';

/** The wall-clock time at which the tests start, in milliseconds. */
export const start = Date.parse('2026-05-08T10:00:00Z');

export const name = foreignName;

/** The execution of a running run. `change` replaces some of its fields. */
export function execution(change: Partial<Execution> = {}): Execution {
	return {
		...readFields(runFields, {}),
		taskId: name('task_1'),
		workflowId: name('wf_1'),
		status: name(change.phase ?? 'running'),
		phase: 'running',
		isCostUnreadable: false,
		error: null,
		createdAt: start,
		outputs: [],
		outputsLeftOut: 0,
		...change,
	};
}

/** A log entry. `second` is its time in seconds after `start`. */
export function entry(message: string, second = 0, change: Partial<LogEntry> = {}): LogEntry {
	return {
		at: start + second * 1000,
		eventType: null,
		level: name('info'),
		severity: 'info',
		message: foreignProse(message),
		nodeId: null,
		progressPercent: null,
		step: null,
		...change,
	};
}

export function output(key: string, value: string): Output {
	return {
		key: name(key),
		kind: 'image',
		name: null,
		value: name(value),
		address: URL.parse(value),
		assetId: null,
	};
}

/** What is learnt from a run that took so long. `change` replaces some of its fields. */
export function profile(seconds: number, change: Partial<RunProfile> = {}): RunProfile {
	return {
		seconds,
		course: [],
		longestIdleSec: null,
		waitRatio: null,
		endedAt: null,
		...change,
	};
}

export function problem(change: Partial<Problem> = {}): Problem {
	return {
		kind: 'http',
		detail: cleanProse('HTTP 502'),
		httpStatus: 502,
		serviceMessage: null,
		engineError: null,
		retriable: true,
		retryAfter: null,
		proxy: null,
		at: start,
		...change,
	};
}

export function polled(
	id: string,
	change: Partial<Execution> = {},
	logs: readonly LogEntry[] = [],
	at = start,
): Action {
	return polledAction({
		kind: 'response',
		id,
		at,
		nextPollAt: at + 2000,
		response: {execution: execution(change), logs},
	});
}

export function pollFailed(
	id: string,
	change: Partial<Extract<PollOutcome, {kind: 'failure'}>> = {},
): Action {
	return polledAction({
		kind: 'failure',
		id,
		at: start,
		nextPollAt: start + 4000,
		problem: problem(),
		gaveUp: null,
		...change,
	});
}

function polledAction(outcome: PollOutcome): Action {
	return {type: 'polled', at: outcome.at, outcomes: [outcome]};
}
