import {isDeepStrictEqual} from 'node:util';
import {readFields} from '../../api/wire/readers.ts';
import {phaseOf} from '../../api/wire/responses.ts';
import type {Execution, ExecutionResponse} from '../../core/execution.ts';
import {noSamples, updateSamples} from '../../core/forecast/run-samples.ts';
import type {HistoryRun} from '../../core/history.ts';
import {emptyLog, keepNewest, mergeLog} from '../../core/log/run-log.ts';
import {isInSession} from '../../core/money/session-cost.ts';
import {unknownAsset} from '../../core/output/asset.ts';
import {assetName} from '../../core/output/file-value.ts';
import {kindOfName, type OutputKind} from '../../core/output/kinds.ts';
import {addressId} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {runFields} from '../../core/run-fields.ts';
import {withInputNames, type OrderInfo} from '../../core/run-order.ts';
import {stalledSince} from '../../core/run-state.ts';
import {
	hasEnded,
	isFromHistory,
	isNoLongerPolled,
	type PollStatus,
	type Run,
	type RunOrderId,
} from '../../core/run.ts';
import {earlierProfiles} from '../../core/saved-state.ts';
import {foreignName, type ForeignText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {PollOutcome} from '../../polling/actions.ts';
import type {State} from '../../store/state.ts';
import {withChanges} from '../../store/with-view.ts';

type Runs = State['runs'];
/** What names the inputs and outputs of runs. */
export type Names = Pick<State, 'workflows' | 'assets' | 'fileMetadata'>;

/** Replaces each run for which `change` returns another one. Returns the identical map if nothing changes. */
export function changeRuns(
	runs: Runs,
	ids: Iterable<RunOrderId>,
	change: (run: Run) => Run | null,
): Runs {
	const changed = [...ids].flatMap(id => {
		const run = runs.get(id);
		const next = run === undefined ? null : change(run);
		return next === null || next === run ? [] : [[id, next] as const];
	});
	return changed.length === 0 ? runs : new Map([...runs, ...changed]);
}

/** Returns the map without these keys; the identical map if it has none of them. */
export function withoutKeys<Value>(
	map: ReadonlyMap<string, Value>,
	keys: Iterable<string>,
): ReadonlyMap<string, Value> {
	const left = new Map(map);

	for (const key of keys) {
		left.delete(key);
	}

	return left.size === map.size ? map : left;
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
		safeId: id.safe,
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

/** Returns what the order says of a run that the engine has forgotten. */
export function executionOfOrder(info: OrderInfo): Execution {
	const {runStatus: status, updatedAt: endedAt, errorMessage: reason} = info;
	const phase = status === null ? 'other' : phaseOf(status.exact);
	const parts = {...info, status, phase, reason, startedAt: null, endedAt, seconds: null};
	return {...executionOf(parts), outputs: info.outputs};
}

type KnownParts = Omit<HistoryRun, 'id' | 'title' | 'label' | 'wasWatched' | 'isUnseen'>;

/** Returns what the run list or the history knows of a run whose response was not kept. */
export function executionOf(run: KnownParts): Execution {
	const {phase, status, workflowId, createdAt, finalAmount, totalCost, reason} = run;
	return {
		...readFields(runFields, {}),
		status: status ?? foreignName(phase),
		phase,
		workflowId,
		createdAt,
		startedAt: run.startedAt,
		terminalAt: run.endedAt,
		actualDurationSec: run.seconds,
		totalCost: totalCost ?? finalAmount,
		isCostUnreadable: false,
		error: reason === null ? null : {reason, detail: null, engineCode: null, statusCode: null},
		outputs: [],
		outputsLeftOut: 0,
	};
}

/** Marks the runs that are still polled as given up, because the service has rejected the API key. */
export function denyRuns(runs: Runs): Runs {
	return changeRuns(runs, runs.keys(), run =>
		isNoLongerPolled(run) ? null : withPolling(run, {nextPollAt: null, gaveUp: 'denied'}),
	);
}

export function clearGaveUp(runs: Runs, ids: readonly RunOrderId[]): Runs {
	return changeRuns(runs, ids, run =>
		run.polling.gaveUp === null ? null : withPolling(run, {gaveUp: null}),
	);
}

export function applyOutcomes(state: State, outcomes: readonly PollOutcome[]): Runs {
	const runs = new Map(state.runs);

	for (const outcome of outcomes) {
		const run = runs.get(outcome.id);

		if (run !== undefined) {
			runs.set(run.id, applyOutcome(run, outcome, state));
		}
	}

	return runs;
}

function applyOutcome(run: Run, outcome: PollOutcome, state: State): Run {
	if (outcome.kind === 'response') {
		return applyResponse(run, outcome, outcome.response, state);
	}

	const {nextPollAt, problem, gaveUp} = outcome;
	return withPolling(run, {nextPollAt, failures: run.polling.failures + 1, problem, gaveUp});
}

function withPolling(run: Run, change: Partial<PollStatus>): Run {
	return {...run, polling: {...run.polling, ...change}};
}

function applyResponse(
	run: Run,
	{at, nextPollAt}: Pick<PollOutcome, 'at' | 'nextPollAt'>,
	response: ExecutionResponse,
	{saved, sessionCost, ...names}: State,
): Run {
	// The history keeps only a part of the log, which the response replaces.
	const log = mergeLog(isFromHistory(run) ? emptyLog : run.log, response.logs);
	const reported = withNamedOutputs(response.execution, names);
	// Keep the previous object if the execution is equal, so that selectors can compare by identity.
	const execution = isDeepStrictEqual(run.execution, reported) ? run.execution : reported;
	const isNew = log !== run.log || execution !== run.execution;
	const {workflowId} = reported;
	return {
		...run,
		title: names.workflows.get(workflowId?.exact ?? '')?.title ?? run.title,
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
			earlierRuns: earlierProfiles(saved.runProfiles, workflowId?.exact ?? null),
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

/**
 * Gives runs the title of their workflow, their inputs and outputs the names of the workflow and of assets, and files the kinds
 * that their hosts say.
 */
export function applyNames(runs: Runs, names: Names): Runs {
	return changeRuns(runs, runs.keys(), run => {
		if (run.execution === null) {
			return null;
		}

		const execution = withNamedOutputs(run.execution, names);
		const workflow = names.workflows.get(execution.workflowId?.exact ?? '');
		const inputs = run.inputs && withInputNames(run.inputs, workflow?.inputNames, names.assets);
		return withChanges(run, {title: workflow?.title ?? run.title, execution, inputs});
	});
}

function withNamedOutputs(
	execution: Execution,
	{workflows, assets, fileMetadata}: Names,
): Execution {
	const kinds = workflows.get(execution.workflowId?.exact ?? '')?.outputKinds;
	const outputs = execution.outputs.map((output): Output => {
		const key = output.key.exact;
		const asset = assets.get(output.assetId ?? '') ?? unknownAsset;
		const name = output.assetId === null ? null : assetName(output.assetId, assets);
		return withChanges(output, {
			// The parts of a declared array or object have keys like `declared.part`.
			kind:
				kinds?.get(key) ??
				kinds?.get(key.replace(/\..*$/s, '')) ??
				(output.kind === 'file' ? (asset.kind ?? hostKind(output, fileMetadata)) : null) ??
				output.kind,
			name: name === null || name === output.name?.exact ? output.name : foreignName(name),
			address: output.address ?? asset.address,
		});
	});
	const isSame = outputs.every((output, index) => output === execution.outputs[index]);
	return isSame ? execution : {...execution, outputs};
}

/** Returns the kind of a file by what its host said; null if it is not known, or if the name of the file tells the kind. */
function hostKind({name, address}: Output, fileMetadata: Names['fileMetadata']): OutputKind | null {
	const metadata = address && fileMetadata.get(addressId(address));
	return metadata?.kind === 'loaded' && kindOfName(name?.exact ?? '') === null
		? metadata.fileKind
		: null;
}

/** The most log entries of all runs together. Above it, ended runs keep only their newest entries. */
const maxAllEntries = 1_000_000;
const keptOfEnded = 200;

/** `isNeeded`: whether the log of the run is on the screen, or has new entries that are still to be written. */
export function limitLogs(runs: Runs, isNeeded: (id: RunOrderId) => boolean): Runs {
	const total = [...runs.values()].reduce((sum, {log}) => sum + log.entries.length, 0);
	return total <= maxAllEntries
		? runs
		: changeRuns(runs, runs.keys(), run =>
				hasEnded(run) && !isNeeded(run.id) ? {...run, log: keepNewest(run.log, keptOfEnded)} : null,
			);
}

/** Whether the log of the run was shortened to keep within the memory, so that the service must be asked for it again. */
export function wasShortened(run: Run): boolean {
	return hasEnded(run) && run.log.leftOut > 0 && run.log.entries.length <= keptOfEnded;
}
