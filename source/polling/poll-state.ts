import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import {isFinalPhase, type Execution, type Phase} from '../core/execution.ts';
import {
	backOff,
	notBefore,
	intervalAfterResponse,
	intervalWhileUnknown,
	regularInterval,
	type Random,
	type PollContext,
	type QueueInfo,
} from './poll-interval.ts';
import type {RequestTiming} from './circuit-breaker.ts';
import type {PollGroups} from './poll-groups.ts';

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
const maxUnknownMs: Duration = 15_000;

/** The polling state of one run. All times come from the monotonic clock. */
export type PollState = {
	readonly id: RunOrderId;
	/** The time of the next poll; null if none is planned, because the run has ended or was given up. */
	readonly due: Duration | null;
	/** Whether the user requested the next poll. An urgent poll is sent before all others. */
	readonly urgent: boolean;
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** The time of the latest response or failure; null before the first one. */
	readonly polledAt: Duration | null;
	readonly failures: number;
	readonly failingSince: Duration | null;
	/** When the first poll was sent that found the run unknown to the service; null if the service knows the run. */
	readonly unknownSince: Duration | null;
	readonly gaveUp: GaveUp | null;
};

export type PollSettings = {
	readonly interval: Duration;
	readonly random: Random;
	readonly groups: PollGroups;
	readonly prioritized: boolean;
	readonly notBefore: Duration;
	readonly giveUpAfter: Duration | null;
};

export function newPollState(id: RunOrderId, due: Duration): PollState {
	return {id, due, urgent: false, phase: null, queue: null, polledAt: null, ...noFailures};
}

export function resetFailures(run: PollState): PollState {
	return {...run, failures: 0, failingSince: null};
}

/** Makes the next poll due now, even if the run has ended: the response replaces download links that have expired. */
export function afterPollNow(run: PollState, now: Duration): PollState {
	return {...run, ...(run.gaveUp === null ? {} : noFailures), due: now, urgent: true};
}

/**
 * Returns the state of a run that gets priority: its next poll comes at most one `interval` after its latest poll. If
 * that poll failed, the next poll keeps its time.
 */
export function afterPrioritized(run: PollState, now: Duration, interval: Duration): PollState {
	if (run.due === null || run.failures > 0 || run.unknownSince !== null) {
		return run;
	}

	const latest = run.polledAt === null ? now : Math.max(now, run.polledAt + interval);
	return {...run, due: Math.min(run.due, latest)};
}

export function afterResponse(
	run: PollState,
	{phase, queuePosition, estimatedWaitSec}: Execution,
	now: Duration,
	settings: PollSettings,
): PollState {
	const queue = {queuePosition, estimatedWaitSec};
	const updated = {...run, ...polled, ...noFailures, phase, queue, polledAt: now};

	if (isFinalPhase(phase)) {
		return updated;
	}

	const {min, max} = intervalAfterResponse(contextOf(updated, settings), settings.interval);
	const due = settings.groups.join({min: now + min, max: now + max}, now, settings.random);
	return {...updated, due: delayed(due, updated, settings)};
}

/**
 * Returns the state of a run after its poll failed. Do not call it if the API rejected the key: then polling of all
 * runs stops.
 */
export function afterFailure(
	run: PollState,
	problem: Problem,
	timing: RequestTiming,
	settings: PollSettings,
): PollState {
	const failed = {...run, ...polled, polledAt: timing.now};

	if (run.phase !== null && isFinalPhase(run.phase)) {
		return failed;
	}

	if (problem.kind === 'not-found') {
		return afterNotFound(failed, timing, settings);
	}

	return problem.retriable
		? afterRetriable(failed, timing, settings)
		: givenUp(failed, 'unreachable');
}

export function givenUp(run: PollState, gaveUp: GaveUp): PollState {
	return {...run, due: null, gaveUp};
}

export function regularIntervalOf(run: PollState, settings: PollSettings): Duration {
	return regularInterval(contextOf(run, settings), settings.interval);
}

const polled = {due: null, urgent: false} as const;

const noFailures = {failures: 0, failingSince: null, unknownSince: null, gaveUp: null} as const;

function contextOf({phase, queue, urgent}: PollState, {prioritized}: PollSettings): PollContext {
	return {phase, queue, prioritized: prioritized || urgent};
}

function delayed(due: Duration, run: PollState, settings: PollSettings): Duration {
	return notBefore(
		settings.notBefore,
		due,
		contextOf(run, settings),
		settings.interval,
		settings.random,
	);
}

function afterNotFound(
	run: PollState,
	{sentAt, now}: RequestTiming,
	settings: PollSettings,
): PollState {
	const unknownSince = run.unknownSince ?? sentAt;
	const deadline = unknownSince + maxUnknownMs;

	if (sentAt >= deadline) {
		return givenUp(run, 'unknown-run');
	}

	// The service is reachable, so earlier failures do not count. The last poll is sent at the deadline.
	const due = Math.min(now + intervalWhileUnknown(settings.interval), Math.max(now, deadline));
	return {...run, ...noFailures, unknownSince, due: delayed(due, run, settings)};
}

function afterRetriable(
	run: PollState,
	{sentAt, now}: RequestTiming,
	settings: PollSettings,
): PollState {
	const failures = run.failures + 1;
	const failingSince = run.failingSince ?? sentAt;
	const delay = backOff(failures, regularIntervalOf(run, settings), settings.random);
	const due = delayed(now + delay, run, settings);
	const waiting = {...run, failures, failingSince, due};
	return settings.giveUpAfter !== null && due - failingSince > settings.giveUpAfter
		? givenUp(waiting, 'unreachable')
		: waiting;
}
