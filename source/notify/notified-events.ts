import type {NotifyEvent} from '../core/notify.ts';
import {hasEnded, type RunOrderId} from '../core/run.ts';
import type {Alert, WatchEvent} from '../events/event.ts';
import {eventsBetween} from '../events/events-between.ts';
import type {Action} from '../store/action.ts';
import type {State} from '../store/state.ts';

/** An event for hooks and channels, with its names: a failure is both an `end` and `failed`. */
export type NotifiedEvent = {
	readonly names: readonly NotifyEvent[];
	readonly event: Extract<WatchEvent, {event: 'run' | 'alert'}>;
};

const alertNames: Readonly<Record<Alert['kind'], NotifyEvent>> = {
	stalled: 'stalled',
	late: 'late',
	budget: 'budget',
	'low-balance': 'lowBalance',
	'all-done': 'allDone',
};

/**
 * Yields the events of one action. A run ends once, also if it is removed from the list and added again. `ended`: the
 * runs that have ended so far, to which this adds.
 */
export function* notifiedEvents(
	previous: State,
	next: State,
	action: Action,
	ended: Set<RunOrderId>,
): Generator<NotifiedEvent> {
	for (const event of eventsBetween(previous, next, action, {logs: false})) {
		if (event.event === 'alert') {
			yield {names: [alertNames[event.kind]], event};
		} else if (event.event === 'run' && isEnd(event) && !ended.has(event.run.id)) {
			ended.add(event.run.id);
			const hasFailed = event.run.execution?.phase === 'failed';
			yield {names: hasFailed ? ['end', 'failed'] : ['end'], event};
		}
	}
}

/** Whether the run has just ended. A run that is known only since its end must have been created since the start. */
function isEnd({run, before}: Extract<WatchEvent, {event: 'run'}>): boolean {
	const wasWatched = before === null ? run.samples.countsForSession : !hasEnded(before);
	return hasEnded(run) && wasWatched && !run.isReopened;
}
