import type {Instant} from '../core/time/clock.ts';
import {costsAt, executionAt, isAccepted, phaseAt, type DemoRun} from './execution.ts';
import {promptId} from './recipes.ts';

/** Returns the `data` of the response of `GET /workflow/run/info`. Amounts are text with eight decimals. */
export function orderInfo(run: DemoRun, now: Instant, origin: string) {
	const {script, timeline, createdAt} = run;
	const {startsAt, endsAt} = timeline;
	const elapsed = now - createdAt;
	const execution = executionAt(run, now, origin);
	const costs = costsAt(run, now);
	const accepted = isAccepted(run, now);
	const ended = elapsed >= endsAt;
	const started = startsAt !== null && elapsed >= startsAt;
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
		prompt_id: started ? promptId(script.id) : '',
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
		updated_at: beijingText(createdAt + (ended ? endsAt : started ? startsAt : 0)),
	};
}

/** Returns an item of the response of `GET /workflow/run/list`. */
export function orderItem(run: DemoRun, now: Instant) {
	const {script, timeline, createdAt} = run;
	const ended = now - createdAt >= timeline.endsAt;
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.id,
		revision_id: script.workflow.revisionId,
		title: script.workflow.title,
		run_status: phaseAt(run, now),
		quote_amount: amount(script.quote),
		final_amount: amount(ended ? costsAt(run, now).total : 0),
		created_at: beijingText(createdAt),
	};
}

function amount(cny: number): string {
	return cny.toFixed(8);
}

/** Formats a time like the times of run orders, in UTC+8 without an offset: `2026-05-08 18:00:00`. */
function beijingText(instant: Instant): string {
	const utc = new Date(instant + 8 * 3_600_000).toISOString();
	return utc.slice(0, 19).replace('T', ' ');
}
