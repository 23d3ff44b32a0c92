import {createServer, type ServerResponse} from 'node:http';

/**
 * A service in its own process, so that its cost is not measured: `service.ts ENTRIES EVERY LONG ENDED`. Each run has
 * a log of ENTRIES entries, and every EVERY-th response differs from the previous one (0: none). The log of run 0 has
 * LONG entries and never changes. With ENDED all runs have succeeded. Prints its origin as the first line, and for
 * each line of input its counts since the last one.
 */
const [entries = 30, every = 1, long = entries] = process.argv.slice(2).map(Number);
const hasEnded = process.argv.length > 5;
const began = Date.now();
const started = new Date(began).toISOString();
const logs = JSON.stringify(Array.from({length: entries}, (_, index) => entry(index)));
const longLog =
	long === entries ? logs : JSON.stringify(Array.from({length: long}, (_, index) => entry(index)));
const requested = new Map<string, number>();
const answered = new Map<string, number>();
let gaps: number[] = [];
let polls = 0;

const server = createServer((request, response) => {
	const url = new URL(request.url ?? '/', 'http://localhost');
	const id = url.searchParams.get('run_order_id');

	if (url.pathname.endsWith('/run/execution') && id !== null) {
		count(id);
		answer(response, execution(id));
		return;
	}

	if (url.pathname.endsWith('/run/list')) {
		answer(response, '{"items":[],"total":0,"page":1,"page_size":100}');
		return;
	}

	answer(response, '{"title":"文生图 Portrait","candidate_output_manifest":[]}');
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

function count(id: string): void {
	const last = answered.get(id);
	polls++;

	if (last !== undefined) {
		gaps.push(Math.round(performance.now() - last));
	}
}

function answer(response: ServerResponse, data: string): void {
	response.setHeader('content-type', 'application/json');
	response.end(`{"code":0,"msg":"ok","data":${data}}`);
}

function execution(id: string): string {
	const times = (requested.get(id) ?? 0) + 1;
	requested.set(id, times);
	answered.set(id, performance.now());
	const isLong = long !== entries && /_0+$/.test(id);
	const change = every === 0 || isLong ? 0 : Math.floor((times - 1) / every);
	const cost = (change * 0.0001).toFixed(8);
	const fields = JSON.stringify({
		task_id: `task_${id}`,
		workflow_id: `wf_${id.slice(-1)}`,
		status: hasEnded ? 'succeeded' : 'running',
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
		terminal_at: hasEnded ? started : null,
	});
	return `${fields.slice(0, -1)},"logs":${isLong ? longLog : logs}}`;
}

function entry(index: number): unknown {
	return {
		at: new Date(began + index * 1000).toISOString(),
		event_type: 'progress',
		level: index % 50 === 49 ? 'warning' : 'info',
		message: `采样器 第 ${index} 步 sampler step ${index}`,
		node_id: `n${index % 7}`,
		progress_percent: index % 100,
	};
}
