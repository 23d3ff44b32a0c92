import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as pause} from 'node:timers/promises';
import {isAsleep} from './asleep.ts';
import {
	listedRuns,
	manyRuns,
	refusal,
	startedAt,
	success,
	unlistedRuns,
	workflowIdOf,
	type Reply,
	type Run,
} from './runs.ts';

export type Account = 'main' | 'empty' | 'many' | 'denied' | 'forbidden' | 'broken' | 'limited';

/** A picture of 8 × 8 pixels. */
const png =
	'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAcElEQVR42iWOSREAQQjEIgUpSEFKpCAFKUgZtpZnH6EBAhILhYbBxU+OIMMKDTqYcOOMNNJM6lppp5NsHqiMMos6VtnlFFtnyPXSE+9oGd3/XTTZVmvTzbR7/gVizKFuzdjjDDuHWmPNpW7j2ussuzyWIUgBc6BelwAAAABJRU5ErkJggg==';

/** Starts the API on a loopback port. All times in its responses are fixed. */
export async function startService(account: Account) {
	const runs = account === 'main' ? listedRuns : account === 'many' ? manyRuns : [];
	const polls = new Map<string, number>();
	let requests = 0;

	function respond({pathname, searchParams}: URL): Reply {
		const id = searchParams.get('run_order_id');
		const run = [...runs, ...unlistedRuns].find(each => each.id === id);
		requests++;

		if (account === 'denied') {
			return refusal(401, 'API Key 无效、已过期或已停用');
		}

		if (account === 'broken') {
			return {body: '<!doctype html><p>Welcome'};
		}

		if (account === 'limited' && requests <= 2) {
			return refusal(429, '请求过于频繁', {'retry-after': '1'});
		}

		switch (pathname.replace('/api/open/v2', '')) {
			case '/workflow/run/execution': {
				const poll = polls.get(id ?? '') ?? 0;
				polls.set(id ?? '', poll + 1);
				return run === undefined ? refusal(404, '运行订单不存在') : executionOf(run, poll);
			}
			case '/workflow/run/info':
				return run === undefined ? refusal(404, '运行订单不存在') : success(orderOf(run));
			case '/workflow/run/list':
				return account === 'forbidden' ? refusal(403, '权限不足') : list(runs, searchParams);
			case '/workflow/market/info':
				return success({
					workflow_id: searchParams.get('workflow_id'),
					title: [...runs, ...unlistedRuns].find(
						({title}) => workflowIdOf(title) === searchParams.get('workflow_id'),
					)?.title,
					candidate_output_manifest: [{key: 'n9_images', type: 'image'}],
					editable_parameter_manifest: [{key: 'n6_text', display_name: '提示词'}],
				});
			case '/balance/info':
				return account === 'main'
					? success({balance: 36.2, card_balance: '1.00000000'})
					: refusal(403, '权限不足');
			default:
				return refusal(404, '接口不存在');
		}
	}

	const waiting: Array<{readonly path: string; readonly answer: () => void}> = [];
	let pid = 0;

	/**
	 * Answers the waiting requests one by one, in the order of their paths, and only while the program is asleep. So
	 * neither the load of the machine nor chance decides in which order the program gets the responses.
	 */
	async function answerAll(): Promise<void> {
		for (let looks = 0; waiting.length > 0;) {
			await pause(4);
			looks = isAsleep(pid) ? looks + 1 : 0;

			if (looks === 2) {
				waiting.sort((a, b) => (a.path < b.path ? -1 : 1));
				waiting.shift()?.answer();
				looks = 0;
			}
		}
	}

	const server = createServer({keepAliveTimeout: 60_000}, (request, response) => {
		const path = request.url ?? '';
		waiting.push({
			path,
			answer: () =>
				send(
					request,
					response,
					path.startsWith('/media/') ? null : respond(new URL(path, 'http://x')),
				),
		});

		if (waiting.length === 1) {
			void answerAll();
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** Must be called with the process that sends the requests from now on. */
		serve(process: number) {
			pid = process;
		},
		close() {
			waiting.length = 0;
			server.close();
			server.closeAllConnections();
		},
	};
}

/** `reply`: null for a picture. */
function send(request: IncomingMessage, response: ServerResponse, reply: Reply | null): void {
	const origin = `http://${request.headers.host ?? ''}`;
	const body =
		reply === null ? Buffer.from(png, 'base64') : reply.body.replaceAll('ORIGIN', origin);
	response.sendDate = false;
	response.writeHead(reply?.status ?? 200, {
		'content-type': reply === null ? 'image/png' : 'application/json',
		'content-length': Buffer.byteLength(body),
		date: new Date(startedAt).toUTCString(),
		...reply?.headers,
	});
	response.end(request.method === 'HEAD' ? undefined : body);
}

const isFinal = ({status}: Run) => /^(succeeded|completed|failed|cancell?ed)$/.test(status);
const timeAt = (ago: number) => new Date(startedAt - ago * 1000).toISOString();
const costOf = ({cost = 0.0125, took}: Run) => (took === 0 ? 0 : cost);

function executionOf(run: Run, poll: number): Reply {
	const answer = run.answer?.(poll) ?? run;

	if (!('name' in answer)) {
		return answer;
	}

	const {status, ago, took, title, lines = [], fields = {}} = answer;
	const begun = took === 0 ? null : ago - 4;
	const entry = (after: number, type: string, message: string, more = {}) => ({
		at: timeAt(ago - 4 - after),
		event_type: type,
		level: type === 'log' ? 'warn' : type === 'execution_error' ? 'error' : 'info',
		message,
		...more,
	});
	const steps = [1, 2, 3, 4].map(value =>
		entry((took * value) / 5, 'progress', `采样器 第 ${value}/4 步`, {
			node_id: '3',
			progress_percent: value * 20,
			value,
			max: 4,
			fraction: value / 4,
		}),
	);
	const last = status === 'failed' ? 'error' : isFinal(answer) ? 'success' : null;
	const logs = [
		entry(0, 'execution_start', 'execution started', {progress_percent: 0}),
		entry(1, 'executing', 'loading checkpoint', {node_id: '4'}),
		...lines.map((line, index) => entry(2 + index, 'log', line, {node_id: '5'})),
		...steps,
		...(last === null ? [] : [entry(took, `execution_${last}`, `execution ${status}`)]),
	];
	return success({
		task_id: `task_${run.name}`,
		workflow_id: workflowIdOf(title),
		status,
		queue_info: null,
		progress_percent: isFinal(answer) && status !== 'failed' ? 100 : begun === null ? 0 : 54,
		progress_snapshot: {
			internal_status: status,
			completed_node_count: begun === null ? 0 : 2,
			total_runnable_nodes: 3,
			last_event_type: begun === null ? null : 'progress',
		},
		logs: begun === null ? [] : logs,
		actual_execution_duration_sec: isFinal(answer) ? took : null,
		compute_cost: costOf(answer),
		external_model_cost: 0,
		total_cost: costOf(answer),
		outputs: {},
		error: null,
		created_at: timeAt(ago),
		started_at: begun === null ? null : timeAt(begun),
		terminal_at: isFinal(answer) ? timeAt(ago - 4 - took) : null,
		...fields,
	});
}

function itemOf(run: Run) {
	return {
		run_order_id: run.id,
		workflow_id: workflowIdOf(run.title),
		revision_id: 'wfr_5b0c9d4e7f21a3866c1d',
		run_status: run.status,
		quote_amount: '0.03000000',
		final_amount: (isFinal(run) ? costOf(run) : 0).toFixed(8),
		created_at: new Date(startedAt + (8 * 3600 - run.ago) * 1000)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' '),
	};
}

function orderOf(run: Run) {
	return {
		...itemOf(run),
		quote_currency: 'CNY',
		freeze_status: isFinal(run) ? 'released' : 'frozen',
		submission_status: 'submitted',
		settlement_status: isFinal(run) ? 'settled' : 'pending',
		task_id: `task_${run.name}`,
		prompt_id: 'prompt_1',
		inputs: run.inputs ?? {},
		outputs: {},
		compute_cost: costOf(run).toFixed(8),
		external_model_cost: '0.00000000',
		total_cost: costOf(run).toFixed(8),
		released_amount: '0.01750000',
		error_code: '',
		error_message: '',
		updated_at: timeAt(run.ago - 4 - run.took),
	};
}

function list(runs: readonly Run[], query: URLSearchParams): Reply {
	const page = Number(query.get('page') ?? 1);
	const size = Number(query.get('page_size') ?? 20);
	const found = runs.filter(
		({status, title}) =>
			[null, '', status].includes(query.get('status')) &&
			[null, '', workflowIdOf(title)].includes(query.get('workflow_id')),
	);
	const items = found
		.slice((page - 1) * size, page * size)
		.map(run => ({...itemOf(run), title: run.title}));
	return success({items, total: found.length, page, page_size: size});
}
