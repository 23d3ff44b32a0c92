import type {Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {costsAt, eventsOf, phaseAt, timesAt, type DemoRun} from './execution.ts';
import {json, refusal, success, type DemoResponse} from './http.ts';
import {outputValue} from './media.ts';
import {promptId} from './recipes.ts';
import type {Scenario} from './script.ts';

export const apiRoot = '/api/open/v2/workflow';

export const balancePath = '/api/open/v2/balance/info';

export const executionPath = `${apiRoot}/run/execution`;

const largestPage = 100;

/**
 * Returns the response to a request for the balance, which falls by what `runs` cost after `since`. It is refused if
 * `balance` is undefined.
 */
export function respondBalance(
	balance: Scenario['balance'],
	runs: readonly DemoRun[],
	since: Instant,
	now: Instant,
): DemoResponse {
	if (balance === undefined) {
		return refusal(403, '无权查询余额');
	}

	const spent = runs.map(run => costsAt(run, now).total - costsAt(run, since).total);
	const left = spent.reduce((sum, amount) => sum - amount, balance.prepaid);
	return success({balance: Number(amountText(left)), card_balance: amountText(balance.cards)});
}

/**
 * Returns the response to a request for `url`. `runs` are those that were created by now, the newest first. Addresses of
 * outputs begin with the origin of `url`.
 */
export function respondApi(runs: readonly DemoRun[], url: URL, now: Instant): DemoResponse {
	const {pathname, searchParams, origin} = url;

	if (pathname === `${apiRoot}/run/list`) {
		return list(runs, searchParams, now);
	}

	const isMarket = pathname === `${apiRoot}/market/info`;

	if (!isMarket && pathname !== executionPath && pathname !== `${apiRoot}/run/info`) {
		return refusal(404, '接口不存在');
	}

	const name = isMarket ? 'workflow_id' : 'run_order_id';
	const id = searchParams.get(name) ?? '';

	if (id === '') {
		return refusal(400, `参数错误：缺少 ${name}`);
	}

	const run = runs.find(({script}) => id === (isMarket ? script.workflow.id : script.id));

	if (run === undefined) {
		return refusal(404, isMarket ? '工作流不存在' : '运行订单不存在');
	}

	if (isMarket) {
		const {revisionId: revision_id, title, outputs} = run.script.workflow;
		return success({workflow_id: id, revision_id, title, candidate_output_manifest: outputs});
	}

	return pathname === executionPath
		? respondExecution(run, now, origin)
		: success(orderInfo(run, now, origin));
}

/** Until the engine knows the run, responds as documented that the task is not found. */
function respondExecution(run: DemoRun, now: Instant, origin: string): DemoResponse {
	const {taskId, reworded} = run.script;

	if (isAccepted(run, now)) {
		const response = executionAt(run, now, origin);
		return success(reworded?.(response) ?? response);
	}

	const reason = 'Task not found.';
	const detail = `execution task ${taskId} does not exist`;
	const error = {reason, detail, engine_code: 'TASK_NOT_FOUND', status_code: 404};
	return json(200, {code: 1, msg: reason, data: {error}});
}

function isAccepted({script, createdAt}: DemoRun, now: Instant): boolean {
	return now >= createdAt + (script.unknownFor ?? 0);
}

/** Returns the `data` of the response of `GET /workflow/run/execution`. Costs are in CNY, durations in seconds. */
export function executionAt(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt} = run;
	const {startedAt, endedAt} = timesAt(run, now);
	const elapsed = now - createdAt;
	const phase = phaseAt(run, now);
	const events = eventsOf(script).filter(event => event.at <= elapsed);
	const isKept = ({event_type: type}: {readonly event_type: string}) =>
		script.logged !== 'ends' || type.startsWith('execution_');
	const executed = events.filter(event => event.event_type === 'executed').length;
	const cached = events.length === 0 ? 0 : script.nodes.filter(node => node.cached).length;
	const last = events.at(-1);
	const costs = costsAt(run, now);
	return {
		task_id: script.taskId,
		workflow_id: script.workflow.id,
		status: phase,
		queue_info: phase === 'queued' ? queueAt(script, elapsed) : null,
		progress_percent: last?.progress_percent ?? 0,
		progress_snapshot: {
			internal_status: phase,
			completed_node_count: cached + executed,
			total_runnable_nodes: script.nodes.length,
			last_event_type: last?.event_type ?? null,
		},
		logs: events.filter(isKept).map(event => ({...event, at: utcText(createdAt + event.at)})),
		actual_execution_duration_sec:
			startedAt !== null && endedAt !== null
				? (script.actualDurationSec ?? Math.round((endedAt - startedAt) / 10) / 100)
				: null,
		compute_cost: costs.compute,
		external_model_cost: costs.external,
		total_cost: costs.total,
		...resultAt(run, now, origin),
		created_at: utcText(createdAt),
		started_at: startedAt === null ? null : utcText(startedAt),
		terminal_at: endedAt === null ? null : utcText(endedAt),
	};
}

function resultAt({script: {ending}, endsAt}: DemoRun, now: Instant, origin: string) {
	const outputs =
		now >= endsAt && ending.kind === 'succeeded'
			? ending.outputs.map(output => [output.key, outputValue(output, origin, endsAt)] as const)
			: [];
	return {
		outputs: Object.fromEntries(outputs),
		error: now >= endsAt && ending.kind === 'failed' ? ending.error : null,
	};
}

function queueAt({queue: {ms, position, estimated = true}}: DemoRun['script'], elapsed: number) {
	const left = Math.max(0, ms - elapsed);
	return {
		position: Math.max(1, Math.ceil((position * left) / ms)),
		estimated_wait_sec: estimated ? Math.ceil(left / 1000) : null,
	};
}

function list(runs: readonly DemoRun[], query: URLSearchParams, now: Instant): DemoResponse {
	const [page, pageSize] = [query.get('page') ?? '1', query.get('page_size') ?? '20'].map(text =>
		/^[1-9]\d{0,8}$/.test(text) ? Number(text) : Infinity,
	) as [number, number];

	if (page === Infinity || pageSize > largestPage) {
		return refusal(400, '参数错误：page 从 1 开始，page_size 为 1 到 100');
	}

	// An empty parameter counts as missing.
	const workflowId = query.get('workflow_id') || null;
	const status = query.get('status') || null;
	const found = runs.filter(
		run =>
			(workflowId === null || run.script.workflow.id === workflowId) &&
			(status === null || phaseAt(run, now) === status),
	);
	const items = found.slice((page - 1) * pageSize, page * pageSize).map(run => ({
		...commonFields(run, now),
		title: run.script.workflow.title,
	}));
	return success({items, total: found.length, page, page_size: pageSize});
}

/** Returns the `data` of the response of `GET /workflow/run/info`. Amounts are text with eight decimals. */
function orderInfo(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt} = run;
	const {startedAt, endedAt} = timesAt(run, now);
	const {outputs, error} = resultAt(run, now, origin);
	const costs = costsAt(run, now);
	const accepted = isAccepted(run, now);
	const ended = endedAt !== null;
	return {
		...commonFields(run, now),
		quote_currency: 'CNY',
		freeze_status: ended ? 'released' : 'frozen',
		submission_status: accepted ? 'submitted' : 'pending',
		settlement_status: ended ? 'settled' : 'pending',
		task_id: accepted ? script.taskId : '',
		prompt_id: startedAt === null ? '' : promptId(script.id),
		inputs: script.inputs ?? {},
		outputs,
		compute_cost: amountText(costs.compute),
		external_model_cost: amountText(costs.external),
		total_cost: amountText(costs.total),
		released_amount: amountText(ended ? Math.max(0, script.quote - costs.total) : 0),
		error_code: error?.engine_code ?? '',
		error_message: error?.detail ?? '',
		updated_at: beijingText(endedAt ?? startedAt ?? createdAt),
	};
}

/** Returns the fields that a run order has both in `run/info` and in `run/list`. */
function commonFields(run: DemoRun, now: Instant) {
	const {script, createdAt, endsAt} = run;
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.id,
		revision_id: script.workflow.revisionId,
		run_status: phaseAt(run, now),
		quote_amount: amountText(script.quote),
		final_amount: amountText(now < endsAt ? 0 : costsAt(run, now).total),
		created_at: beijingText(createdAt),
	};
}

function amountText(cny: number): string {
	return cny.toFixed(8);
}

/** RFC 3339 in whole seconds, as in the response of `GET /workflow/run/execution`: `2026-05-08T10:00:00Z`. */
function utcText(instant: Instant): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Formats a time like the times of run orders, in UTC+8 without an offset: `2026-05-08 18:00:00`. */
function beijingText(instant: Instant): string {
	const utc = new Date(instant + 8 * hourMs).toISOString();
	return utc.slice(0, 19).replace('T', ' ');
}
