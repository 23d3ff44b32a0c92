import type {Instant} from '../core/time/clock.ts';
import {isDownloadActive} from '../core/output/download.ts';
import {logGaps} from '../core/log/log-store.ts';
import {valueId} from '../core/output/output-address.ts';
import type {Run} from '../core/run.ts';
import {isFinal, type Execution} from '../core/execution.ts';
import type {Action, PollOutcome} from '../store/action.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';
import {eventFields, sameFields} from './event-fields.ts';

type ProblemEvent = Extract<ReportEvent, {event: 'problem'}>;
/**
 * The log entries of a run from an index on. There can be a million, so an event is created only when it is written.
 */
type NewEntries = {
	readonly event: 'new-entries';
	readonly at: Instant;
	readonly run: Run;
	readonly from: number;
};
export type StepEvent = ReportEvent | NewEntries;

/**
 * Returns the events of one action in order, grouped by run. If it is called for every action of a watch, each log
 * entry, output and error is reported once.
 * @param pollOnce Whether each run is polled once only, even if that fails.
 */
export function eventsBetween(
	previous: State,
	next: State,
	action: Action,
	{pollOnce = false}: {readonly pollOnce?: boolean} = {},
): readonly StepEvent[] {
	const problems = problemsOf(next, action, previous);
	return [
		...changesBetween(previous, next, action),
		...savedBetween(previous, next, action.at),
		...(pollOnce ? problems.map(problem => ({...problem, retryInMs: null})) : problems),
	];
}

function changesBetween(previous: State, next: State, action: Action): readonly StepEvent[] {
	if (previous.runs === next.runs) {
		return [];
	}

	const seenAt = new Map<string, Instant>(
		action.type === 'polled' ? action.outcomes.map(({id, at}) => [id, at]) : [],
	);
	// Hot path: only the polled runs can have changed.
	const perhaps =
		action.type === 'polled'
			? [...seenAt.keys()].flatMap(id => next.runs.get(id) ?? [])
			: [...next.runs.values()];
	return perhaps.flatMap(run => {
		const before = previous.runs.get(run.id) ?? null;
		return run === before ? [] : runChanges(before, run, seenAt.get(run.id) ?? action.at);
	});
}

function runChanges(before: Run | null, run: Run, at: Instant): readonly StepEvent[] {
	if (run.execution === null) {
		return [];
	}

	const answeredBefore = before === null || before.execution === null ? null : before;
	return [
		...(answeredBefore !== null && sameFields(eventFields(answeredBefore), eventFields(run))
			? []
			: [{event: 'run' as const, at, run, before: answeredBefore}]),
		...newEntries(before, run, at),
		...newOutputs(before, run, at),
		...newlyCut(before, run, at),
		...newError(answeredBefore?.execution ?? null, run, run.execution, at),
	];
}

/** The service can withdraw the error of an unfinished run, so it is reported at the end of the run. */
function newError(
	before: Execution | null,
	run: Run,
	{phase, error}: Execution,
	at: Instant,
): readonly ReportEvent[] {
	const isReported = before !== null && isFinal(before.phase) && before.error !== null;
	return error === null || !isFinal(phase) || isReported ? [] : [{event: 'error', at, run, error}];
}

function newEntries(before: Run | null, run: Run, at: Instant): readonly NewEntries[] {
	const from = before?.log.length ?? 0;
	return from === run.log.length ? [] : [{event: 'new-entries', at, run, from}];
}

/** Expands new log entries to one event each. */
export function* eachEvent(events: Iterable<StepEvent>): Generator<ReportEvent, undefined> {
	for (const event of events) {
		if (event.event === 'new-entries') {
			yield* entryEvents(event);
		} else {
			yield event;
		}
	}
}

function* entryEvents({at, run, from}: NewEntries): Generator<ReportEvent> {
	const {store, length} = run.log;
	const gaps = new Set(logGaps(run.log).map(gap => gap.before));

	for (let index = from; index < length; index++) {
		const entry = store.entries[index];

		if (entry !== undefined) {
			yield {event: 'log', at, run, entry, afterGap: gaps.has(index)};
		}
	}
}

/**
 * Reports new and changed outputs. Each response can sign a link anew. A new signature alone is reported only after the
 * end of the run, when polls are rare, so that the last reported link is fresh.
 */
function newOutputs(before: Run | null, run: Run, at: Instant): readonly ReportEvent[] {
	const outputs = run.execution?.outputs ?? [];
	const known = before?.execution?.outputs ?? [];

	if (outputs === known) {
		return [];
	}

	const isOver = run.execution !== null && isFinal(run.execution.phase);
	const byKey = new Map(known.map(output => [output.key.exact, output]));
	return outputs
		.filter(output => {
			const last = byKey.get(output.key.exact);
			return (
				last?.value.exact !== output.value.exact &&
				(last === undefined || isOver || valueId(last) !== valueId(output))
			);
		})
		.map(output => ({event: 'output', at, run, output}));
}

function newlyCut(before: Run | null, run: Run, at: Instant): readonly ReportEvent[] {
	const {outputs = [], outputsLeftOut: leftOut = 0} = run.execution ?? {};
	return leftOut === 0 || leftOut === before?.execution?.outputsLeftOut
		? []
		: [{event: 'outputs-cut', at, run, reported: outputs.length, leftOut}];
}

function savedBetween(previous: State, next: State, at: Instant): readonly ReportEvent[] {
	if (previous.downloads === next.downloads) {
		return [];
	}

	return [...next.downloads.values()].flatMap(({id, runId, key, phase}): readonly ReportEvent[] => {
		const run = next.runs.get(runId);

		if (run === undefined || previous.downloads.get(id)?.phase.kind === phase.kind) {
			return [];
		}

		if (phase.kind === 'done') {
			return [{event: 'download', at, run, key, path: phase.path, bytes: phase.bytes}];
		}

		return phase.kind === 'failed'
			? [{event: 'download-failed', at, run, key, why: phase.why}]
			: [];
	});
}

/** Reports active downloads as failed, since the watch has ended. */
export function interruptedDownloads(
	{runs, downloads}: State,
	at: Instant,
): readonly ReportEvent[] {
	return [...downloads.values()].flatMap(download => {
		const run = runs.get(download.runId);
		return run === undefined || !isDownloadActive(download)
			? []
			: [{event: 'download-failed', at, run, key: download.key, why: {kind: 'watchEnded'}}];
	});
}

/** Reports failed polls. A rejected API key is reported once for each run that is no longer polled. */
function problemsOf(next: State, action: Action, previous: State): readonly ProblemEvent[] {
	if (action.type === 'listFailed') {
		const {at, problem, nextAt} = action;
		const retryInMs = nextAt === null ? null : Math.max(0, Math.round(nextAt - at));
		return [{event: 'problem', at, run: null, problem, retryInMs}];
	}

	if (action.type === 'denied') {
		// Without runs, the key was rejected for the list.
		if (next.runs.size === 0 && previous.denied === null) {
			const {at, problem} = action;
			return [{event: 'problem', at, run: null, problem, retryInMs: null}];
		}

		return [...next.runs.values()]
			.filter(
				({id, polling: pollStatus}) =>
					pollStatus.gaveUp === 'denied' && previous.runs.get(id)?.polling.gaveUp !== 'denied',
			)
			.map(run => ({
				event: 'problem',
				at: action.at,
				run,
				problem: action.problem,
				retryInMs: null,
			}));
	}

	if (action.type !== 'polled') {
		return [];
	}

	return action.outcomes.flatMap(outcome => {
		const run = next.runs.get(outcome.id);
		return run === undefined || outcome.kind === 'response'
			? []
			: [
					{
						event: 'problem' as const,
						at: outcome.at,
						run,
						problem: outcome.problem,
						retryInMs: outcome.gaveUp === null ? pauseAfter(outcome) : null,
					},
				];
	});
}

/** Milliseconds until the next poll; 0 if that is not scheduled yet. */
function pauseAfter({at, nextPollAt}: PollOutcome): number {
	return Math.max(0, Math.round((nextPollAt ?? at) - at));
}
