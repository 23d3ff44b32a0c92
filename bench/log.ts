import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {BodyCollector} from '../source/api/body-collector.ts';
import {LastResponses} from '../source/api/last-responses.ts';
import type {RawResponse} from '../source/api/raw-response.ts';
import {readLogs} from '../source/api/wire/logs.ts';
import {emptyLog, mergeLog, type LogSnapshot} from '../source/core/log/log-store.ts';
import {logText} from '../source/features/log/export/text.ts';
import {LogLayer} from '../source/features/log/index/layer.ts';
import {RunSequence} from '../source/features/log/index/sequence.ts';
import {entryMatches, compileSearch} from '../source/features/log/index/matcher.ts';
import {cleanName} from '../source/core/text/sanitize.ts';
import {exponentOf, measure, median, milliseconds, rowOf, type Row} from './run.ts';

/** Entries of the polled log, and new ones per poll. */
const size = 100_000;
const perPoll = 5_000;

/** Entries of the searched log, and of the window in a response. Half of a window is new. */
const long = 1_000_000;
const window = 100_000;

/** Log lengths for measuring how costs grow. */
const sizes = [1_000, 10_000, 100_000, 1_000_000];

/** Realistic messages without repetitions, the same on every machine. */
const itemAt = (index: number) => ({
	at: new Date(1_778_234_400_000 + index * 40).toISOString(),
	event_type: index % 20 === 0 ? 'executing' : 'progress',
	level: index % 500 === 499 ? 'error' : index % 50 === 0 ? 'warn' : 'info',
	message:
		index % 500 === 499
			? `CUDA out of memory: tried to allocate ${index} MiB`
			: `KSampler step ${index % 20}/20 of batch ${index}, sigma ${(index * 0.618) % 14.6}`,
	node_id: String(index % 9),
	progress_percent: (100 * index) / long,
});

const itemsOf = (from: number, to: number) =>
	Array.from({length: to - from}, (_, index) => itemAt(from + index));

const items = itemsOf(0, size);

function bodyOf(to: number, from = 0): string {
	const logs = to <= size ? items.slice(from, to) : itemsOf(from, to);
	const data = {status: 'running', progress_percent: 5, logs};
	return JSON.stringify({code: 0, msg: 'ok', data});
}

/** Read in chunks, as from a socket. */
function replyOf(bytes: Uint8Array): RawResponse {
	const draft = new BodyCollector(Number.POSITIVE_INFINITY);

	for (let from = 0; from < bytes.length; from += 65_536) {
		draft.add(bytes.subarray(from, from + 65_536));
	}

	const body = draft.end();
	return {
		status: 200,
		digest: body.digest,
		bytes: () => body.bytes(),
		text: (from, to) => body.text(from, to),
		retryAfter: null,
		redirectsTo: null,
	};
}

const polls = size / perPoll;
const lastText = bodyOf(size);

/** A growing log, polled to its end: from the bytes of each response to the merged log. */
async function growingLog(entries: number): Promise<readonly Row[]> {
	const texts = Array.from({length: polls}, (_, poll) => bodyOf(((poll + 1) * entries) / polls));
	const bodies = texts.map(text => Buffer.from(text));
	const grow = await measure(
		{
			prepare: () => new LastResponses(),
			async work(responses) {
				let log = emptyLog();

				for (const bytes of bodies) {
					const {logs} = await responses.read('run', replyOf(bytes));
					log = mergeLog(log, logs);
				}

				return log;
			},
			reference() {
				for (const text of texts) {
					JSON.parse(text);
				}
			},
		},
		5,
	);
	const told = (entries / 2) * (polls + 1);
	const rate = (time: number) => `${Math.round(told / time)} thousand a second`;
	return [
		rowOf(
			`growing log of ${entries} entries in ${polls} polls: from the bytes to the book`,
			grow,
			'JSON.parse of the same texts',
			1.3,
		),
		{
			what: `the same of ${entries}, entries`,
			measured: rate(grow.work),
			reference: `${rate(grow.reference)} (JSON.parse)`,
			ratio: grow.work / grow.reference,
			reach: null,
		},
	];
}

/** The first response with a complete log. */
async function firstAnswer(): Promise<Row> {
	const bytes = Buffer.from(lastText);
	const pair = await measure({
		prepare: () => new LastResponses(),
		async work(responses) {
			const {logs} = await responses.read('run', replyOf(bytes));
			return mergeLog(emptyLog(), logs);
		},
		reference: () => JSON.parse(lastText) as unknown,
	});
	return rowOf(
		`first answer of ${size} entries: from the bytes to the book`,
		pair,
		'JSON.parse',
		null,
	);
}

/** A repeated response, from its bytes to the merged log. */
async function sameAnswer(): Promise<Row> {
	const bytes = Buffer.from(lastText);
	const responses = new LastResponses();
	const first = await responses.read('run', replyOf(bytes));
	const log = mergeLog(emptyLog(), first.logs);
	const pair = await measure({
		prepare: () => null,
		async work() {
			const again = await responses.read('run', replyOf(bytes));

			if (again !== first || mergeLog(log, again.logs) !== log) {
				throw new Error('An answer that came again was taken for a new one.');
			}
		},
		reference: () => JSON.parse(lastText) as unknown,
	});
	return rowOf('unchanged answer: take the bytes, compare', pair, 'JSON.parse', 0.1);
}

/** The longest allowed block of the event loop, in milliseconds. */
const maxDelay = 250;

/** The longest block of the event loop while the largest accepted response is read, first and after it has grown. */
async function heldUp(): Promise<readonly Row[]> {
	const count = 200_000;
	const message = 'x'.repeat(150);
	const large = Array.from({length: count}, (_, index) => ({
		...items[index % size],
		message: `${message} ${index}`,
	}));
	const [first, grown] = [count - perPoll, count].map(length =>
		Buffer.from(
			JSON.stringify({code: 0, msg: 'ok', data: {status: 'running', logs: large.slice(0, length)}}),
		),
	);
	const responses = new LastResponses();
	const rows: Row[] = [];
	let log = emptyLog();

	for (const [what, bytes] of [
		['first answer', first],
		['grown answer', grown],
	] as const) {
		const delay = monitorEventLoopDelay({resolution: 1});
		const reply = replyOf(bytes ?? Buffer.alloc(0));
		delay.enable();
		const {logs} = await responses.read('run', reply);
		log = mergeLog(log, logs);
		await new Promise(setImmediate);
		delay.disable();
		const longest = delay.max / 1e6;
		rows.push({
			what: `${what} of ${log.length} entries, ${Math.round((bytes?.length ?? 0) / 2 ** 20)} MiB: longest that others wait`,
			measured: milliseconds(longest),
			reference: `${maxDelay} ms (the most that is bearable)`,
			ratio: longest / maxDelay,
			reach: 1,
		});
	}

	return rows;
}

/** A search through the whole log, compared with grep on its saved file. */
async function search(log: LogSnapshot): Promise<readonly Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-'));
	const file = join(folder, 'saved.log');

	try {
		const run = {id: 'run', label: cleanName('run')};
		const entries = log.store.entries.map(entry => ({run, entry, afterGap: false}));
		writeFileSync(file, [...logText({runId: 'run', portions: [entries]}, '')].flat().join('\n'));
		return [
			...(await searchFor(log, 'CUDA out', ['-c', '-F', 'CUDA out', file])),
			...(await searchFor(log, 'cuda out', ['-c', '-i', '-F', 'cuda out', file])),
		];
	} finally {
		rmSync(folder, {recursive: true});
	}
}

async function searchFor(
	log: LogSnapshot,
	needle: string,
	grep: readonly string[],
): Promise<readonly Row[]> {
	const byGrep = () => spawnSync('grep', grep, {encoding: 'utf8', env: {LC_ALL: 'C.UTF-8'}});
	const layer = find(layerOf(log, needle));

	if (layer.length !== Number(byGrep().stdout)) {
		throw new Error(`Found ${layer.length} entries with ${needle}, and grep ${byGrep().stdout}.`);
	}

	const prepare = () => layerOf(log, needle);
	return [
		rowOf(
			`search "${needle}" through ${log.length} entries, ${layer.length} hits`,
			await measure({prepare, work: find, reference: byGrep}),
			`grep ${grep[1] === '-i' ? '-ci' : '-c'}, with its start`,
			3,
		),
		rowOf(
			`search "${needle}"`,
			await measure({prepare, work: find, reference: () => readOnce(log, needle)}),
			'looking into each message once',
			6,
		),
	];
}

/** An unfinished search. */
function layerOf(log: LogSnapshot, needle: string): LogLayer {
	const matcher = compileSearch(needle);

	if (typeof matcher === 'string') {
		throw new TypeError(`There is nothing to look for in ${needle}.`);
	}

	return new LogLayer(new RunSequence('run', log), {
		keeps: entry => entryMatches(entry, matcher),
		cost: () => 1,
	});
}

function find(layer: LogLayer): LogLayer {
	return layer.extend({left: Number.POSITIVE_INFINITY}).sequence;
}

/** How the time of a search grows with the log. */
async function searchGrowth(log: LogSnapshot): Promise<Row> {
	const costs: Array<readonly [number, number]> = [];

	for (const entries of sizes) {
		const part = mergeLog(emptyLog(), log.store.entries.slice(0, entries));
		const {work} = await measure({
			prepare: () => layerOf(part, 'CUDA out'),
			work: find,
			reference: () => null,
		});
		costs.push([entries, work]);
	}

	return exponentOf('search "CUDA out", by entries', costs, milliseconds, 1.2);
}

/** How the time of a poll with 50 new entries grows with the known ones, which the service sends again. */
async function pollGrowth(): Promise<Row> {
	const costs: Array<readonly [number, number]> = [];

	for (const entries of sizes.filter(count => count <= size)) {
		const bodies = [entries - 50, entries].map(count => Buffer.from(bodyOf(count)));
		const [before, after] = bodies as [Buffer, Buffer];
		const known = new LastResponses();
		const times: number[] = [];

		for (let round = 0; round < 15; round++) {
			const {logs} = await known.read('run', replyOf(before));
			const log = mergeLog(emptyLog(), logs);
			const began = performance.now();
			mergeLog(log, (await known.read('run', replyOf(after))).logs);
			times.push(performance.now() - began);
		}

		costs.push([entries, median(times)]);
	}

	return exponentOf('a poll with 50 new entries, by those there are', costs, milliseconds, 1.2);
}

function readOnce({store}: LogSnapshot, needle: string): number {
	let found = 0;

	for (const {message} of store.entries) {
		found += message.safe.includes(needle) ? 1 : 0;
	}

	return found;
}

/**
 * The memory of a polled log beyond the text of its messages, including the cache for the next poll. Each response
 * has a window of the log, since a response with all entries would exceed the limit.
 */
async function memory(entries: number): Promise<number> {
	const collect = globalThis.gc;

	if (collect === undefined) {
		throw new Error('Memory is measured with --expose-gc.');
	}

	const before = await settledHeap(collect);
	const responses = new LastResponses();
	let log = emptyLog();

	for (let to = Math.min(window, entries); to <= entries; to += window / 2) {
		const body = Buffer.from(bodyOf(to, Math.max(0, to - window)));
		log = mergeLog(log, (await responses.read('run', replyOf(body))).logs);
	}

	if (log.length !== entries) {
		throw new Error(`${log.length} entries are held, not ${entries}.`);
	}

	const after = await settledHeap(collect);
	const text = log.store.entries.reduce((sum, {message}) => sum + message.exact.length, 0);
	// Keeps both alive until after the measurement.
	await responses.read('other', replyOf(Buffer.from(bodyOf(0))));
	return (after - before - text) / log.length;
}

async function memoryOf(): Promise<readonly Row[]> {
	const costs: Array<readonly [number, number]> = [];

	for (const entries of sizes) {
		costs.push([entries, await memory(entries)]);
	}

	const bytes = (count: number) => `${count.toFixed(0)} bytes`;
	const over = costs.at(-1)?.[1] ?? Number.NaN;
	return [
		{
			what: `memory of an entry over its text, ${long} of them polled`,
			measured: bytes(over),
			reference: 'the text itself',
			ratio: over,
			reach: 400,
		},
		exponentOf('the same, by entries', costs, bytes, 0.1),
	];
}

async function settledHeap(collect: NonNullable<typeof globalThis.gc>): Promise<number> {
	for (let round = 0; round < 3; round++) {
		await collect({execution: 'async', type: 'major'});
	}

	return process.memoryUsage().heapUsed;
}

/** Polling, searching and storing a log. */
export async function logCosts(): Promise<readonly Row[]> {
	// First, while the heap is empty.
	const kept = await memoryOf();
	const polled = [
		...(await growingLog(5_000)),
		...(await growingLog(size)),
		await firstAnswer(),
		await sameAnswer(),
		await pollGrowth(),
		...(await heldUp()),
	];
	const whole = mergeLog(emptyLog(), readLogs(itemsOf(0, long)));
	return [...polled, ...(await search(whole)), await searchGrowth(whole), ...kept];
}
