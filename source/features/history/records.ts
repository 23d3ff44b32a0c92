import {writeKeptResponse} from '../../api/wire/kept-response.ts';
import {phaseOf} from '../../api/wire/responses.ts';
import {elapsedMs, executionCost, isFinalPhase} from '../../core/execution.ts';
import type {HistoryRecord} from '../../core/history.ts';
import type {OrderInfo, RunOrder} from '../../core/run-order.ts';
import {isFromHistory, type Run, type RunOrderId} from '../../core/run.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {withoutQueries} from '../../core/text/without-secrets.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import {lookedAtKey} from '../runs/index.ts';

/** Returns the records that an action adds to the history: of runs that ended, and of unfinished ones. */
export function recordsOf(action: Action, state: State, previous: State): readonly HistoryRecord[] {
	if (action.type === 'polled') {
		return action.outcomes.flatMap(({id}) => changedRun(id, state, previous));
	}

	if (action.type === 'workflowLoaded') {
		return [...state.runs.keys()].flatMap(id => changedRun(id, state, previous));
	}

	if (action.type === 'runsFound' || action.type === 'runsRead') {
		return action.orders.map(orderRecord);
	}

	if (action.type === 'pageLoaded') {
		return action.response.orders.map(orderRecord);
	}

	return action.type === 'orderLoaded' ? [infoRecord(action.id, action.info)] : [];
}

/** Returns the record of a changed run. An unfinished one is recorded only at its first response, with its creation. */
function changedRun(
	id: RunOrderId,
	state: State,
	{runs: previous}: State,
): readonly HistoryRecord[] {
	const [before, after] = [previous.get(id), state.runs.get(id)];

	if (after === undefined || after.execution === null || isFromHistory(after)) {
		return [];
	}

	const isFirst = before === undefined || before.execution === null;
	const hasChanged =
		isFirst ||
		before.execution !== after.execution ||
		before.log !== after.log ||
		before.title !== after.title;
	return isFirst || (isFinalPhase(after.execution.phase) && hasChanged)
		? [{...runRecord(after), isUnseen: isUnseenFailure(after, state)}]
		: [];
}

/** Whether the run needs the user at the next visit too. Without a screen, failures are reported at once. */
function isUnseenFailure({id, execution}: Run, {view: {hasScreen, lookedAt}}: State): boolean {
	const hasFailed = hasScreen && execution?.phase === 'failed';
	return hasFailed && !lookedAt.has(lookedAtKey('failed', id));
}

type RecordedRun = Pick<Run, 'id' | 'title' | 'execution' | 'log'> & {
	/** If the response has no end time, the run counts as ended when the service responded. */
	readonly polling: Pick<Run['polling'], 'respondedAt'>;
};

export function runRecord({id, title, execution, log, polling}: RecordedRun): HistoryRecord {
	if (execution === null) {
		return {id, title: textWithoutQueries(title), phase: 'other'};
	}

	const {status, phase, workflowId, createdAt, startedAt, terminalAt, error} = execution;
	const record = {
		id,
		title: textWithoutQueries(title),
		status: status.exact,
		phase,
		workflowId: workflowId?.exact ?? null,
		createdAt,
		startedAt,
	};

	// Without the cost so far: the history would keep it instead of the amount billed at the end.
	if (!isFinalPhase(phase)) {
		return record;
	}

	const elapsed = elapsedMs(execution, polling.respondedAt ?? 0);
	return {
		...record,
		endedAt: terminalAt,
		seconds: elapsed === null ? null : elapsed / 1000,
		totalCost: executionCost(execution),
		reason: phase === 'failed' ? textWithoutQueries(error?.reason ?? error?.detail ?? null) : null,
		response: writeKeptResponse(execution, log),
	};
}

export function orderRecord(order: RunOrder): HistoryRecord {
	const {id, status, phase, title, workflowId, revisionId, createdAt, quoteAmount} = order;
	return {
		id: id.exact,
		status: status?.exact ?? null,
		phase,
		title: textWithoutQueries(title),
		workflowId: workflowId?.exact ?? null,
		revisionId: revisionId?.exact ?? null,
		createdAt,
		// Before the end of the run, the service may report 0.
		finalAmount: isFinalPhase(phase) ? order.finalAmount : null,
		quoteAmount,
	};
}

export function infoRecord(id: RunOrderId, info: OrderInfo): HistoryRecord {
	const {runStatus, workflowId, revisionId, createdAt, updatedAt, quoteAmount} = info;
	const phase = runStatus === null ? 'other' : phaseOf(runStatus.exact);
	const hasEnded = isFinalPhase(phase);
	return {
		id,
		status: runStatus?.exact ?? null,
		phase,
		workflowId: workflowId?.exact ?? null,
		revisionId: revisionId?.exact ?? null,
		createdAt,
		// The order was last changed when the run ended, or shortly later, when it was settled.
		endedAt: hasEnded ? updatedAt : null,
		totalCost: hasEnded ? info.totalCost : null,
		finalAmount: hasEnded ? info.finalAmount : null,
		quoteAmount,
		reason: phase === 'failed' ? textWithoutQueries(info.errorMessage) : null,
		inputs: info.inputs.map(({key, value}) => ({
			key: key.exact,
			value: withoutQueries(value.exact),
		})),
	};
}

/** Removes the query of an address, because it can be a signature. */
function textWithoutQueries(text: ForeignText | null): string | null {
	return text === null ? null : withoutQueries(text.exact);
}
