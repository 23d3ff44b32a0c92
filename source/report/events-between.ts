import {isDeepStrictEqual} from 'node:util';
import {isFinalPhase, type Execution} from '../core/execution.ts';
import {logLength} from '../core/log/run-log.ts';
import {isDownloadActive} from '../core/output/download.ts';
import {valueId} from '../core/output/output-address.ts';
import type {Output} from '../core/output/output.ts';
import type {RunError} from '../core/run-error.ts';
import {chargedAmount} from '../core/run-order.ts';
import type {Run, RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import {newLowBalance, newOverBudget} from '../features/money/budget.ts';
import type {Action} from '../store/action.ts';
import type {State} from '../store/state.ts';
import {eventFields, sameFields} from './event-fields.ts';
import type {ReportEvent} from './event.ts';
import {alertsOfRun, alertsOfRuns} from './run-alerts.ts';

type EventOptions = {
	readonly pollOnce?: boolean;
	readonly logs?: boolean;
	readonly recoveries?: boolean;
};

type ProblemEvent = Extract<ReportEvent, {event: 'problem'}>;

/**
 * Yields the events of one action, grouped by run. With `pollOnce` only refused requests are sent again,
 * so no other event announces a retry. Without `logs` there are no `log` events. With `recoveries` the first response
 * after failed polls is a `run` event too, as if it were the first.
 */
export function* eventsBetween(
	previous: State,
	next: State,
	action: Action,
	{pollOnce = false, logs = true, recoveries = false}: EventOptions = {},
): Generator<ReportEvent> {
	if (previous.runs !== next.runs) {
		const changed = changedRuns(next, action);

		for (const [id, at] of changed) {
			const run = next.runs.get(id);
			const before = previous.runs.get(id) ?? null;

			if (run !== undefined && run !== before) {
				yield* runChanges(before, run, at, {logs, recoveries});
			}
		}

		yield* alertsOfRuns(previous, next, changed);
	}

	if (previous.downloads !== next.downloads) {
		yield* savedBetween(previous, next, action.at);
	}

	yield* newOrder(previous, next, action);
	yield* balanceBetween(previous, next, action.at);
	const overBudget = newOverBudget(next, previous);

	if (overBudget !== null) {
		yield {event: 'alert', at: action.at, run: null, kind: 'budget', ...overBudget};
	}

	const lowBalance = newLowBalance(next, previous);

	if (lowBalance !== null) {
		yield {event: 'alert', at: action.at, run: null, kind: 'low-balance', ...lowBalance};
	}

	for (const problem of problemsOf(previous, next, action)) {
		const isFinal = pollOnce && problem.problem.kind !== 'rate-limit';
		yield isFinal ? {...problem, retryInMs: null} : problem;
	}
}

function* balanceBetween(
	{balance: {latest: before}}: State,
	{balance: {latest: balance}}: State,
	at: Instant,
): Generator<ReportEvent> {
	if (balance !== null && !isDeepStrictEqual(balance, before)) {
		yield {event: 'balance', at, run: null, balance};
	}
}

/** Returns the runs that an action can have changed, with the times of their responses. */
function changedRuns(next: State, action: Action): ReadonlyMap<RunOrderId, Instant> {
	// Hot path: a poll changes only the polled runs.
	return new Map(
		action.type === 'polled'
			? action.outcomes.map(({id, at}) => [id, at])
			: [...next.runs.keys()].map(id => [id, action.at]),
	);
}

function* runChanges(
	before: Run | null,
	run: Run,
	at: Instant,
	{logs, recoveries}: Pick<EventOptions, 'logs' | 'recoveries'>,
): Generator<ReportEvent> {
	const {execution} = run;

	if (execution === null) {
		return;
	}

	const last = before?.execution ?? null;
	const {outputs, outputsLeftOut: leftOut} = execution;

	const hasRecovered =
		recoveries === true &&
		(before?.polling.problem ?? null) !== null &&
		run.polling.problem === null;

	if (before === null || last === null || hasRecovered) {
		yield {event: 'run', at, run, before: null};
	} else if (!sameFields(eventFields(before), eventFields(run))) {
		yield {event: 'run', at, run, before};
	}

	yield* alertsOfRun(before, run, at);
	yield* logs === true ? newEntries(before, run, at) : [];

	for (const output of changedOutputs(last, execution)) {
		yield {event: 'output', at, run, output};
	}

	if (leftOut !== 0 && leftOut !== last?.outputsLeftOut) {
		yield {event: 'outputs-cut', at, run, reported: outputs.length, leftOut};
	}

	const reason = failureReason(execution);

	if (reason !== null && (last === null || failureReason(last) === null)) {
		yield {event: 'error', at, run, error: reason};
	}
}

/** Returns null for an unfinished run, because the service can withdraw its error, and for one that succeeded after all. */
function failureReason({phase, error}: Execution): RunError | null {
	return isFinalPhase(phase) && phase !== 'succeeded' ? error : null;
}

function* newEntries(before: Run | null, run: Run, at: Instant): Generator<ReportEvent> {
	const {log} = run;
	const known = before === null ? 0 : logLength(before.log);
	// The oldest entries of a log that is too long are left out.
	const from = Math.max(known, log.leftOut);

	for (const [place, entry] of log.entries.slice(from - log.leftOut).entries()) {
		const index = from + place;
		const afterGap = log.gaps.includes(index) || (place === 0 && from > known);
		yield {event: 'log', at, run, entry, afterGap};
	}
}

/**
 * Returns the outputs with a new value. During the run, a link does not count as new if only its signature has
 * changed: the service may sign it again in each response. After the end of the run, such a link counts as new,
 * because the link that was reported before may have expired.
 */
function changedOutputs(before: Execution | null, {outputs, phase}: Execution): readonly Output[] {
	const known = before?.outputs ?? [];

	if (outputs === known) {
		return [];
	}

	const isOver = isFinalPhase(phase);
	const byKey = new Map(known.map(output => [output.key.exact, output]));
	return outputs.filter(output => {
		const last = byKey.get(output.key.exact);
		return (
			last?.value.exact !== output.value.exact &&
			(last === undefined || isOver || valueId(last) !== valueId(output))
		);
	});
}

function* savedBetween(previous: State, next: State, at: Instant): Generator<ReportEvent> {
	for (const {id, runId, key, phase} of next.downloads.values()) {
		const run = next.runs.get(runId);

		if (run === undefined || previous.downloads.get(id)?.phase.kind === phase.kind) {
			continue;
		}

		if (phase.kind === 'done') {
			yield {event: 'download', at, run, key, path: phase.path, bytes: phase.bytes};
		} else if (phase.kind === 'failed') {
			yield {event: 'download-failed', at, run, key, why: phase.why};
		}
	}
}

/** Yields a `download-failed` event for each active download. Call it at the end of the watch, which aborts downloads. */
export function* interruptedDownloads(state: State, at: Instant): Generator<ReportEvent> {
	for (const download of state.downloads.values()) {
		const run = state.runs.get(download.runId);

		if (run !== undefined && isDownloadActive(download)) {
			yield {event: 'download-failed', at, run, key: download.key, why: {kind: 'watch-ended'}};
		}
	}
}

/** Yields the order of a run when it becomes known, and when the charged amount becomes known or changes. */
function* newOrder({orders}: State, {runs}: State, action: Action): Generator<ReportEvent> {
	if ((action.type !== 'orderLoaded' && action.type !== 'orderRead') || action.info === null) {
		return;
	}

	const {at, id, info: order} = action;
	const run = runs.get(id);
	const before = orders.get(id)?.info ?? null;
	const charged = chargedAmount(order);
	const isNew = before === null || (charged !== null && charged !== chargedAmount(before));

	if (run !== undefined && isNew) {
		yield {event: 'order', at, run, order};
	}
}

/**
 * Yields an event for each failed poll and each failed request for the run list. If the API rejects the key, yields
 * an event for each run whose polling stops.
 */
function* problemsOf(previous: State, next: State, action: Action): Generator<ProblemEvent> {
	if (action.type === 'listFailed') {
		const {at, problem, nextAt} = action;
		const retryInMs = nextAt === null ? null : pauseBetween(at, nextAt);
		const before = previous.discovery?.failure?.problem ?? null;
		yield {event: 'problem', at, run: null, problem, before, retryInMs};
	} else if (action.type === 'denied') {
		const {at, problem} = action;

		// Without runs, only a request for the run list can have been rejected.
		if (next.runs.size === 0 && previous.denied === null) {
			yield {event: 'problem', at, run: null, problem, before: null, retryInMs: null};
		}

		for (const run of next.runs.values()) {
			const before = previous.runs.get(run.id);

			if (run.polling.gaveUp === 'denied' && before?.polling.gaveUp !== 'denied') {
				yield {event: 'problem', at, run, problem, before: null, retryInMs: null};
			}
		}
	} else if (action.type === 'polled') {
		for (const outcome of action.outcomes) {
			const run = next.runs.get(outcome.id);

			if (run !== undefined && outcome.kind === 'failure') {
				const {at, problem, gaveUp, nextPollAt} = outcome;
				// `nextPollAt` is null if the next poll is not scheduled yet.
				const retryInMs = gaveUp === null ? pauseBetween(at, nextPollAt ?? at) : null;
				const before = previous.runs.get(outcome.id)?.polling.problem ?? null;
				yield {event: 'problem', at, run, problem, before, retryInMs};
			}
		}
	}
}

function pauseBetween(from: Instant, to: Instant): number {
	return Math.max(0, Math.round(to - from));
}
