import {isFinalPhase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {backOff, intervalWhileUnknown, pauseBetweenHolds} from './back-off.ts';
import {
	noFailures,
	polled,
	regularInterval,
	type PollSettings,
	type PollState,
} from './poll-state.ts';
import {isRefusedAlone, isWorthWaiting, type RequestTiming} from './rate-limiter.ts';

/** A run that the service does not know may be new, so it is polled again until this time has passed. */
const maxUnknownMs: Duration = 15_000;

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

	if (problem.kind === 'not-found') {
		return afterNotFound(failed, timing, settings);
	}

	return problem.retriable
		? afterRetriable(failed, problem.retryAfter ?? 0, timing, settings)
		: givenUp(failed, 'unreachable');
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
	return {...run, ...noFailures, respondedAt: now, unknownSince, due: Math.max(due, run.heldUntil)};
}

function afterRetriable(
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
