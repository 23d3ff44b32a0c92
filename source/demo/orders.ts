import type {Instant} from '../core/time/clock.ts';
import {costsAt, executionAt, type ServiceContext} from './execution.ts';
import {promptId} from './ids.ts';
import {isAccepted, isPlaced, demoPhaseOf, type DemoState, type DemoRun} from './demo-state.ts';

/** The query for a page of run orders. The first page is 1. */
export type OrderQuery = {
	readonly workflowId: string | null;
	readonly status: string | null;
	readonly page: number;
	readonly pageSize: number;
};

/** Returns the `data` of the response of `GET /workflow/run/list`. The newest orders are first. */
export function orderPage(state: DemoState, query: OrderQuery) {
	const now = state.now();
	const found = [...state.runs.values()]
		.filter(
			run =>
				isPlaced(run, now) &&
				(query.workflowId === null || run.script.workflow.id === query.workflowId) &&
				(query.status === null || demoPhaseOf(run, now) === query.status),
		)
		.sort((a, b) => b.createdAt - a.createdAt);
	const first = (query.page - 1) * query.pageSize;
	return {
		items: found.slice(first, first + query.pageSize).map(run => orderItem(run, now)),
		total: found.length,
		page: query.page,
		page_size: query.pageSize,
	};
}

/** Returns the `data` of the response of `GET /workflow/run/info`. Amounts are text with eight decimals. */
export function orderInfo(
	run: DemoRun,
	now: Instant,
	context: ServiceContext,
): Readonly<Record<string, unknown>> {
	const {script, timeline, createdAt} = run;
	const elapsed = now - createdAt;
	const execution = executionAt(timeline, elapsed, context);
	const costs = costsAt(timeline, elapsed);
	const accepted = isAccepted(run, now);
	const ended = elapsed >= timeline.endsAt;
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.id,
		revision_id: script.workflow.revisionId,
		quote_amount: amount(script.quote),
		quote_currency: 'CNY',
		freeze_status: ended ? 'released' : 'frozen',
		submission_status: accepted ? 'submitted' : 'pending',
		run_status: execution.status,
		settlement_status: ended ? 'settled' : 'pending',
		task_id: accepted ? script.taskId : '',
		prompt_id: execution.started_at === null ? '' : promptId(script.id),
		inputs: script.inputs ?? {},
		outputs: execution.outputs,
		compute_cost: amount(costs.compute),
		external_model_cost: amount(costs.external),
		total_cost: amount(costs.total),
		final_amount: amount(ended ? costs.total : 0),
		released_amount: amount(ended ? Math.max(0, script.quote - costs.total) : 0),
		error_code: execution.error?.engine_code ?? '',
		error_message: execution.error?.detail ?? '',
		created_at: beijingText(createdAt),
		updated_at: beijingText(createdAt + lastChange(run, elapsed)),
	};
}

function orderItem(run: DemoRun, now: Instant) {
	const {script, timeline, createdAt} = run;
	const ended = now - createdAt >= timeline.endsAt;
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.id,
		revision_id: script.workflow.revisionId,
		title: script.workflow.title,
		run_status: demoPhaseOf(run, now),
		quote_amount: amount(script.quote),
		final_amount: amount(ended ? costsAt(timeline, timeline.endsAt).total : 0),
		created_at: beijingText(createdAt),
	};
}

/** Returns when the status last changed, as the time since the creation of the run. */
function lastChange({timeline}: DemoRun, elapsed: number): number {
	if (elapsed >= timeline.endsAt) {
		return timeline.endsAt;
	}

	return timeline.startsAt !== null && elapsed >= timeline.startsAt ? timeline.startsAt : 0;
}

function amount(cny: number): string {
	return cny.toFixed(8);
}

/** Formats a time like the times of run orders, in UTC+8 without an offset: `2026-05-08 18:00:00`. */
function beijingText(instant: Instant): string {
	const utc = new Date(instant + 8 * 3_600_000).toISOString();
	return utc.slice(0, 19).replace('T', ' ');
}
