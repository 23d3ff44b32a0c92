import {isFinalPhase, type Execution} from '../core/execution.ts';
import {logLength} from '../core/log/run-log.ts';
import {countRuns} from '../core/money/totals.ts';
import {isDownloadActive} from '../core/output/download.ts';
import {valueId} from '../core/output/output-address.ts';
import type {RunError} from '../core/problem.ts';
import {chargedAmount} from '../core/run-order.ts';
import {lateSince, stalledSince, usualSecIfOverdue} from '../core/run-state.ts';
import {hasEnded, hasJustEnded, watchedRuns, type Run} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import {newLowBalance, newOverBudget} from '../features/money/state.ts';
import type {Action} from '../store/action.ts';
import type {State} from '../store/state.ts';
import {eventFields, sameFields} from './event-fields.ts';
import type {WatchEvent} from './event.ts';
import {isDescribed, type LoadedWorkflows} from './outcome.ts';

type EventOptions = {
	/** Whether each run is requested only once. `finalEvents` then writes the `run` event of each run. */
	readonly pollOnce?: boolean;
	readonly logs?: boolean;
	/** Whether the first response after failed polls is a `run` event too, as if it were the first. */
	readonly recoveries?: boolean;
};

type ProblemEvent = Extract<WatchEvent, {event: 'problem'}>;

/**
 * Yields the events of one action, grouped by run. Those about outputs are held back until the workflow of the run is
 * known, because it declares the kinds of the outputs.
 */
export function* eventsBetween(
	previous: State,
	next: State,
	action: Action,
	options: EventOptions = {},
): Generator<WatchEvent> {
	const {at} = action;

	if (previous.runs !== next.runs || previous.workflows !== next.workflows) {
		for (const run of next.runs.values()) {
			if (previous.runs.get(run.id) !== run || previous.workflows !== next.workflows) {
				yield* runChanges(run, previous, next, action, options);
			}
		}

		const runs = watchedRuns(next.runs);

		if (runs.every(hasEnded) && runs.some(run => hasJustEnded(previous.runs.get(run.id), run))) {
			yield {event: 'alert', at, run: null, kind: 'all-done', counts: countRuns(runs)};
		}
	}

	if (previous.downloads !== next.downloads || previous.workflows !== next.workflows) {
		yield* savedBetween(previous, next, at);
	}

	yield* newOrder(previous, next, action);
	const overBudget = newOverBudget(next, previous);

	if (overBudget !== null) {
		yield {event: 'alert', at, run: null, kind: 'budget', ...overBudget};
	}

	const lowBalance = newLowBalance(next, previous);

	if (lowBalance !== null) {
		yield {event: 'alert', at, run: null, kind: 'low-balance', ...lowBalance};
	}

	for (const problem of problemsOf(previous, next, action)) {
		// Only refused requests are then sent again, so no other event announces a retry.
		const isFinal = options.pollOnce === true && problem.problem.kind !== 'rate-limit';
		yield isFinal ? {...problem, retryInMs: null} : problem;
	}
}

/** Yields the events that `eventsBetween` held back, and a failure for each download that the end of the watch aborts. */
export function* finalEvents(
	state: State,
	at: Instant,
	{pollOnce = false}: EventOptions,
): Generator<WatchEvent> {
	const described = {...state, workflows: {has: () => true}};

	for (const run of state.runs.values()) {
		yield* outputChanges(run, run, state, described, at);
	}

	yield* savedBetween(state, described, at);

	for (const run of pollOnce ? state.runs.values() : []) {
		if (run.execution !== null) {
			yield {event: 'run', at: run.polling.respondedAt ?? at, run, before: null};
		}
	}

	for (const download of state.downloads.values()) {
		const run = state.runs.get(download.runId);

		if (run !== undefined && isDownloadActive(download)) {
			yield {event: 'download-failed', at, run, key: download.key, why: {kind: 'watch-ended'}};
		}
	}
}

function* runChanges(
	run: Run,
	previous: State,
	next: State,
	action: Action,
	{pollOnce = false, logs = true, recoveries = false}: EventOptions,
): Generator<WatchEvent> {
	const before = previous.runs.get(run.id) ?? null;
	const {execution, polling} = run;

	if (execution === null) {
		return;
	}

	// An action can have the outcomes of several runs, each with its own time.
	const outcomes = action.type === 'polled' ? action.outcomes : [];
	const {at} = outcomes.find(({id}) => id === run.id) ?? action;
	const last = before?.execution ?? null;
	const hasRecovered =
		recoveries && (before?.polling.problem ?? null) !== null && polling.problem === null;
	const isFirst = before === null || last === null || hasRecovered;

	if (!pollOnce && (isFirst || !sameFields(eventFields(before), eventFields(run)))) {
		yield {event: 'run', at, run, before: isFirst ? null : before};
	}

	const [stalled, late] = [stalledSince(run), lateSince(run)];

	if (stalled !== null && (before === null || stalledSince(before) === null)) {
		yield {event: 'alert', at, run, kind: 'stalled', since: stalled};
	}

	if (late !== null && (before === null || lateSince(before) === null)) {
		yield {event: 'alert', at, run, kind: 'late', since: late, usualSec: usualSecIfOverdue(run)};
	}

	yield* logs ? newEntries(before, run, at) : [];
	yield* outputChanges(before, run, previous, next, at);
	const reason = failureReason(execution);

	if (reason !== null && (last === null || failureReason(last) === null)) {
		yield {event: 'error', at, run, error: reason};
	}
}

/** Returns null for an unfinished run, because the service can withdraw its error, and for one that succeeded after all. */
function failureReason({phase, error}: Execution): RunError | null {
	return isFinalPhase(phase) && phase !== 'succeeded' ? error : null;
}

function* newEntries(before: Run | null, run: Run, at: Instant): Generator<WatchEvent> {
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
 * Yields the outputs with a new value. During the run, a link does not count as new if only its signature has
 * changed: the service may sign it again in each response. After the end of the run, such a link counts as new,
 * because the link that was reported before may have expired.
 */
function* outputChanges(
	before: Run | null,
	run: Run,
	previous: LoadedWorkflows,
	next: LoadedWorkflows,
	at: Instant,
): Generator<WatchEvent> {
	if (run.execution === null || !isDescribed(run, next)) {
		return;
	}

	const last = before !== null && isDescribed(before, previous) ? before.execution : null;
	const {outputs, outputsLeftOut: leftOut, phase} = run.execution;
	const known = new Map(last?.outputs.map(output => [output.key.exact, output]));

	for (const output of outputs === last?.outputs ? [] : outputs) {
		const old = known.get(output.key.exact);
		const isNew =
			old === undefined ||
			(isFinalPhase(phase)
				? old.value.exact !== output.value.exact
				: valueId(old) !== valueId(output));

		if (isNew) {
			yield {event: 'output', at, run, output};
		}
	}

	if (leftOut !== 0 && leftOut !== last?.outputsLeftOut) {
		yield {event: 'outputs-cut', at, run, reported: outputs.length, leftOut};
	}
}

function* savedBetween(
	previous: LoadedWorkflows & Pick<State, 'downloads'>,
	next: LoadedWorkflows & Pick<State, 'downloads' | 'runs'>,
	at: Instant,
): Generator<WatchEvent> {
	for (const {id, runId, key, phase} of next.downloads.values()) {
		const run = next.runs.get(runId);
		const before = previous.downloads.get(id)?.phase.kind;

		// After the `output` event of what was saved.
		if (
			run === undefined ||
			!isDescribed(run, next) ||
			(before === phase.kind && isDescribed(run, previous))
		) {
			continue;
		}

		if (phase.kind === 'done') {
			yield {event: 'download', at, run, key, path: phase.path, bytes: phase.bytes};
		} else if (phase.kind === 'failed') {
			yield {event: 'download-failed', at, run, key, why: phase.why};
		}
	}
}

/** Yields the order of a run when it becomes known, and when the charged amount becomes known or changes. */
function* newOrder({runOrders}: State, {runs}: State, action: Action): Generator<WatchEvent> {
	if (action.type !== 'orderLoaded') {
		return;
	}

	const {at, id, info: order} = action;
	const run = runs.get(id);
	const before = runOrders.get(id)?.info ?? null;
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
		const stopped = [...next.runs.values()].filter(
			({id, polling}) =>
				polling.gaveUp === 'denied' && previous.runs.get(id)?.polling.gaveUp !== 'denied',
		);
		// Without runs, only a request for the run list can have been rejected.
		const isOfList = next.runs.size === 0 && previous.denied === null;

		for (const run of isOfList ? [null] : stopped) {
			yield {event: 'problem', at, run, problem, before: null, retryInMs: null};
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
