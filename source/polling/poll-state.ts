import {
	isFinalPhase,
	type Execution,
	type ExecutionResponse,
	type Phase,
} from '../core/execution.ts';
import type {GaveUp, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollGroups} from './poll-groups.ts';
import type {PollerOptions} from './poller-options.ts';

/** The interval between two polls may be shorter or longer by this fraction, so that polls of runs can be grouped. */
const slack = 0.1;

/** The minimum interval between two polls of a queued run, as a multiple of the normal interval. */
const queuedFactor = 2.5;

/** How often a queued run is polled during its estimated wait (`queue_info.estimated_wait_sec`). */
const pollsPerWait = 4;

/**
 * The maximum interval between two polls of a queued run, unless the normal interval is longer. `slack` can add 10 %.
 * The sum is still below 15 s, so that the start of the run is noticed within 15 s.
 */
const maxQueuedInterval: Duration = 13_500;

/** The interval between two polls of a run that is out of sight, while the run list shows when it changes its state. */
const restInterval: Duration = 30_000;

export type QueueInfo = Pick<Execution, 'queuePosition' | 'estimatedWaitSec'>;

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
	readonly respondedAt: Duration | null;
	readonly failures: number;
	readonly failingSince: Duration | null;
	/** The number of polls since the latest response that the service rejected: it knows no such run, for example. */
	readonly rejections: number;
	/** When the first of these polls was sent; null if there are none. */
	readonly rejectedSince: Duration | null;
	readonly gaveUp: GaveUp | null;
	/** The number of refused polls (429) since the latest response. */
	readonly refusals: number;
	/** No poll is sent before this time, because the service asked this run to wait. */
	readonly heldUntil: Duration;
	/** When the run list last contained the run in its present phase; null if the list says nothing of the run. */
	readonly listedAt: Duration | null;
};

export type PollSettings = Pick<PollerOptions, 'interval' | 'random' | 'giveUpAfter'> & {
	readonly groups: PollGroups;
	readonly isSelected: boolean;
	readonly isOutOfSight: boolean;
	/** When the first request since the last granted one was refused, as far as known; null if none was. */
	readonly refusedSince: Duration | null;
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
		listedAt: null,

		...noFailures,
	};
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
	if (run.due === null || waitsAfterFailure(run)) {
		return run;
	}

	const latest = Math.max(
		now,
		run.heldUntil,
		run.polledAt === null ? now : run.polledAt + interval,
	);
	return {...run, due: Math.min(run.due, latest)};
}

/** Makes the next poll due now, because the run list shows that the run has changed; not if it waits after a failure. */
export function afterListChange(run: PollState, now: Duration): PollState {
	const waits = run.due === null || waitsAfterFailure(run);
	const due = waits ? run.due : Math.min(run.due, Math.max(now, run.heldUntil));
	return {...run, hasChanged: !waits, due};
}

export function afterResponse(
	run: PollState,
	{execution}: ExecutionResponse,
	now: Duration,
	settings: PollSettings,
): PollState {
	const {phase} = execution;
	const updated = {
		...run,
		...polled,
		...noFailures,
		phase,
		queue: execution,
		polledAt: now,
		respondedAt: now,
		// If the list was wrong, the run is polled as usual until the list has it again.
		...(run.hasChanged ? {listedAt: phase === run.phase ? null : now} : {}),
	};

	if (isFinalPhase(phase)) {
		return updated;
	}

	const {min, max} = intervalAfterResponse(updated, settings);
	const due = settings.groups.join({min: now + min, max: now + max}, now, settings.random);
	return {...updated, due};
}

/** Returns the milliseconds between two polls of a run without failures. `slack` is not applied yet. */
export function regularInterval(
	{phase, queue, urgent, listedAt}: PollState,
	{interval, isSelected, isOutOfSight}: PollSettings,
): Duration {
	const isFirst = isSelected || urgent;

	// The run list shows when it changes its phase.
	if (listedAt !== null && isOutOfSight && !isFirst) {
		return Math.max(interval, restInterval);
	}

	if (phase !== 'queued' || isFirst) {
		return interval;
	}

	const {estimatedWaitSec = null, queuePosition = null} = queue ?? {};
	const wait =
		estimatedWaitSec === null
			? ((queuePosition ?? 0) * interval) / 2
			: (estimatedWaitSec * 1000) / pollsPerWait;
	const queuedInterval = Math.max(wait, queuedFactor * interval);
	return Math.max(interval, Math.min(queuedInterval, maxQueuedInterval));
}

/** Returns the minimum and maximum delay from a response to the next poll. For the selected run both are equal. */
export function intervalAfterResponse(run: PollState, settings: PollSettings) {
	const regular = regularInterval(run, settings);
	const tolerance = settings.isSelected || run.urgent ? 0 : slack * regular;
	return {min: regular - tolerance, max: regular + tolerance};
}

/** A run that was refused once waits only as long as all others. */
function waitsAfterFailure({failures, refusals, rejections}: PollState): boolean {
	return failures > 0 || refusals > 1 || rejections > 0;
}

/** What every poll changes. */
export const polled = {due: null, urgent: false, hasChanged: false} as const;

export const noFailures = {
	failures: 0,
	failingSince: null,
	rejections: 0,
	rejectedSince: null,
	gaveUp: null,
	refusals: 0,
} as const;

/** A run whose polls fail again and again lets all others go first. */
export function failsAgain({refusals, failures}: PollState): boolean {
	return refusals + failures > 1;
}

export function pollKey(id: RunOrderId): string {
	return `poll ${id}`;
}
