import {executionCost, isFinalPhase, type Phase} from './execution.ts';
import type {HistoryRun} from './history.ts';
import {memoizeByObject} from './memoize.ts';
import type {Money} from './money/money.ts';
import type {RunOrder} from './run-order.ts';
import type {Run, RunOrderId} from './run.ts';
import type {ForeignText} from './text/sanitize.ts';

/** A run in a list, wherever the list comes from. A value that its source does not know is null. */
export type ListedRun = Omit<HistoryRun, 'phase'> & {
	/** `waiting`: watched, but without a response. */
	readonly phase: Phase | 'waiting';
	/** What lists show as the cost of the run: of a watched run so far, of others when they have ended. */
	readonly cost: Money | null;
	/** The watched run; null if it is not watched, or if the list shows only what the run list or the history knows. */
	readonly run: Run | null;
};

export function listedRunId({id}: ListedRun): RunOrderId {
	return id.exact;
}

/** The values that an item of the run list lacks. */
const unknown = {
	startedAt: null,
	endedAt: null,
	seconds: null,
	totalCost: null,
	reason: null,
	inputs: null,
	label: null,
	wasWatched: false,
	isUnseen: false,
	run: null,
};

/** Returns a run of the account's run list, with what the history knows of it. */
export function listedOrder(order: RunOrder, kept: HistoryRun | null = null): ListedRun {
	const title = order.title ?? kept?.title ?? null;
	const finalAmount = order.finalAmount ?? kept?.finalAmount ?? null;
	const whole = {...order, title, finalAmount};
	return {...unknown, ...kept, ...whole, cost: billedAmount(whole)};
}

/** Returns a run of the history. Its cost is what the engine counted, or else what was billed. */
export const listedFromHistory = memoizeByObject((run: HistoryRun): ListedRun => ({
	...unknown,
	...run,
	cost: run.totalCost ?? billedAmount(run),
}));

/** Returns what the history now knows of a run, or else what it knew before. */
export function listedKept(run: RunOrder, kept: HistoryRun | null): ListedRun {
	return kept === null ? listedOrder(run) : listedFromHistory(kept);
}

/** Returns the billed amount; null before the end of the run, because the service may report 0 until then. */
function billedAmount({phase, finalAmount}: RunOrder): Money | null {
	return isFinalPhase(phase) ? finalAmount : null;
}

/** Returns a watched run. `label`: the name that the user gave to it. */
export const listedWatched = memoizeByObject((run: Run, label: ForeignText | null): ListedRun => {
	const {id, execution, title, inputs} = run;
	const cost = executionCost(execution);
	return {
		...unknown,
		id: {exact: id, safe: run.safeId},
		title,
		label,
		status: execution?.status ?? null,
		phase: execution?.phase ?? 'waiting',
		workflowId: execution?.workflowId ?? null,
		revisionId: null,
		createdAt: execution?.createdAt ?? null,
		startedAt: execution?.startedAt ?? null,
		endedAt: execution?.terminalAt ?? null,
		cost,
		totalCost: cost,
		quoteAmount: null,
		finalAmount: null,
		reason: execution?.error?.reason ?? execution?.error?.detail ?? null,
		inputs,
		run,
	};
});
