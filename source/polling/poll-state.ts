import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import {isFinal, type Execution, type Phase, type QueueInfo} from '../core/execution.ts';
import {
	backOff,
	notBefore,
	intervalAfterResponse,
	intervalWhileUnknown,
	regularInterval,
	type Random,
	type PollContext,
} from './poll-interval.ts';
import type {RequestTiming} from './circuit-breaker.ts';
import type {PollGroups} from './poll-groups.ts';

/** How long the engine may take to know a run, from the first time that it said it does not. */
const unknownFor: Duration = 15_000;

/** What the poller keeps of one run. All moments are monotonic. */
export type PollState = {
	readonly id: RunOrderId;
	/** When to ask next; null when it is final or given up. */
	readonly due: Duration | null;
	/** Whether the reader wished the next poll: it goes before all others. */
	readonly urgent: boolean;
	/** From the newest answer; null before it. */
	readonly phase: Phase | null;
	readonly queue: QueueInfo | null;
	/** When the newest answer or failure came. */
	readonly settledAt: Duration | null;
	/** Failures in a row that call for backing off. */
	readonly failures: number;
	readonly failingSince: Duration | null;
	/** When the question was asked to which the engine first said that it does not know the run. */
	readonly unknownSince: Duration | null;
	readonly gaveUp: GaveUp | null;
};

/** What the next moment hangs on besides the run itself. */
export type PollSettings = {
	readonly interval: Duration;
	readonly random: Random;
	/** What a healthy run is asked together with. */
	readonly groups: PollGroups;
	readonly prioritized: boolean;
	/** The origin may not be asked before. */
	readonly notBefore: Duration;
	/** A run that would be asked again only after failing for so long is given up; null is never. */
	readonly giveUpAfter: Duration | null;
};

/** A run of which nothing is known yet. */
export function newPollState(id: RunOrderId, due: Duration): PollState {
	return {id, due, urgent: false, phase: null, queue: null, settledAt: null, ...noFailures};
}

/** The run without its failures: what went wrong before says nothing any more. */
export function resetFailures(run: PollState): PollState {
	return {...run, failures: 0, failingSince: null};
}

/**
 * The run after the reader wished it to be asked now. What it was given up for is forgotten. A final one is asked once
 * more, and no further whatever comes of it: the links of its outputs may have expired, and be signed anew by then.
 */
export function afterPollNow(run: PollState, now: Duration): PollState {
	return {...run, ...(run.gaveUp === null ? {} : noFailures), due: now, urgent: true};
}

/** The run after the reader turned to it. One in trouble keeps its own pause. */
export function afterPrioritized(run: PollState, now: Duration, interval: Duration): PollState {
	if (run.due === null || run.failures > 0 || run.unknownSince !== null) {
		return run;
	}

	const latest = run.settledAt === null ? now : Math.max(now, run.settledAt + interval);
	return {...run, due: Math.min(run.due, latest)};
}

/** The run after it was answered. */
export function afterResponse(
	run: PollState,
	{phase, queue}: Execution,
	now: Duration,
	rules: PollSettings,
): PollState {
	const answered = {...run, ...settled, ...noFailures, phase, queue, settledAt: now};

	if (isFinal(phase)) {
		return answered;
	}

	const {min, max} = intervalAfterResponse(standingOf(answered, rules), rules.interval);
	const due = rules.groups.join({min: now + min, max: now + max}, now, rules.random);
	return {...answered, due: lift(due, answered, rules)};
}

/** The run after a question about it failed. A refused key is not a matter of one run. */
export function afterFailure(
	run: PollState,
	problem: Problem,
	requested: RequestTiming,
	rules: PollSettings,
): PollState {
	const failed = {...run, ...settled, settledAt: requested.now};

	if (run.phase !== null && isFinal(run.phase)) {
		return failed;
	}

	if (problem.kind === 'not-found') {
		return afterNotFound(failed, requested, rules);
	}

	return problem.retriable
		? afterTrouble(failed, requested, rules)
		: givenUp(failed, 'unreachable');
}

/** The run, not to be asked for any more. */
export function givenUp(run: PollState, gaveUp: GaveUp): PollState {
	return {...run, due: null, gaveUp};
}

/** The pause between two polls of this run when all is well. */
export function regularIntervalOf(run: PollState, rules: PollSettings): Duration {
	return regularInterval(standingOf(run, rules), rules.interval);
}

const settled = {due: null, urgent: false} as const;

const noFailures = {failures: 0, failingSince: null, unknownSince: null, gaveUp: null} as const;

function standingOf({phase, queue, urgent}: PollState, {prioritized}: PollSettings): PollContext {
	return {phase, queue, prioritized: prioritized || urgent};
}

/** The moment, moved so that it is not before the floor. */
function lift(due: Duration, run: PollState, rules: PollSettings): Duration {
	return notBefore(rules.notBefore, due, standingOf(run, rules), rules.interval, rules.random);
}

function afterNotFound(
	run: PollState,
	{sentAt: askedAt, now}: RequestTiming,
	rules: PollSettings,
): PollState {
	const unknownSince = run.unknownSince ?? askedAt;
	const deadline = unknownSince + unknownFor;

	if (askedAt >= deadline) {
		return givenUp(run, 'unknown-run');
	}

	// The engine spoke, so it is not out of reach; and the last question is asked right at the deadline.
	const due = Math.min(now + intervalWhileUnknown(rules.interval), Math.max(now, deadline));
	return {...run, ...noFailures, unknownSince, due: lift(due, run, rules)};
}

function afterTrouble(
	run: PollState,
	{sentAt: askedAt, now}: RequestTiming,
	rules: PollSettings,
): PollState {
	const failures = run.failures + 1;
	const failingSince = run.failingSince ?? askedAt;
	const pause = backOff(failures, regularIntervalOf(run, rules), rules.random);
	const due = lift(now + pause, run, rules);
	const waiting = {...run, failures, failingSince, due};
	return rules.giveUpAfter !== null && due - failingSince > rules.giveUpAfter
		? givenUp(waiting, 'unreachable')
		: waiting;
}
