import {isDeepStrictEqual} from 'node:util';
import type {Execution, ExecutionResponse} from '../../core/execution.ts';
import {stalledSince} from '../../core/forecast/anomalies.ts';
import {noSamples, updateSamples} from '../../core/forecast/run-samples.ts';
import {mergeLog} from '../../core/log/merge-log.ts';
import {emptyLog, newestOf} from '../../core/log/run-log.ts';
import {isInSession} from '../../core/money/session-cost.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {
	hasEnded,
	isFromHistory,
	isNoLongerPolled,
	type PollStatus,
	type Run,
	type RunOrderId,
} from '../../core/run.ts';
import {earlierProfiles} from '../../core/saved-state.ts';
import type {ForeignText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../store/action.ts';
import type {State} from '../../store/state.ts';

type Runs = State['runs'];
type Workflows = State['workflows'];

type ResponseContext = Pick<State, 'runs' | 'workflows' | 'saved' | 'sessionCost'>;

/** Returns the identical map if all runs are watched already. */
export function addRuns(runs: Runs, ids: readonly ForeignText[], at: Instant): Runs {
	const fresh = ids.filter(id => !runs.has(id.exact));
	return fresh.length === 0
		? runs
		: new Map([...runs, ...fresh.map(id => [id.exact, newRun(id, at)] as const)]);
}

/** Returns the identical map if it has no entry of the run. */
export function without<Value>(
	map: ReadonlyMap<RunOrderId, Value>,
	ids: Iterable<RunOrderId>,
): ReadonlyMap<RunOrderId, Value> {
	const left = new Map(map);

	for (const id of ids) {
		left.delete(id);
	}

	return left.size === map.size ? map : left;
}

/** Returns the identical map if no title is new. */
export function withTitles(
	runs: State['runs'],
	orders: ReadonlyArray<Pick<RunOrder, 'id' | 'title'>>,
): State['runs'] {
	const titled = orders.flatMap(({id, title}) => {
		const run = runs.get(id.exact);
		return run?.title === null && title !== null ? [[run.id, {...run, title}] as const] : [];
	});
	return titled.length === 0 ? runs : new Map([...runs, ...titled]);
}

export function applyOutcomes(context: ResponseContext, outcomes: readonly PollOutcome[]): Runs {
	const changed = new Map(context.runs);

	for (const outcome of outcomes) {
		const run = changed.get(outcome.id);

		if (run !== undefined) {
			changed.set(run.id, applyOutcome(run, outcome, context));
		}
	}

	return changed;
}

export function applyWorkflows(runs: Runs, workflows: Workflows): Runs {
	return new Map([...runs].map(([id, run]) => [id, applyWorkflow(run, workflows)]));
}

/**
 * Marks the runs that are still polled as given up, because the service has rejected the API key. Returns the identical
 * map if there are none.
 */
export function denyRuns(runs: Runs): Runs {
	const polled = [...runs].filter(([, run]) => !isNoLongerPolled(run));
	const denied = polled.map(
		([id, run]) => [id, withPolling(run, {nextPollAt: null, gaveUp: 'denied'})] as const,
	);
	return denied.length === 0 ? runs : new Map([...runs, ...denied]);
}

export function clearGaveUp(runs: Runs, ids: readonly RunOrderId[]): Runs {
	const cleared = ids.flatMap(id => {
		const run = runs.get(id);
		return run === undefined || run.polling.gaveUp === null
			? []
			: [[id, withPolling(run, {gaveUp: null})] as const];
	});
	return cleared.length === 0 ? runs : new Map([...runs, ...cleared]);
}

function withPolling(run: Run, change: Partial<PollStatus>): Run {
	return {...run, polling: {...run.polling, ...change}};
}

const neverPolled: PollStatus = {
	respondedAt: null,
	changedAt: null,
	nextPollAt: null,
	failures: 0,
	problem: null,
	gaveUp: null,
};

export function newRun(id: ForeignText, at: Instant): Run {
	return {
		id: id.exact,
		label: id.safe,
		title: null,
		inputs: null,
		addedAt: at,
		isReopened: false,
		execution: null,
		log: emptyLog,
		samples: noSamples,
		polling: neverPolled,
	};
}

function applyOutcome(run: Run, outcome: PollOutcome, context: ResponseContext): Run {
	if (outcome.kind === 'response') {
		return applyResponse(run, outcome, outcome.response, context);
	}

	const {nextPollAt, problem, gaveUp} = outcome;
	return withPolling(run, {nextPollAt, failures: run.polling.failures + 1, problem, gaveUp});
}

function applyResponse(
	run: Run,
	{at, nextPollAt}: Pick<PollOutcome, 'at' | 'nextPollAt'>,
	response: ExecutionResponse,
	context: ResponseContext,
): Run {
	const {workflows, saved, sessionCost} = context;
	// Of a run that was reopened from the history, only a part of the log is kept.
	const log = mergeLog(isFromHistory(run) ? emptyLog : run.log, response.logs);
	const reported = withOutputKinds(response.execution, workflows);
	// Keep the previous object if the execution is equal, so that selectors can compare by identity.
	const execution = isDeepStrictEqual(run.execution, reported) ? run.execution : reported;
	const isNew = log !== run.log || execution !== run.execution;
	const {workflowId} = reported;
	return {
		...run,
		title: workflowTitle(reported, workflows) ?? run.title,
		execution,
		log,
		samples: {
			...updateSamples(run.samples, {
				before: {execution: run.execution, respondedAt: run.polling.respondedAt},
				execution: reported,
				logGrew: log !== run.log,
				wasStalled: stalledSince(run) !== null,
				at,
			}),
			earlierRuns: earlierProfiles(saved.runProfiles, workflowId?.exact ?? null, run.id),
			// The first response decides whether the run's cost belongs to this session.
			countsForSession:
				run.execution === null
					? isInSession(sessionCost.since, reported) || sessionCost.dropped.has(run.id)
					: run.samples.countsForSession,
		},
		polling: {
			...neverPolled,
			respondedAt: at,
			changedAt: isNew ? at : run.polling.changedAt,
			nextPollAt,
		},
	};
}

function applyWorkflow(run: Run, workflows: Workflows): Run {
	if (run.execution === null) {
		return run;
	}

	const execution = withOutputKinds(run.execution, workflows);
	const title = workflowTitle(execution, workflows) ?? run.title;
	return execution === run.execution && title === run.title ? run : {...run, title, execution};
}

function workflowTitle({workflowId}: Execution, workflows: Workflows): ForeignText | null {
	return workflows.get(workflowId?.exact ?? '')?.title ?? null;
}

function withOutputKinds(execution: Execution, workflows: Workflows): Execution {
	const kinds = workflows.get(execution.workflowId?.exact ?? '')?.outputKinds;

	if (kinds === undefined || kinds.size === 0) {
		return execution;
	}

	const outputs = execution.outputs.map(output => {
		const key = output.key.exact;
		// The parts of a declared array or object have keys like `declared.part`.
		const declared = kinds.get(key) ?? kinds.get(key.replace(/\..*$/s, ''));
		const kind = declared ?? output.kind;
		const isKindDeclared = output.isKindDeclared || declared !== undefined;
		return kind === output.kind && isKindDeclared === output.isKindDeclared
			? output
			: {...output, kind, isKindDeclared};
	});
	const same = outputs.every((output, index) => output === execution.outputs[index]);
	return same ? execution : {...execution, outputs};
}

/** Of all runs together. Above that, ended runs that nobody looks at keep only the newest entries of their logs. */
const maxAllEntries = 1_000_000;
const keptOfEnded = 200;

/** `isNeeded`: whether somebody looks at the log of the run, or is told of new entries of it. */
export function withinMemory(runs: Runs, isNeeded: (id: RunOrderId) => boolean): Runs {
	const all = [...runs];
	const total = all.reduce((sum, [, {log}]) => sum + log.entries.length, 0);
	return total <= maxAllEntries
		? runs
		: new Map(
				all.map(([id, run]) => {
					const isShortened = hasEnded(run) && !isNeeded(id);
					return [id, isShortened ? {...run, log: newestOf(run.log, keptOfEnded)} : run];
				}),
			);
}

/** Whether the log of the run was shortened to keep within the memory, so that the service must be asked for it again. */
export function wasShortened(run: Run): boolean {
	return hasEnded(run) && run.log.leftOut > 0 && run.log.entries.length <= keptOfEnded;
}
