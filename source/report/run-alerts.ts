import {failureStreaks} from '../core/failure-streak.ts';
import {lateSince, stalledSince, usualSecIfOverdue} from '../core/forecast/anomalies.ts';
import {countRuns} from '../core/money/totals.ts';
import {hasEnded, watchedRuns, type Run} from '../core/run.ts';
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

/** Yields an alert if a run that was watched has just ended, and begins a streak of failures or is the last to end. */
export function* alertsOfRuns(previous: State, next: State, at: Instant): Generator<ReportEvent> {
	const hasJustEnded = (run: Run): boolean => {
		const before = previous.runs.get(run.id);
		const isNews = before !== undefined && before !== run && before.execution !== null;
		return isNews && !hasEnded(before) && hasEnded(run);
	};
	const runs = watchedRuns(next.runs);

	if (!runs.some(hasJustEnded)) {
		return;
	}

	for (const [workflow, streak] of failureStreaks(next.runs)) {
		const newest = next.runs.get(streak.newest);

		if (newest && hasJustEnded(newest) && !failureStreaks(previous.runs).has(workflow)) {
			yield {event: 'alert', at, run: null, kind: 'streak', streak};
		}
	}

	if (runs.every(hasEnded)) {
		yield {event: 'alert', at, run: null, kind: 'all-done', counts: countRuns(runs)};
	}
}
