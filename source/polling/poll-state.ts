import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import {isFinalPhase, type ExecutionResponse, type Phase} from '../core/execution.ts';
import {
	backOff,
	intervalAfterResponse,
	intervalWhileUnknown,
	regularInterval,
	type IntervalFactors,
	type QueueInfo,
} from './poll-interval.ts';
import {afterLog, noLog, safeInterval, type LogPace, type LogWindow} from './log-pace.ts';
import {isWorthWaiting, type RequestTiming} from './rate-limiter.ts';
import type {PollGroups} from './poll-groups.ts';
import type {PollerOptions} from './poller-options.ts';

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
const maxUnknownMs: Duration = 15_000;

/** The polling state of one run. All times come from the monotonic clock. */
export type PollState = {
	readonly id: RunOrderId;
	/** The time of the next poll; null if none is planned, because the run has ended or was given up. */
	readonly due: Duration | null;
	/** Whether the user requested the next poll. An urgent poll is sent before all others. */
	readonly urgent: boolean;
	/** Whether the run list shows that the run has changed. Its next poll goes before those of the runs out of sight. */
	readonly hasChanged: boolean;
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** The time of the latest response or failure; null before the first one. */
	readonly polledAt: Duration | null;
	/** The time of the latest response; null before the first one. */
	readonly respondedAt: Duration | null;
	readonly failures: number;
	readonly failingSince: Duration | null;
	/** When the first poll was sent that found the run unknown to the service; null if the service knows the run. */
	readonly unknownSince: Duration | null;
	readonly gaveUp: GaveUp | null;
	/** No poll is sent before this time, because the service asked this run to wait. */
	readonly heldUntil: Duration;
	readonly log: LogWindow;
	/** When the run list last contained the run in its present phase; null if the list says nothing of the run. */
	readonly listedAt: Duration | null;
	/** Whether the latest change that the run list showed was none. It may have missed the run once. */
	readonly isListDoubted: boolean;
};

export type PollSettings = Pick<PollerOptions, 'interval' | 'random' | 'giveUpAfter'> & {
	readonly groups: PollGroups;
	readonly isSelected: boolean;
	readonly isOutOfSight: boolean;
	readonly logPace: LogPace;
};

export function newPollState(id: RunOrderId, due: Duration): PollState {
	return {
		id,
		due,
		urgent: false,
		hasChanged: false,
		phase: null,
		queue: null,
		polledAt: null,
		respondedAt: null,
		heldUntil: 0,
		log: noLog,
		listedAt: null,
		isListDoubted: false,
		...noFailures,
	};
}

export function resetFailures(run: PollState): PollState {
	return {...run, failures: 0, failingSince: null};
}

/**
 * Makes the next poll due now, even if the run has ended: the response replaces download links that have expired. Only
 * if the service asked this run to wait, the poll is due when that time is over.
 */
export function afterPollNow(run: PollState, now: Duration): PollState {
	const due = Math.max(now, run.heldUntil);
	return {...run, ...(run.gaveUp === null ? {} : noFailures), due, urgent: true};
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

/** Makes the next poll due now, because the run list shows that the run has changed; not if it waits after a failure. */
export function afterListChange(run: PollState, now: Duration): PollState {
	const waits = run.due === null || run.failures > 0 || run.unknownSince !== null;
	const due = waits ? run.due : Math.min(run.due, Math.max(now, run.heldUntil));
	return {...run, hasChanged: !waits, due};
}

export function afterResponse(
	run: PollState,
	{execution, logs}: ExecutionResponse,
	now: Duration,
	settings: PollSettings,
): PollState {
	const {phase, queuePosition, estimatedWaitSec} = execution;
	const updated = {
		...run,
		...polled,
		...noFailures,
		phase,
		queue: {queuePosition, estimatedWaitSec},
		polledAt: now,
		respondedAt: now,
		log: afterLog(run.log, logs),
		...(run.hasChanged ? afterClaim(run, phase !== run.phase, now) : {}),
	};

	if (isFinalPhase(phase)) {
		return updated;
	}

	const {min, max} = intervalAfterResponse(factorsOf(updated, settings), settings.interval);
	const due = settings.groups.join({min: now + min, max: now + max}, now, settings.random);
	return {...updated, due};
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

	if (problem.kind === 'rate-limit') {
		// Not a failure of the run: the rate limiter decides when requests are sent again.
		const heldUntil = timing.now + (problem.retryAfter ?? 0);
		const waiting = {...failed, heldUntil, due: heldUntil};
		return isWorthWaiting(problem, settings) ? waiting : givenUp(waiting, 'unreachable');
	}

	if (problem.kind === 'not-found') {
		return afterNotFound(failed, timing, settings);
	}

	return problem.retriable
		? afterRetriable(failed, timing, settings)
		: givenUp(failed, 'unreachable');
}

/** The service was unreachable for too long. Runs that have ended do not change. */
export function lost(run: PollState): PollState {
	return run.due === null ? run : givenUp(run, 'unreachable');
}

function givenUp(run: PollState, gaveUp: GaveUp): PollState {
	return {...run, due: null, gaveUp};
}

export function regularIntervalOf(run: PollState, settings: PollSettings): Duration {
	return regularInterval(factorsOf(run, settings), settings.interval);
}

const polled = {due: null, urgent: false, hasChanged: false} as const;

const noFailures = {failures: 0, failingSince: null, unknownSince: null, gaveUp: null} as const;

function factorsOf(
	{phase, queue, urgent, log, listedAt}: PollState,
	{isSelected, isOutOfSight, logPace}: PollSettings,
): IntervalFactors {
	const isFirst = isSelected || urgent;
	const isSwept = listedAt !== null && isOutOfSight;
	return {phase, queue, isFirst, isSwept, safeInterval: safeInterval(log, logPace)};
}

/** The list showed that the run has changed. Only if that is wrong twice in a row, the list is not believed any more. */
function afterClaim(
	{isListDoubted}: PollState,
	isRight: boolean,
	now: Duration,
): Pick<PollState, 'listedAt' | 'isListDoubted'> {
	return {listedAt: isRight || !isListDoubted ? now : null, isListDoubted: !isRight};
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
	return {...run, ...noFailures, respondedAt: now, unknownSince, due};
}

function afterRetriable(
	run: PollState,
	{sentAt, now}: RequestTiming,
	settings: PollSettings,
): PollState {
	const failures = run.failures + 1;
	const failingSince = run.failingSince ?? sentAt;
	const delay = backOff(failures, regularIntervalOf(run, settings), settings.random);
	const due = now + delay;
	const waiting = {...run, failures, failingSince, due};
	return due - failingSince > settings.giveUpAfter ? givenUp(waiting, 'unreachable') : waiting;
}
