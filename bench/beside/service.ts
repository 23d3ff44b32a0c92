import {createServer, type ServerResponse} from 'node:http';

/**
 * The options of the fake service in this file. The service runs in its own process, and this object, as JSON, is the
 * only argument of that process.
 */
export type ServiceOptions = {
	/** The number of log entries of each run. */
	readonly entries: number;
	/** How many entries each response has more than the one before; default: 0. */
	readonly growth?: number;
	/** Whether each response differs from the previous one; default: true. */
	readonly changes?: boolean;
	/** If set, run 0 has this many log entries, and two more in each response. Otherwise it is like the other runs. */
	readonly longLog?: number;
	/** Whether all runs have succeeded; default: false. */
	readonly ended?: boolean;
};

// A service in its own process, so that its cost is not measured. Prints its origin as the first line, and for each line
// of input the polls since the last one.
const {
	entries,
	growth = 0,
	changes = true,
	longLog,
	ended = false,
} = JSON.parse(process.argv[2] ?? '') as ServiceOptions;
const began = Date.now();
const started = new Date(began).toISOString();
const logs = new Map<number, string>();
let longLogs = longLog === undefined ? null : logsOf(longLog);
let longLength = longLog ?? 0;
const requestCounts = new Map<string, number>();
const respondedAt = new Map<string, number>();
let gaps: number[] = [];
let polls = 0;

const server = createServer((request, response) => {
	const url = new URL(request.url ?? '/', 'http://localhost');
	const id = url.searchParams.get('run_order_id');

	if (url.pathname.endsWith('/run/execution') && id !== null) {
		const last = respondedAt.get(id);
		polls++;

		if (last !== undefined) {
			gaps.push(Math.round(performance.now() - last));
		}

		send(response, execution(id));
	} else if (url.pathname.endsWith('/run/list')) {
		send(response, listPage(url.searchParams));
	} else {
		send(response, '{"title":"文生图 Portrait","candidate_output_manifest":[]}');
	}
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/\n`);
});

process.stdin.on('data', () => {
	process.stdout.write(`${JSON.stringify({polls, gaps})}\n`);
	polls = 0;
	gaps = [];
});
process.stdin.on('end', () => {
	server.close();
	server.closeAllConnections();
});

function send(response: ServerResponse, data: string): void {
	response.setHeader('content-type', 'application/json');
	response.end(`{"code":0,"msg":"ok","data":${data}}`);
}

/** The runs that were polled. They all have the same status. */
function listPage(query: URLSearchParams): string {
	const status = ended ? 'succeeded' : 'running';
	const ids = [null, status].includes(query.get('status')) ? [...requestCounts.keys()] : [];
	const page = Number(query.get('page') ?? 1);
	const items = ids.slice((page - 1) * 100, page * 100).map(id => ({
		run_order_id: id,
		workflow_id: `wf_${id.slice(-1)}`,
		run_status: status,
		title: '文生图 Portrait',
		created_at: started,
	}));
	return JSON.stringify({items, total: ids.length, page, page_size: 100});
}

function execution(id: string): string {
	const count = requestCounts.get(id) ?? 0;
	requestCounts.set(id, count + 1);
	respondedAt.set(id, performance.now());
	const change = changes ? count : 0;
	const cost = (change * 0.0001).toFixed(8);
	const fields = JSON.stringify({
		task_id: `task_${id}`,
		workflow_id: `wf_${id.slice(-1)}`,
		status: ended ? 'succeeded' : 'running',
		queue_info: null,
		progress_percent: Math.min(99, 10 + change),
		progress_snapshot: {completed_node_count: 3, total_runnable_nodes: 9},
		actual_execution_duration_sec: null,
		compute_cost: cost,
		external_model_cost: 0,
		total_cost: cost,
		outputs: {},
		error: null,
		created_at: started,
		started_at: started,
		terminal_at: ended ? started : null,
	});
	return `${fields.slice(0, -1)},"logs":${logsFor(id, entries + count * growth)}}`;
}

function logsFor(id: string, count: number): string {
	if (longLogs === null || !id.endsWith('000000')) {
		return cachedLogs(count);
	}

	longLogs = `${longLogs.slice(0, -1)},${logsOf(2, longLength).slice(1)}`;
	longLength += 2;
	return longLogs;
}

function cachedLogs(count: number): string {
	const known = logs.get(count) ?? logsOf(count);
	logs.set(count, known);
	return known;
}

function logsOf(count: number, first = 0): string {
	return JSON.stringify(
		Array.from({length: count}, (_, place) => first + place).map(index => ({
			at: new Date(began + index * 1000).toISOString(),
			event_type: 'progress',
			level: index % 50 === 49 ? 'warning' : 'info',
			message: `采样器 第 ${index} 步 sampler step ${index}`,
			node_id: `n${index % 7}`,
			progress_percent: index % 100,
		})),
	);
}
