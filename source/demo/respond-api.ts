import {executionAt, type ServiceContext} from './execution.ts';
import {openLink, signedLink} from './link.ts';
import {orderInfo, orderPage, type OrderQuery} from './orders.ts';
import {refusal, success, taskNotFound, type DemoResponse} from './reply.ts';
import {isAccepted, isPlaced, type DemoState, type WorldRun} from './world.ts';

/** The start of the path of every endpoint. */
export const apiRoot = '/api/open/v2';

export const endpoints = {
	execution: `${apiRoot}/workflow/run/execution`,
	list: `${apiRoot}/workflow/run/list`,
	info: `${apiRoot}/workflow/run/info`,
	market: `${apiRoot}/workflow/market/info`,
} as const;

const largestPage = 100;

/** The API's response to a request with a valid key. File addresses use the requested origin. */
export function respondApi(world: DemoState, url: URL): DemoResponse {
	switch (url.pathname) {
		case endpoints.execution:
			return ofRun(world, url, run => execution(world, run, url.origin));
		case endpoints.info:
			return ofRun(world, url, run =>
				success(orderInfo(run, world.now(), surroundings(run, url.origin))),
			);
		case endpoints.list:
			return list(world, url.searchParams);
		case endpoints.market:
			return market(world, url.searchParams);
		default:
			return refusal(404, '接口不存在');
	}
}

function execution(world: DemoState, run: WorldRun, origin: string): DemoResponse {
	const now = world.now();

	if (!isAccepted(run, now)) {
		return taskNotFound(run.script.taskId);
	}

	const response = executionAt(run.timeline, now - run.createdAt, surroundings(run, origin));
	return success(run.script.reworded?.(response) ?? response);
}

function list(world: DemoState, query: URLSearchParams): DemoResponse {
	const page = wholeNumber(query.get('page') ?? '1');
	const pageSize = wholeNumber(query.get('page_size') ?? '20');

	if (page === null || pageSize === null || pageSize > largestPage) {
		return refusal(400, '参数错误:page 从 1 开始,page_size 为 1 到 100');
	}

	const requested: OrderQuery = {
		// An empty parameter narrows nothing down.
		workflowId: query.get('workflow_id') || null,
		status: query.get('status') || null,
		page,
		pageSize,
	};
	return success(orderPage(world, requested));
}

function market(world: DemoState, query: URLSearchParams): DemoResponse {
	const id = query.get('workflow_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误:缺少 workflow_id');
	}

	const workflow = world.workflows.get(id);
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
	world: DemoState,
	url: URL,
	response: (run: WorldRun) => DemoResponse,
): DemoResponse {
	const id = url.searchParams.get('run_order_id') ?? '';

	if (id === '') {
		return refusal(400, '参数错误:缺少 run_order_id');
	}

	const run = world.runs.get(id);
	return run === undefined || !isPlaced(run, world.now())
		? refusal(404, '运行订单不存在')
		: response(run);
}

function surroundings({createdAt}: WorldRun, origin: string): ServiceContext {
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

/** A number from 1 in digits; null for anything else. */
function wholeNumber(text: string): number | null {
	return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
