import {executionAt, type ServiceContext} from './execution.ts';
import {openLink, signedLink} from './link.ts';
import {orderInfo, orderPage, type OrderQuery} from './orders.ts';
import {refusal, success, taskNotFound, type DemoResponse} from './reply.ts';
import {isAccepted, isPlaced, type DemoState, type DemoRun} from './demo-state.ts';

const apiRoot = '/api/open/v2';

export const endpoints = {
	execution: `${apiRoot}/workflow/run/execution`,
	list: `${apiRoot}/workflow/run/list`,
	info: `${apiRoot}/workflow/run/info`,
	market: `${apiRoot}/workflow/market/info`,
} as const;

const largestPage = 100;

/** Returns the response to a request with a valid key. Output addresses have the origin of the request. */
export function respondApi(state: DemoState, url: URL): DemoResponse {
	switch (url.pathname) {
		case endpoints.execution:
			return ofRun(state, url, run => execution(state, run, url.origin));
		case endpoints.info:
			return ofRun(state, url, run =>
				success(orderInfo(run, state.now(), contextOf(run, url.origin))),
			);
		case endpoints.list:
			return list(state, url.searchParams);
		case endpoints.market:
			return market(state, url.searchParams);
		default:
			return refusal(404, '接口不存在');
	}
}

function execution(state: DemoState, run: DemoRun, origin: string): DemoResponse {
	const now = state.now();

	if (!isAccepted(run, now)) {
		return taskNotFound(run.script.taskId);
	}

	const response = executionAt(run.timeline, now - run.createdAt, contextOf(run, origin));
	return success(run.script.reworded?.(response) ?? response);
}

function list(state: DemoState, query: URLSearchParams): DemoResponse {
	const page = wholeNumber(query.get('page') ?? '1');
	const pageSize = wholeNumber(query.get('page_size') ?? '20');

	if (page === null || pageSize === null || pageSize > largestPage) {
		return refusal(400, '参数错误:page 从 1 开始,page_size 为 1 到 100');
	}

	const requested: OrderQuery = {
		// An empty parameter counts as missing.
		workflowId: query.get('workflow_id') || null,
		status: query.get('status') || null,
		page,
		pageSize,
	};
	return success(orderPage(state, requested));
}

function market(state: DemoState, query: URLSearchParams): DemoResponse {
	const id = query.get('workflow_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误:缺少 workflow_id');
	}

	const workflow = state.workflows.get(id);
	return workflow === undefined
		? refusal(404, '工作流不存在')
		: success({
				workflow_id: workflow.id,
				revision_id: workflow.revisionId,
				title: workflow.title,
				candidate_output_manifest: workflow.outputs,
			});
}

function ofRun(state: DemoState, url: URL, response: (run: DemoRun) => DemoResponse): DemoResponse {
	const id = url.searchParams.get('run_order_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误:缺少 run_order_id');
	}

	const run = state.runs.get(id);
	return run === undefined || !isPlaced(run, state.now())
		? refusal(404, '运行订单不存在')
		: response(run);
}

function contextOf({createdAt}: DemoRun, origin: string): ServiceContext {
	return {
		createdAt,
		valueOf: (output, endedAt) => {
			if (output.kind === 'text') {
				return output.text;
			}

			if (output.kind === 'address') {
				return output.address;
			}

			return output.signedFor === undefined
				? openLink(origin, output.file)
				: signedLink(origin, output.file, endedAt + output.signedFor);
		},
	};
}

/** Parses an integer of at least 1. Returns null for all other text. */
function wholeNumber(text: string): number | null {
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
