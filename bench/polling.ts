import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {createTokenBucket} from '../test/helpers/script.ts';
import {node, program, runId, runIds, start, startOnScreen} from './process.ts';
import {quantile, valueRow, type Bench, type Row} from './row.ts';

/** What the service does to the programs. Times are milliseconds since the first request. */
type Situation = {
	/** `20/s`: the service allows 20 requests a second. */
	readonly what: string;
	readonly runs: number;
	readonly seconds: number;
	/** Programs with a limit in common; each has its own runs. Default: 1. */
	readonly programs?: number;
	readonly perSecond?: (at: number) => number;
	/** Whether a refusal says how long to wait. */
	readonly retryAfter?: boolean;
	readonly latencyMs?: number;
	readonly isDown?: (at: number) => boolean;
	/** The height of a terminal of 120 columns; without one, `--json`. */
	readonly rows?: number;
	/** When the last run ends. */
	readonly endsAt?: number;
	readonly measure: (seen: Seen) => readonly Row[];
};

type Poll = {
	readonly at: number;
	readonly id: string;
	readonly program: number;
	readonly status: number;
	readonly isFinal: boolean;
};

/** What the service has seen: all requests for a run, and the number of all other requests. */
type Seen = {readonly polls: readonly Poll[]; readonly others: number};

const second = 1000;
const limited = {what: '300 runs at 20/s', runs: 300, seconds: 75, latencyMs: 20};

const situations: readonly Situation[] = [
	...[false, true].map((retryAfter): Situation => ({
		...limited,
		what: `${limited.what}${retryAfter ? ', Retry-After' : ''}`,
		retryAfter,
		perSecond: () => 20,
		measure: seen => [
			valueRow('all polled after', allPolledAfter(seen, 0, 300) / second, 's', 25),
			valueRow('gap p99', gap99(seen, 0) / second, 's', 25),
			valueRow('refused', refusedPercent(seen), '%', 5),
			atLeast('limit used', usedPercent(seen, 15 * second, 75 * second, 20), 80),
		],
	})),
	{
		what: '1,000 runs, latency 100 ms',
		runs: 1000,
		seconds: 45,
		latencyMs: 100,
		measure: seen => [valueRow('gap p99', gap99(seen, 15 * second) / second, 's', 5)],
	},
	{
		what: '500 runs on a screen',
		runs: 500,
		seconds: 70,
		rows: 36,
		endsAt: 50 * second,
		measure: ({polls, others}) => [
			valueRow('requests a second', (polls.length + others) / 70, '/s', 40),
			valueRow(
				'an end is seen after',
				((polls.find(({isFinal}) => isFinal)?.at ?? Infinity) - 50 * second) / second,
				's',
				6,
			),
		],
	},
	{
		what: '300 runs, from 50/s to 10/s',
		runs: 300,
		seconds: 110,
		latencyMs: 20,
		perSecond: at => (at < 30 * second ? 50 : 10),
		measure: seen => [
			atLeast('new limit used', usedPercent(seen, 90 * second, 110 * second, 10), 70),
		],
	},
	{
		what: '200 runs, outage of 30 s',
		runs: 200,
		seconds: 55,
		isDown: at => at > 10 * second && at < 40 * second,
		measure: seen => [
			valueRow('between two probes', longestPause(seen, 12 * second) / second, 's', 10),
			valueRow('all polled after it', allPolledAfter(seen, 40 * second, 200) / second, 's', 8),
		],
	},
	{
		what: 'three programs at 30/s',
		runs: 100,
		programs: 3,
		seconds: 100,
		latencyMs: 20,
		perSecond: () => 30,
		measure(seen) {
			const late = granted(seen).filter(({at}) => at > 40 * second);
			const shares = [0, 1, 2].map(
				number => (100 * late.filter(poll => poll.program === number).length) / late.length,
			);
			return [
				atLeast('smallest share', Math.min(...shares), 20),
				valueRow('largest share', Math.max(...shares), '%', 47),
			];
		},
	},
];

/** Lets the built program poll a loopback service in each situation, in real time. `parts`: the numbers of situations. */
export const polling: Bench = async parts => {
	const rows: Row[] = [];

	for (const [index, situation] of situations.entries()) {
		if (parts.length === 0 || parts.includes(String(index))) {
			const seen = await watch(situation);
			rows.push(
				...situation.measure(seen).map(row => ({...row, what: `${situation.what}: ${row.what}`})),
			);
		}
	}

	return rows;
};

async function watch(situation: Situation): Promise<Seen> {
	const {runs, seconds, programs = 1, rows} = situation;
	const polls: Poll[] = [];
	let others = 0;
	const began = Promise.withResolvers<void>();
	let first: number | null = null;
	const respond = responder(situation);
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const id = url.searchParams.get('run_order_id');
		first ??= performance.now();
		began.resolve();
		const at = performance.now() - first;
		const status = respond(url, at, response);

		if (id !== null && url.pathname.endsWith('/execution')) {
			const isFinal = isEnded(situation, id, at);
			polls.push({at, id, program: Number(url.pathname[1]), status, isFinal});
		} else {
			others++;
		}
	});
	server.keepAliveTimeout = 60_000;
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const running = Array.from({length: programs}, (_, number) => {
		const ids = runIds(runs * programs).slice(number * runs, (number + 1) * runs);
		const args = [program, '--base-url', `http://127.0.0.1:${port}/${number}`, ...ids];
		return rows === undefined
			? start(node, [...args, '--json'])
			: startOnScreen(node, args, {columns: 120, rows});
	});

	try {
		await began.promise;
		await wait(seconds * second);
		return {polls: polls.filter(({at}) => at < seconds * second), others};
	} finally {
		await Promise.all(running.map(async one => one.end()));
		server.close();
		server.closeAllConnections();
	}
}

/** Returns a function that answers a request and returns the status of the answer. */
function responder(situation: Situation) {
	const {runs, perSecond, retryAfter = false, latencyMs = 0, isDown} = situation;
	const limit = perSecond && createTokenBucket(perSecond);

	return (url: URL, at: number, response: ServerResponse): number => {
		if (isDown?.(at) === true) {
			response.writeHead(503).end();
			return 503;
		}

		if (limit !== undefined && limit(at) !== null) {
			response.writeHead(429, retryAfter ? {'retry-after': '1'} : {}).end();
			return 429;
		}

		const {pathname, searchParams} = url;
		const data = pathname.endsWith('/execution')
			? executionOf(situation, searchParams.get('run_order_id') ?? '', at)
			: pathname.endsWith('/list')
				? pageOf(situation, runs, searchParams, at)
				: {};
		setTimeout(() => response.end(JSON.stringify({code: 0, msg: '', data})), latencyMs);
		return 200;
	};
}

function isEnded({endsAt = Infinity, runs}: Situation, id: string, at: number): boolean {
	return id === runId(runs - 1) && at >= endsAt;
}

function executionOf(situation: Situation, id: string, at: number) {
	return {
		workflow_id: 'wf_1',
		status: isEnded(situation, id, at) ? 'succeeded' : 'running',
		progress_percent: 10,
		logs: [{at: '2026-05-08T10:00:00Z', event_type: 'log', level: 'info', message: 'started'}],
	};
}

function pageOf(situation: Situation, runs: number, query: URLSearchParams, at: number) {
	const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('page_size') ?? 20)];
	const items = runIds(runs)
		.map(id => ({
			run_order_id: id,
			workflow_id: 'wf_1',
			run_status: isEnded(situation, id, at) ? 'succeeded' : 'running',
			created_at: '2026-05-08 18:00:00',
		}))
		.filter(({run_status: status}) => [null, '', status].includes(query.get('status')));
	const shown = items.slice((page - 1) * size, page * size);
	return {items: shown, total: items.length, page, page_size: size};
}

function granted({polls}: Seen): readonly Poll[] {
	return polls.filter(({status}) => status === 200);
}

/** The time from `from` until all of these runs were polled. */
function allPolledAfter(seen: Seen, from: number, runs: number): number {
	const first = new Map<string, number>();

	for (const {id, at} of granted(seen)) {
		if (at >= from && !first.has(id)) {
			first.set(id, at - from);
		}
	}

	return first.size < runs ? Infinity : Math.max(...first.values());
}

/** The 99th percentile of the time between two polls of a run, of those after `from`. */
function gap99(seen: Seen, from: number): number {
	const byRun = Map.groupBy(granted(seen), ({id}) => id);
	const gaps = [...byRun.values()].flatMap(polls =>
		polls.slice(1).flatMap(({at}, index) => (at < from ? [] : [at - (polls[index]?.at ?? 0)])),
	);
	return quantile(gaps, 0.99);
}

function refusedPercent({polls}: Seen): number {
	return (100 * polls.filter(({status}) => status === 429).length) / polls.length;
}

function usedPercent(seen: Seen, from: number, until: number, perSecond: number): number {
	const count = granted(seen).filter(({at}) => at >= from && at < until).length;
	return (100 * count) / (((until - from) / second) * perSecond);
}

/** The longest time between two requests that failed. */
function longestPause({polls}: Seen, from: number): number {
	const failed = polls.filter(({status, at}) => status === 503 && at >= from).map(({at}) => at);
	return Math.max(...failed.slice(1).map((at, index) => at - (failed[index] ?? 0)));
}

function atLeast(what: string, value: number, limit: number): Row {
	return {...valueRow(what, value, '%', limit), isAtLeast: true};
}
