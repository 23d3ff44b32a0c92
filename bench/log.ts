import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {BodyDraft} from '../source/api/body-draft.ts';
import {LastAnswers} from '../source/api/last-answers.ts';
import type {Reply} from '../source/api/reply.ts';
import {readLogs} from '../source/api/wire/logs.ts';
import {emptyLog, mergeLog, type LogSnapshot} from '../source/domain/log-book.ts';
import {logText} from '../source/report/log-text.ts';
import {LogLayer} from '../source/state/log-layer.ts';
import {RunSequence} from '../source/state/log-sequence.ts';
import {entryMatches, readSearch} from '../source/state/matcher.ts';
import {cleanName} from '../source/terminal/sanitize.ts';
import {measure, milliseconds, rowOf, type Row} from './run.ts';

/** Entries of the log that everything is measured with, and how many come with a poll. */
const size = 100_000;
const perPoll = 5_000;

/** What an engine writes, none of it twice; the same on every machine. */
const items = Array.from({length: size}, (_, index) => ({
	at: new Date(1_778_234_400_000 + index * 40).toISOString(),
	event_type: index % 20 === 0 ? 'executing' : 'progress',
	level: index % 500 === 499 ? 'error' : index % 50 === 0 ? 'warn' : 'info',
	message:
		index % 500 === 499
			? `CUDA out of memory: tried to allocate ${index} MiB`
			: `KSampler step ${index % 20}/20 of batch ${index}, sigma ${(index * 0.618) % 14.6}`,
	node_id: String(index % 9),
	progress_percent: (100 * index) / size,
}));

function bodyOf(entries: number): string {
	const data = {status: 'running', progress_percent: 5, logs: items.slice(0, entries)};
	return JSON.stringify({code: 0, msg: 'ok', data});
}

/** Taken piece by piece, as a socket gives it. */
function replyOf(bytes: Uint8Array): Reply {
	const draft = new BodyDraft(Number.POSITIVE_INFINITY);

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

const texts = Array.from({length: size / perPoll}, (_, poll) => bodyOf((poll + 1) * perPoll));
const lastText = texts.at(-1) ?? '';

/** A growing log, polled to its end: from the bytes of each answer to the merged book. */
async function growingLog(): Promise<readonly Row[]> {
	const bodies = texts.map(text => Buffer.from(text));
	const grow = await measure(
		{
			prepare: () => new LastAnswers(),
			async work(answers) {
				let log = emptyLog();

				for (const bytes of bodies) {
					const {logs} = await answers.read('run', replyOf(bytes));
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
	const told = texts.length * ((size + perPoll) / 2);
	const rate = (time: number) => `${Math.round(told / time)} thousand a second`;
	return [
		rowOf(
			`growing log of ${size} entries in ${texts.length} polls: from the bytes to the book`,
			grow,
			'JSON.parse of the same texts',
			1.3,
		),
		{
			what: 'the same, entries',
			measured: rate(grow.work),
			reference: `${rate(grow.reference)} (JSON.parse)`,
			ratio: grow.work / grow.reference,
			reach: null,
		},
	];
}

/** The first answer with a whole log: nothing of it is known. */
async function firstAnswer(): Promise<Row> {
	const bytes = Buffer.from(lastText);
	const pair = await measure({
		prepare: () => new LastAnswers(),
		async work(answers) {
			const {logs} = await answers.read('run', replyOf(bytes));
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

/** An answer that comes again, from its bytes to the merged book. */
async function sameAnswer(): Promise<Row> {
	const bytes = Buffer.from(lastText);
	const answers = new LastAnswers();
	const first = await answers.read('run', replyOf(bytes));
	const log = mergeLog(emptyLog(), first.logs);
	const pair = await measure({
		prepare: () => null,
		async work() {
			const again = await answers.read('run', replyOf(bytes));

			if (again !== first || mergeLog(log, again.logs) !== log) {
				throw new Error('An answer that came again was taken for a new one.');
			}
		},
		reference: () => JSON.parse(lastText) as unknown,
	});
	return rowOf('unchanged answer: take the bytes, compare', pair, 'JSON.parse', 0.1);
}

/** How long others may have to wait at all, in milliseconds. */
const mostDelay = 250;

/** How long nothing else has its turn while the largest answer is read that is taken, first and when it has grown. */
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
	const answers = new LastAnswers();
	const rows: Row[] = [];
	let log = emptyLog();

	for (const [what, bytes] of [
		['first answer', first],
		['grown answer', grown],
	] as const) {
		const delay = monitorEventLoopDelay({resolution: 1});
		const reply = replyOf(bytes ?? Buffer.alloc(0));
		delay.enable();
		const {logs} = await answers.read('run', reply);
		log = mergeLog(log, logs);
		await new Promise(setImmediate);
		delay.disable();
		const longest = delay.max / 1e6;
		rows.push({
			what: `${what} of ${log.length} entries, ${Math.round((bytes?.length ?? 0) / 2 ** 20)} MiB: longest that others wait`,
			measured: milliseconds(longest),
			reference: `${mostDelay} ms (the most that is bearable)`,
			ratio: longest / mostDelay,
			reach: 1,
		});
	}

	return rows;
}

/** A search through the whole log, to the last hit, against grep on the file that ctrl+s saves of it. */
async function search(log: LogSnapshot): Promise<readonly Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-'));
	const file = join(folder, 'saved.log');

	try {
		const run = {id: 'run', label: cleanName('run')};
		const entries = log.book.entries.map(entry => ({run, entry, afterGap: false}));
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
	const matcher = readSearch(needle);

	if (typeof matcher === 'string') {
		throw new TypeError(`There is nothing to look for in ${needle}.`);
	}

	const layerOf = () =>
		new LogLayer(new RunSequence('run', log.book), {
			keeps: entry => entryMatches(entry, matcher),
			cost: () => 1,
		});
	const find = (layer: LogLayer): void => {
		layer.grow(Number.POSITIVE_INFINITY);
	};
	const byGrep = () => spawnSync('grep', grep, {encoding: 'utf8', env: {LC_ALL: 'C.UTF-8'}});
	const layer = layerOf();
	find(layer);

	if (layer.length !== Number(byGrep().stdout)) {
		throw new Error(`Found ${layer.length} entries with ${needle}, and grep ${byGrep().stdout}.`);
	}

	return [
		rowOf(
			`search "${needle}", ${layer.length} hits`,
			await measure({prepare: layerOf, work: find, reference: byGrep}),
			`grep ${grep[1] === '-i' ? '-ci' : '-c'}, with its start`,
			3,
		),
		rowOf(
			`search "${needle}"`,
			await measure({prepare: layerOf, work: find, reference: () => readOnce(log, needle)}),
			'looking into each message once',
			6,
		),
	];
}

function readOnce({book}: LogSnapshot, needle: string): number {
	let found = 0;

	for (const {message} of book.entries) {
		found += message.safe.includes(needle) ? 1 : 0;
	}

	return found;
}

/** What a polled log keeps in memory over the text of its messages, with the hits of a search and the answer for the next poll. */
async function memory(): Promise<Row> {
	const collect = globalThis.gc;

	if (collect === undefined) {
		throw new Error('Memory is measured with --expose-gc.');
	}

	const before = await settledHeap(collect);
	const answers = new LastAnswers();
	let log = emptyLog();

	for (const text of texts) {
		const {logs} = await answers.read('run', replyOf(Buffer.from(text)));
		log = mergeLog(log, logs);
	}

	const after = await settledHeap(collect);
	const text = log.book.entries.reduce((sum, {message}) => sum + message.exact.length, 0);
	// Both are still held here: without this the collector could have had them before.
	await answers.read('other', replyOf(Buffer.from(bodyOf(0))));
	const over = (after - before - text) / log.length;
	return {
		what: 'memory of an entry over its text, polled as above',
		measured: `${over.toFixed(0)} bytes`,
		reference: `${(text / log.length).toFixed(0)} bytes (the text itself)`,
		ratio: over,
		reach: 400,
	};
}

async function settledHeap(collect: NonNullable<typeof globalThis.gc>): Promise<number> {
	for (let round = 0; round < 3; round++) {
		await collect({execution: 'async', type: 'major'});
	}

	return process.memoryUsage().heapUsed;
}

/** What a log costs that is polled, searched and kept. */
export async function logCosts(): Promise<readonly Row[]> {
	// First, while the heap holds nothing else.
	const kept = await memory();
	const whole = mergeLog(emptyLog(), readLogs(items));
	return [
		...(await growingLog()),
		await firstAnswer(),
		await sameAnswer(),
		...(await heldUp()),
		...(await search(whole)),
		kept,
	];
}
