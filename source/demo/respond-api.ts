import type {Instant} from '../core/time/clock.ts';
import {hourMs} from '../core/time/duration.ts';
import {costsAt, executionAt, isAccepted, phaseAt, timesAt, type DemoRun} from './execution.ts';
import {promptId} from './recipes.ts';
import {refusal, success, taskNotFound, type DemoResponse} from './response.ts';
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

	const spent = runs.reduce(
		(sum, run) => sum + costsAt(run, now).total - costsAt(run, since).total,
		0,
	);
	return success({
		balance: Number(amountText(balance.prepaid - spent)),
		card_balance: amountText(balance.cards),
	});
}

/** The runs of the account, the newest first. */
type AccountRuns = {
	/** Those that were created by now. */
	readonly current: readonly DemoRun[];
	/** Those that ended before the service started. */
	readonly earlier: () => readonly DemoRun[];
};

/** Returns the response to a request for `url`. Addresses of outputs begin with the origin of `url`. */
export function respondApi(runs: AccountRuns, url: URL, now: Instant): DemoResponse {
	switch (url.pathname) {
		case executionPath:
			return ofRun(runs, url, run => executionResponse(run, now, url.origin));
		case `${apiRoot}/run/info`:
			return ofRun(runs, url, run => success(orderInfo(run, now, url.origin)));
		case `${apiRoot}/run/list`:
			return list(runs, url.searchParams, now);
		case `${apiRoot}/market/info`:
			return market(runs, url.searchParams);
		default:
			return refusal(404, '接口不存在');
	}
}

function executionResponse(run: DemoRun, now: Instant, origin: string): DemoResponse {
	if (!isAccepted(run, now)) {
		return taskNotFound(run.script.taskId);
	}

	const response = executionAt(run, now, origin);
	return success(run.script.reworded?.(response) ?? response);
}

function list({current, earlier}: AccountRuns, query: URLSearchParams, now: Instant): DemoResponse {
	const page = positiveNumber(query.get('page') ?? '1');
	const pageSize = positiveNumber(query.get('page_size') ?? '20');

	if (page === null || pageSize === null || pageSize > largestPage) {
		return refusal(400, '参数错误：page 从 1 开始，page_size 为 1 到 100');
	}

	// An empty parameter counts as missing.
	const workflowId = query.get('workflow_id') || null;
	const status = query.get('status') || null;
	const found = [...current, ...earlier()].filter(
		run =>
			(workflowId === null || run.script.workflow.id === workflowId) &&
			(status === null || phaseAt(run, now) === status),
	);
	const first = (page - 1) * pageSize;
	return success({
		items: found.slice(first, first + pageSize).map(run => ({
			...commonFields(run, now),
			title: run.script.workflow.title,
		})),
		total: found.length,
		page,
		page_size: pageSize,
	});
}

function market(runs: AccountRuns, query: URLSearchParams): DemoResponse {
	const id = query.get('workflow_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误：缺少 workflow_id');
	}

	const {workflow} = findAnyRun(runs, ({script}) => script.workflow.id === id)?.script ?? {};
	return workflow === undefined
		? refusal(404, '工作流不存在')
		: success({
				workflow_id: workflow.id,
				revision_id: workflow.revisionId,
				title: workflow.title,
				candidate_output_manifest: workflow.outputs,
			});
}

function ofRun(
	runs: AccountRuns,
	{searchParams}: URL,
	respond: (run: DemoRun) => DemoResponse,
): DemoResponse {
	const id = searchParams.get('run_order_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误：缺少 run_order_id');
	}

	const run = findAnyRun(runs, ({script}) => script.id === id);
	return run === undefined ? refusal(404, '运行订单不存在') : respond(run);
}

function findAnyRun(
	{current, earlier}: AccountRuns,
	isWanted: (run: DemoRun) => boolean,
): DemoRun | undefined {
	return current.find(isWanted) ?? earlier().find(isWanted);
}

/** Parses an integer of at least 1. Returns null for all other text. */
function positiveNumber(text: string): number | null {
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** Returns the `data` of the response of `GET /workflow/run/info`. Amounts are text with eight decimals. */
function orderInfo(run: DemoRun, now: Instant, origin: string) {
	const {script, createdAt} = run;
	const {startedAt, endedAt} = timesAt(run, now);
	const execution = executionAt(run, now, origin);
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
		outputs: execution.outputs,
		compute_cost: amountText(costs.compute),
		external_model_cost: amountText(costs.external),
		total_cost: amountText(costs.total),
		released_amount: amountText(ended ? Math.max(0, script.quote - costs.total) : 0),
		error_code: execution.error?.engine_code ?? '',
		error_message: execution.error?.detail ?? '',
		updated_at: beijingText(endedAt ?? startedAt ?? createdAt),
	};
}

/** Returns the fields that a run order has both in `run/info` and in `run/list`. */
function commonFields(run: DemoRun, now: Instant) {
	const {script, createdAt} = run;
	const {endedAt} = timesAt(run, now);
	return {
		run_order_id: script.id,
		workflow_id: script.workflow.id,
		revision_id: script.workflow.revisionId,
		run_status: phaseAt(run, now),
		quote_amount: amountText(script.quote),
		final_amount: amountText(endedAt === null ? 0 : costsAt(run, now).total),
		created_at: beijingText(createdAt),
	};
}

function amountText(cny: number): string {
	return cny.toFixed(8);
}

/** Formats a time like the times of run orders, in UTC+8 without an offset: `2026-05-08 18:00:00`. */
function beijingText(instant: Instant): string {
	const utc = new Date(instant + 8 * hourMs).toISOString();
	return utc.slice(0, 19).replace('T', ' ');
}
