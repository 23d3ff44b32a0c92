import {isFinalPhase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff, intervalWhileRejected, pauseBetweenHolds} from './back-off.ts';
import {
	noFailures,
	polled,
	regularInterval,
	type PollSettings,
	type PollState,
} from './poll-state.ts';
import {isRefusedAlone, isWorthWaiting, type RequestTiming} from './rate-limiter.ts';

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
export const maxUnknownMs: Duration = 15_000;

/** A run that has responded before is given up after at least this number of rejections, over at least this time. */
const minRejections = 3;
const minRejectedMs: Duration = 60_000;

/** Returns the state of a run after its poll failed. No single response ends the polling of a run. */
export function afterFailure(
	run: PollState,
	problem: Problem,
	timing: RequestTiming,
	settings: PollSettings,
): PollState {
	const heldUntil = timing.now + (problem.retryAfter ?? 0);
	const failed = {...run, ...polled, polledAt: timing.now, heldUntil};

	if (run.phase !== null && isFinalPhase(run.phase)) {
		return failed;
	}

	if (problem.kind === 'rate-limit') {
		// The first refusal leaves the run its place before the others: what made it urgent still waits for a response.
		const {urgent, hasChanged} = run.refusals === 0 ? run : failed;
		const refused = {...failed, urgent, hasChanged};
		const waiting = afterRefusal(refused, run.polledAt, problem.retryAfter ?? 0, settings);
		return isWorthWaiting(problem, settings) ? waiting : givenUp(waiting, 'unreachable');
	}

	const isOfRun = problem.kind === 'not-found' || problem.kind === 'forbidden';
	return isOfRun || (!problem.retriable && run.phase === null)
		? afterRejection(failed, problem, timing, settings)
		: afterOutage(failed, problem.retryAfter ?? 0, timing, settings);
}

/** The service was unreachable for too long. Runs that have ended do not change. */
export function lost(run: PollState): PollState {
	return run.due === null ? run : givenUp(run, 'unreachable');
}

function givenUp(run: PollState, gaveUp: GaveUp): PollState {
	return {...run, due: null, gaveUp};
}

/**
 * Usually not a failure of the run: the rate limiter decides when requests are sent again. But if the run is refused
 * again and again, and others are not, it has a limit of its own. Then it backs off, so that it does not hold up others.
 */
function afterRefusal(
	run: PollState,
	refusedAt: Duration | null,
	retryAfter: Duration,
	settings: PollSettings,
): PollState {
	const delay = isRefusedAlone(settings, run.refusals > 0 ? refusedAt : null)
		? Math.max(
				backOff(run.refusals, 0, settings.random),
				pauseBetweenHolds(run.refusals, retryAfter),
			)
		: 0;
	return {...run, refusals: run.refusals + 1, due: run.heldUntil + delay};
}

/** The service was reached, and rejected the request for this run. */
function afterRejection(
	run: PollState,
	{kind}: Problem,
	{sentAt, now}: RequestTiming,
	settings: PollSettings,
): PollState {
	const hasResponded = run.phase !== null;
	const rejections = run.rejections + 1;
	const rejectedSince = run.rejectedSince ?? sentAt;
	const deadline = rejectedSince + (hasResponded ? minRejectedMs : maxUnknownMs);

	if (sentAt >= deadline && (!hasResponded || rejections >= minRejections)) {
		return givenUp(
			run,
			kind === 'not-found' ? 'unknown-run' : kind === 'forbidden' ? kind : 'unreachable',
		);
	}

	// The last poll of a run without a response is sent at the deadline.
	const longest = hasResponded ? minRejectedMs / (minRejections - 1) : Math.max(0, deadline - now);
	const due = now + Math.min(intervalWhileRejected(settings.interval), longest);
	return {
		...run,
		// The service is reachable, so earlier failures do not count.
		...noFailures,
		respondedAt: now,
		rejections,
		rejectedSince,
		due: Math.max(due, run.heldUntil),
	};
}

function afterOutage(
	run: PollState,
	retryAfter: Duration,
	{sentAt, now}: RequestTiming,
	settings: PollSettings,
): PollState {
	const failures = run.failures + 1;
	const failingSince = run.failingSince ?? sentAt;
	const delay = backOff(failures, regularInterval(run, settings), settings.random);
	const pause = pauseBetweenHolds(failures - 1, retryAfter);
	const waiting = {...run, failures, failingSince, due: run.heldUntil + Math.max(delay, pause)};
	const isGivenUp = now + delay - failingSince > settings.giveUpAfter;
	return isGivenUp ? givenUp(waiting, 'unreachable') : waiting;
}
