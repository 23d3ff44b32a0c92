import type {Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {outputValue} from './media.ts';
import {errorResponse, jsonResponse, successResponse, type DemoResponse} from './responses.ts';
import type {Scenario} from './run-script.ts';
import {costsAt, eventsOf, phaseAt, type DemoRun} from './run.ts';
import {hexDigits} from './script-language.ts';

export const apiRoot = '/api/open/v2/workflow';
export const balancePath = '/api/open/v2/balance/info';

/** `runs`: the newest first. `startedAt`: since when the runs are paid from the balance. */
type Account = {
	readonly runs: readonly DemoRun[];
	readonly balance: Scenario['balance'];
	readonly startedAt: Instant;
};

/** Returns the response to a request for `url`. Addresses of outputs begin with the origin of `url`. */
export function respondApi(account: Account, url: URL, now: Instant): DemoResponse {
	const {pathname, searchParams: query, origin} = url;
	const runs = account.runs.filter(({createdAt}) => createdAt <= now);
	const run = runs.find(({script}) => script.id === query.get('run_order_id'));

	switch (pathname) {
		case balancePath:
			return balanceResponse(account, now);
		case `${apiRoot}/run/list`:
			return successResponse(listPage(runs, query, now));
		case `${apiRoot}/market/info`: {
			const workflows = runs.map(({script}) => script.workflow);
			const workflow = workflows.find(({workflow_id: id}) => id === query.get('workflow_id'));
			return workflow === undefined
				? errorResponse(404, '工作流不存在')
				: successResponse(workflow);
		}
		default:
			return run === undefined
				? errorResponse(404, '运行订单不存在')
				: pathname === `${apiRoot}/run/execution`
					? executionResponse(run, now, origin)
					: successResponse(orderInfo(run, now, origin));
	}
}

/** The balance falls by what the runs cost since the start. Without one, the key may not ask for it. */
function balanceResponse({runs, balance, startedAt}: Account, now: Instant): DemoResponse {
	if (balance === undefined) {
		return errorResponse(403, '无权查询余额');
	}

	const spent = runs.map(run => costsAt(run, now).total - costsAt(run, startedAt).total);
	const left = spent.reduce((sum, amount) => sum - amount, balance.prepaid);
	return successResponse({
		balance: Number(amountText(left)),
		card_balance: amountText(balance.cards),
	});
}

/** Until the engine knows the run, responds as documented that the task is not found. */
function executionResponse(run: DemoRun, now: Instant, origin: string): DemoResponse {
	if (isAccepted(run, now)) {
		return successResponse(executionAt(run, now, origin));
	}

	const reason = 'Task not found.';
	const detail = `execution task ${run.script.taskId} does not exist`;
	const error = {reason, detail, engine_code: 'TASK_NOT_FOUND', status_code: 404};
	return jsonResponse(200, {code: 1, msg: reason, data: {error}});
}

function isAccepted({script, createdAt}: DemoRun, now: Instant): boolean {
	return now >= createdAt + (script.unknownFor ?? 0);
}

/** Returns the `data` of the response of `GET /workflow/run/execution`. Costs are in CNY, durations in seconds. */
export function executionAt(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt, startsAt, endsAt} = run;
	const {nodes, queue, ending} = script;
	const status = phaseAt(run, now);
	const events = eventsOf(run).filter(event => event.at <= now - createdAt);
	const last = events.at(-1);
	const costs = costsAt(run, now);
	const queueLeft = Math.max(0, queue.ms - (now - createdAt));
	const hasStarted = now >= startsAt;
	const hasEnded = now >= endsAt;
	return {
		task_id: script.taskId,
		workflow_id: script.workflow.workflow_id,
		status,
		queue_info:
			status === 'queued'
				? {
						position: Math.max(1, Math.ceil((queue.position * queueLeft) / queue.ms)),
						estimated_wait_sec: queue.estimated === false ? null : Math.ceil(queueLeft / 1000),
					}
				: null,
		progress_percent: last?.progress_percent ?? 0,
		progress_snapshot: {
			internal_status: status,
			completed_node_count:
				events.filter(event => event.event_type === 'executed').length +
				(events.length === 0 ? 0 : nodes.filter(node => node.cached).length),
			total_runnable_nodes: nodes.length,
			last_event_type: last?.event_type ?? null,
		},
		logs: events.map(event => ({...event, at: utcText(createdAt + event.at)})),
		actual_execution_duration_sec:
			hasStarted && hasEnded ? Math.round((endsAt - startsAt) / 10) / 100 : null,
		compute_cost: costs.compute,
		external_model_cost: costs.external,
		total_cost: costs.total,
		outputs: outputsAt(run, now, origin),
		error: hasEnded && ending.kind === 'failed' ? ending.error : null,
		created_at: utcText(createdAt),
		started_at: hasStarted ? utcText(startsAt) : null,
		terminal_at: hasEnded ? utcText(endsAt) : null,
	};
}

function outputsAt({script: {ending}, endsAt}: DemoRun, now: Instant, origin: string) {
	const outputs = now >= endsAt && ending.kind === 'succeeded' ? ending.outputs : [];
	return Object.fromEntries(
		outputs.map(output => [output.key, outputValue(output, origin, endsAt)]),
	);
}

function listPage(runs: readonly DemoRun[], query: URLSearchParams, now: Instant) {
	const page = Number(query.get('page') ?? 1);
	const pageSize = Number(query.get('page_size') ?? 20);
	const workflowId = query.get('workflow_id');
	const status = query.get('status');
	const found = runs.filter(
		run =>
			(workflowId === null || run.script.workflow.workflow_id === workflowId) &&
			(status === null || phaseAt(run, now) === status),
	);
	const items = found.slice((page - 1) * pageSize, page * pageSize).map(run => ({
		...commonFields(run, now),
		title: run.script.workflow.title,
	}));
	return {items, total: found.length, page, page_size: pageSize};
}

/** Returns the `data` of the response of `GET /workflow/run/info`. Amounts are text with eight decimals. */
function orderInfo(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt, startsAt, endsAt} = run;
	const costs = costsAt(run, now);
	const accepted = isAccepted(run, now);
	const ended = now >= endsAt;
	const error = ended && script.ending.kind === 'failed' ? script.ending.error : null;
	const hex = hexDigits(`prompt ${script.id}`, 32);
	const promptId = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');
	return {
		...commonFields(run, now),
		quote_currency: 'CNY',
		freeze_status: ended ? 'released' : 'frozen',
		submission_status: accepted ? 'submitted' : 'pending',
		settlement_status: ended ? 'settled' : 'pending',
		task_id: accepted ? script.taskId : '',
		prompt_id: now < startsAt ? '' : promptId,
		inputs: script.inputs ?? {},
		outputs: outputsAt(run, now, origin),
		compute_cost: amountText(costs.compute),
		external_model_cost: amountText(costs.external),
		total_cost: amountText(costs.total),
		released_amount: amountText(ended ? Math.max(0, script.quote - costs.total) : 0),
		error_code: error?.engine_code ?? '',
		error_message: error?.detail ?? '',
		updated_at: beijingText(ended ? endsAt : now >= startsAt ? startsAt : createdAt),
	};
}

/** Returns the fields that a run order has both in `run/info` and in `run/list`. */
function commonFields(run: DemoRun, now: Instant) {
	const {script, createdAt, endsAt} = run;
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.workflow_id,
		revision_id: script.workflow.revision_id,
		run_status: phaseAt(run, now),
		quote_amount: amountText(script.quote),
		final_amount: amountText(now < endsAt ? 0 : costsAt(run, now).total),
		created_at: beijingText(createdAt),
	};
}

function amountText(cny: number): string {
	return cny.toFixed(8);
}

/** Formats a time like the times of `GET /workflow/run/execution`, in whole seconds: `2026-05-08T10:00:00Z`. */
function utcText(instant: Instant): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Formats a time like the times of run orders, in UTC+8 without an offset: `2026-05-08 18:00:00`. */
function beijingText(instant: Instant): string {
	const utc = new Date(instant + 8 * hourMs).toISOString();
	return utc.slice(0, 19).replace('T', ' ');
}
