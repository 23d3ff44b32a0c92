import {lateSince, stalledSince, usualSecIfOverdue} from '../core/forecast/anomalies.ts';
import {countRuns} from '../core/money/totals.ts';
import {hasEnded, watchedRuns, type Run, type RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';

/** Yields an alert if the run has just become stalled or late. `before` is null at its first response. */
export function* alertsOfRun(before: Run | null, run: Run, at: Instant): Generator<ReportEvent> {
	const [stalled, late] = [stalledSince(run), lateSince(run)];

	if (stalled !== null && (before === null || stalledSince(before) === null)) {
		yield {event: 'alert', at, run, kind: 'stalled', since: stalled};
	}

	if (late !== null && (before === null || lateSince(before) === null)) {
		const usualSec = usualSecIfOverdue(run);
		yield {event: 'alert', at, run, kind: 'late', since: late, usualSec};
	}
}

/**
 * Yields an alert if a run that was watched has just ended as the last one.
 * `changed`: the runs that may have changed, with the times of their responses.
 */
export function* alertsOfRuns(
	previous: State,
	next: State,
	changed: ReadonlyMap<RunOrderId, Instant>,
): Generator<ReportEvent> {
	const ended = new Map(
		[...changed].filter(([id]) => hasJustEnded(previous.runs.get(id), next.runs.get(id))),
	);

	if (ended.size === 0) {
		return;
	}

	const runs = watchedRuns(next.runs);

	if (runs.every(hasEnded)) {
		const at = Math.max(...ended.values());
		yield {event: 'alert', at, run: null, kind: 'all-done', counts: countRuns(runs)};
	}
}

function hasJustEnded(before: Run | undefined, run: Run | undefined): boolean {
	return (
		before !== undefined &&
		run !== undefined &&
		before !== run &&
		before.execution !== null &&
		!hasEnded(before) &&
		hasEnded(run)
	);
}
