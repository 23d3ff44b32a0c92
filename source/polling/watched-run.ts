import {isFinalPhase, type ExecutionResponse, type Phase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {ApiRequest, Timing} from './api-request.ts';

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
export const maxUnknown: Duration = 15_000;
/** A run that has responded before is given up after at least this number of rejections, over at least this time. */
const minRejections = 3;
const minRejected: Duration = 60_000;
const minInterval: Duration = 1000;

/** A watched run. It is live until it has ended or was given up. */
export type WatchedRun = {
	readonly id: RunOrderId;
	/** The next poll. Its rank says whether the user asked for it, or looks at the run, or the run has changed. */
	readonly request: ApiRequest<ExecutionResponse>;
	isLive: boolean;
	phase: Phase | null;
	polledAt: Duration | null;
	respondedAt: Duration | null;
	/** The phase in the run list; null if it lacks the run, undefined if that is not known. */
	listed: Phase | null | undefined;
	/** How long parsing and reading the latest response took. */
	readMs: Duration;
	failures: Failures;
};

/** Failed polls since the newest response: without an answer, and with the answer that the run is unknown or forbidden. */
export type Failures = {
	readonly count: number;
	readonly since: Duration | null;
	readonly rejections: number;
	readonly rejectedSince: Duration | null;
};

export const noFailures: Failures = {count: 0, since: null, rejections: 0, rejectedSince: null};

/**
 * The service was reached, and rejected the request for this run, so earlier failures do not count. Returns when it is
 * polled again, or why it is given up. No single rejection gives it up.
 */
export function afterRejection(
	{phase, failures}: WatchedRun,
	{kind}: Pick<Problem, 'kind'>,
	{sentAt, now}: Timing,
	interval: Duration,
): Failures & {readonly due: Duration; readonly gaveUp: GaveUp | null} {
	const isKnown = phase !== null;
	const rejections = failures.rejections + 1;
	const rejectedSince = failures.rejectedSince ?? sentAt;
	const deadline = rejectedSince + (isKnown ? minRejected : maxUnknown);
	// The last poll of a run without a response is sent at the deadline.
	const longest = isKnown ? minRejected / (minRejections - 1) : Math.max(0, deadline - now);
	const due = now + Math.min(Math.max(interval, minInterval), longest);
	const isOver = sentAt >= deadline && (!isKnown || rejections >= minRejections);
	const reason = kind === 'not-found' ? 'unknown-run' : kind === 'forbidden' ? kind : 'unreachable';
	return {...noFailures, rejections, rejectedSince, due, gaveUp: isOver ? reason : null};
}

export function isFinal({phase}: WatchedRun): boolean {
	return phase !== null && isFinalPhase(phase);
}

export function pollKey(id: RunOrderId): string {
	return `poll ${id}`;
}
