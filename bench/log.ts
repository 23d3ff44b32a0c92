import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {BodyCollector, decodeBody} from '../source/api/body-collector.ts';
import {LastResponses} from '../source/api/last-responses.ts';
import type {RawResponse} from '../source/api/raw-response.ts';
import {readLogs} from '../source/api/wire/logs.ts';
import {mergeLog} from '../source/core/log/merge-log.ts';
import {emptyLog, type RunLog} from '../source/core/log/run-log.ts';
import {cleanName} from '../source/core/text/sanitize.ts';
import {logText} from '../source/features/log/export/text.ts';
import {LogLayer} from '../source/features/log/index/layer.ts';
import {compileSearch, entryMatches} from '../source/features/log/index/matcher.ts';
import {RunSequence} from '../source/features/log/index/sequence.ts';
import {alternate, integer, ratioRow, timeOf, valueRow, type Bench, type Row} from './row.ts';

/** Entries of the polled log, of the searched log, and of the largest log that fits into one response. */
const polled = 100_000;
const searched = 1_000_000;
const largest = 200_000;

const needle = 'CUDA out';

/** Realistic entries without repetitions. */
function itemsOf(from: number, to: number, prefix = '') {
	return Array.from({length: to - from}, (_, offset) => {
		const index = from + offset;
		return {
			at: new Date(1_778_234_400_000 + index * 40).toISOString(),
			event_type: index % 20 === 0 ? 'executing' : 'progress',
			level: index % 500 === 499 ? 'error' : index % 50 === 0 ? 'warn' : 'info',
			message:
				index % 500 === 499
					? `${prefix}${needle} of memory: tried to allocate ${index} MiB`
					: `${prefix}KSampler step ${index % 20}/20 of batch ${index}, sigma ${(index * 0.618) % 14.6}`,
			node_id: String(index % 9),
			progress_percent: (100 * index) / searched,
		};
	});
}

function bodyOf(logs: readonly unknown[]): Buffer {
	const data = {status: 'running', progress_percent: 5, logs};
	return Buffer.from(JSON.stringify({code: 0, msg: 'ok', data}));
}

/** Returns a response that was received in chunks. */
async function responseOf(bytes: Uint8Array): Promise<RawResponse> {
	const collector = new BodyCollector(Number.POSITIVE_INFINITY);

	for (let from = 0; from < bytes.length; from += 65_536) {
		collector.add(bytes.subarray(from, from + 65_536));
	}

	const body = await collector.end();
	return {
		status: 200,
		bytes: body,
		text: (from, to) => decodeBody(body, from, to),
		retryAfter: null,
		redirectsTo: null,
	};
}

/** Reads responses of one run and merges their logs. */
class LogReader {
	readonly #responses = new LastResponses();
	log = emptyLog;

	async read(response: RawResponse): Promise<RunLog> {
		const {logs} = await this.#responses.read('run', response);
		this.log = mergeLog(this.log, logs);
		return this.log;
	}
}

/** Measures the reading of a log that grows in 20 polls, and of an unchanged response, compared with `JSON.parse`. */
async function polling(): Promise<readonly Row[]> {
	const items = itemsOf(0, polled);
	const bodies = Array.from({length: 20}, (_, poll) =>
		bodyOf(items.slice(0, ((poll + 1) * polled) / 20)),
	);
	const texts = bodies.map(String);
	const growing = await alternate(
		async () => {
			const reader = new LogReader();
			return timeOf(async () => {
				for (const body of bodies) {
					await reader.read(await responseOf(body));
				}
			});
		},
		async () =>
			timeOf(() => {
				for (const text of texts) {
					JSON.parse(text);
				}
			}),
		5,
	);
	const reader = new LogReader();
	const [body = Buffer.alloc(0), text = ''] = [bodies.at(-1), texts.at(-1)];
	await reader.read(await responseOf(body));
	const unchanged = await alternate(
		async () => timeOf(async () => reader.read(await responseOf(body))),
		async () => timeOf(() => JSON.parse(text) as unknown),
	);
	return [
		ratioRow(
			`20 polls of a log that grows to ${integer(polled)} entries`,
			growing,
			'JSON.parse',
			null,
		),
		ratioRow(
			`an unchanged response with ${integer(polled)} entries`,
			unchanged,
			'JSON.parse',
			null,
		),
	];
}

/**
 * Measures how long reading a response blocks the event loop: first with nearly the largest log, then after the log
 * has grown to the largest size.
 */
async function blocking(): Promise<readonly Row[]> {
	const items = itemsOf(0, largest, 'x'.repeat(90));
	const reader = new LogReader();
	const rows: Row[] = [];

	for (const count of [largest - 5_000, largest]) {
		const bytes = bodyOf(items.slice(0, count));
		const delay = monitorEventLoopDelay({resolution: 1});
		delay.enable();
		// The first interval is not measured.
		await new Promise(resolve => setTimeout(resolve, 5));
		await reader.read(await responseOf(bytes));
		await new Promise(setImmediate);
		delay.disable();
		rows.push(
			valueRow(
				`longest block of a response with ${integer(count)} log entries`,
				delay.max / 1e6,
				'ms',
				50,
				`${Math.round(bytes.length / 2 ** 20)} MiB`,
			),
		);
	}

	return rows;
}

/** A search through the whole log, compared with grep in its saved file. */
async function search(): Promise<Row> {
	const log = mergeLog(emptyLog, readLogs(itemsOf(0, searched)));
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-'));
	const file = join(folder, 'saved.log');

	try {
		const run = {id: 'run', label: cleanName('run')};
		const entries = log.entries.map(entry => ({run, entry, afterGap: false}));
		writeFileSync(file, [...logText({runId: 'run', portions: [entries]}, '')].flat().join('\n'));
		const grep = () =>
			spawnSync('grep', ['-c', '-F', needle, file], {encoding: 'utf8', env: {LC_ALL: 'C.UTF-8'}});
		const found = findAll(layerOf(log)).length;

		if (found !== Number(grep().stdout)) {
			throw new Error(`found ${found} entries, and grep ${grep().stdout}`);
		}

		const pair = await alternate(
			async () => {
				const layer = layerOf(log);
				return timeOf(() => findAll(layer));
			},
			async () => timeOf(grep),
		);
		return ratioRow(`search through ${integer(searched)} log entries`, pair, 'grep -c', 3);
	} finally {
		rmSync(folder, {recursive: true});
	}
}

function layerOf(log: RunLog): LogLayer {
	const matcher = compileSearch(needle);

	if (typeof matcher === 'string') {
		throw new TypeError(matcher);
	}

	return new LogLayer(new RunSequence('run', log), {
		keeps: entry => entryMatches(entry, matcher),
		cost: () => 1,
	});
}

function findAll(layer: LogLayer): LogLayer {
	return layer.extend({left: Number.POSITIVE_INFINITY}).sequence;
}

/**
 * Measures the memory of a polled log beyond the text of its messages. Each response contains only a part of the log,
 * since a response with all entries would exceed the size limit.
 */
async function memory(): Promise<Row> {
	const before = heapBytes();
	const reader = new LogReader();

	for (let to = polled; to <= searched; to += polled / 2) {
		await reader.read(await responseOf(bodyOf(itemsOf(to - polled, to))));
	}

	const after = heapBytes();
	const {entries} = reader.log;
	const text = entries.reduce((sum, {message}) => sum + message.exact.length, 0);
	const each = (after - before - text) / entries.length;
	return valueRow(
		`memory of a log entry beyond its text, ${integer(entries.length)} entries`,
		each,
		'bytes',
		null,
	);
}

function heapBytes(): number {
	if (globalThis.gc === undefined) {
		throw new Error('memory is measured with --expose-gc');
	}

	for (let round = 0; round < 3; round++) {
		globalThis.gc();
	}

	return process.memoryUsage().heapUsed;
}

/** Measures reading, searching and storing a log. */
export const logs: Bench = async () => [
	// First, while the heap is empty.
	await memory(),
	...(await polling()),
	...(await blocking()),
	await search(),
];
