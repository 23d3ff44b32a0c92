import {readFields} from '../../api/wire/fields.ts';
import type {Execution} from '../../core/execution.ts';
import type {HistoryRun} from '../../core/history.ts';
import type {KeptResponse} from '../../core/log/kept-log.ts';
import {runFields} from '../../core/run-fields.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {toTransition, type HandlerResult} from '../../store/transition.ts';
import {reduceRunsAdded, selectInSight} from '../runs/index.ts';

/**
 * Shows and selects a run of the history. It is polled once, because the service may still have its whole log, and fresh
 * addresses of its outputs. `kept`: its newest response; null if it was never watched.
 */
export function reopenRun(
	state: State,
	run: HistoryRun,
	kept: KeptResponse | null,
	at: Instant,
): HandlerResult {
	const id = run.order.id.exact;
	const {state: added, effects} = toTransition(reduceRunsAdded(state, [run.order], at));
	const reopened = added.runs.get(id);
	const runs =
		reopened === undefined || state.runs.has(id)
			? added.runs
			: new Map(added.runs).set(id, {
					...reopened,
					isReopened: true,
					inputs: run.inputs,
					...(kept ?? {execution: executionOf(run)}),
				});
	return {state: selectInSight({...added, runs}, id), effects};
}

/** What the history knows of a run without a response of its own. */
export function executionOf({
	order,
	startedAt,
	endedAt,
	seconds,
	totalCost,
	reason,
}: HistoryRun): Execution {
	const {phase, status, workflowId, createdAt, finalAmount} = order;
	return {
		...readFields(runFields, {}),
		status: status ?? foreignName(phase),
		phase,
		workflowId,
		createdAt,
		startedAt,
		terminalAt: endedAt,
		actualDurationSec: seconds,
		totalCost: totalCost ?? finalAmount,
		isCostUnreadable: false,
		error: reason === null ? null : {reason, detail: null, engineCode: null, statusCode: null},
		outputs: [],
		outputsLeftOut: 0,
	};
}
