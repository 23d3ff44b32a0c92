import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {LastAnswers} from '../source/api/last-answers.ts';
import {readBody} from '../source/api/read-body.ts';
import type {Reply} from '../source/api/reply.ts';
import {readLogs} from '../source/api/wire/logs.ts';
import {emptyLog, LogBook, mergeLog, type LogSnapshot} from '../source/domain/log-book.ts';
import {logText} from '../source/report/log-text.ts';
import {LogLayer} from '../source/state/log-layer.ts';
import {RunSequence} from '../source/state/log-sequence.ts';
import {entryMatches, readSearch} from '../source/state/matcher.ts';
import {figureOf, measure, report, type Figure} from './run.ts';

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

async function replyOf(bytes: Uint8Array): Promise<Reply> {
	const body = await readBody(pieces(bytes), Number.POSITIVE_INFINITY);
	return {
		status: 200,
		digest: body.digest,
		text: () => body.text(),
		retryAfter: null,
		redirectsTo: null,
	};
}

/** As a socket gives them. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	for (let from = 0; from < bytes.length; from += 65_536) {
		yield bytes.subarray(from, from + 65_536);
	}
}

const texts = Array.from({length: size / perPoll}, (_, poll) => bodyOf((poll + 1) * perPoll));
const lastText = texts.at(-1) ?? '';

/** A growing log, polled to its end: from the text of each answer to the merged book. */
function growingLog(): readonly Figure[] {
	const parseAll = (): void => {
		for (const text of texts) {
			JSON.parse(text);
		}
	};
	const grow = measure(
		{
			prepare: () => null,
			work() {
				let log = emptyLog();
				let known: ReturnType<typeof readLogs> = [];

				for (const text of texts) {
					const {data} = JSON.parse(text) as {data: {logs: unknown}};
					known = readLogs(data.logs, known);
					log = mergeLog(log, known);
				}

				return log;
			},
			reference: parseAll,
		},
		5,
	);
	const told = texts.length * ((size + perPoll) / 2);
	return [
		figureOf(
			`growing log of ${size} entries in ${texts.length} polls: parse, read, merge`,
			grow,
			'JSON.parse of the same',
			1.3,
		),
		{
			name: 'the same, entries a second',
			measured: `${Math.round(told / grow.work)} thousand`,
			reference: `${Math.round(told / grow.reference)} thousand`,
			against: 'JSON.parse of the same',
			ratio: grow.work / grow.reference,
			limit: 1.3,
		},
	];
}

/** The first answer with a whole log: nothing of it is known. */
function firstAnswer(): Figure {
	const pair = measure({
		prepare: () => null,
		work() {
			const {data} = JSON.parse(lastText) as {data: {logs: unknown}};
			return mergeLog(emptyLog(), readLogs(data.logs));
		},
		reference: () => JSON.parse(lastText) as unknown,
	});
	return figureOf(`first answer of ${size} entries: parse, read, merge`, pair, 'JSON.parse', 2.5);
}

/** An answer that comes again, from its bytes to the merged book. */
async function sameAnswer(): Promise<Figure> {
	const bytes = Buffer.from(lastText);
	const answers = new LastAnswers();
	const first = answers.read('run', await replyOf(bytes));
	const log = mergeLog(emptyLog(), first.logs);
	const times: number[] = [];

	for (let round = 0; round < 15; round++) {
		const start = performance.now();
		const again = answers.read('run', await replyOf(bytes));

		if (again !== first || mergeLog(log, again.logs) !== log) {
			throw new Error('An answer that came again was taken for a new one.');
		}

		times.push(performance.now() - start);
	}

	const {reference} = measure({
		prepare: () => null,
		work: () => null,
		reference: () => JSON.parse(lastText) as unknown,
	});
	const work = times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
	return figureOf(
		'unchanged answer: take the bytes, compare',
		{work, reference},
		'JSON.parse',
		0.6,
	);
}

/** A search through the whole log, to the last hit, against grep on the file that ctrl+s saves of it. */
function search(log: LogSnapshot): readonly Figure[] {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-'));
	const file = join(folder, 'saved.log');

	try {
		const excerpt = {runId: 'run', entries: log.book.entries, gaps: new Set<never>()};
		writeFileSync(file, [...logText(excerpt, '')].join('\n'));
		return [
			...searchFor(log, 'CUDA out', ['-c', '-F', 'CUDA out', file]),
			...searchFor(log, 'cuda out', ['-c', '-i', '-F', 'cuda out', file]),
		];
	} finally {
		rmSync(folder, {recursive: true});
	}
}

function searchFor(log: LogSnapshot, needle: string, grep: readonly string[]): readonly Figure[] {
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
		figureOf(
			`search "${needle}", ${layer.length} hits`,
			measure({prepare: layerOf, work: find, reference: byGrep}),
			`grep ${grep[1] === '-i' ? '-ci' : '-c'}, with its start`,
			3,
		),
		figureOf(
			`search "${needle}"`,
			measure({prepare: layerOf, work: find, reference: () => readOnce(log, needle)}),
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
async function memory(): Promise<Figure> {
	const collect = globalThis.gc;

	if (collect === undefined) {
		throw new Error('Memory is measured with --expose-gc.');
	}

	const before = await settledHeap(collect);
	const answers = new LastAnswers();
	let log = emptyLog();

	for (const text of texts) {
		log = mergeLog(log, answers.read('run', await replyOf(Buffer.from(text))).logs);
	}

	const after = await settledHeap(collect);
	const text = log.book.entries.reduce((sum, {message}) => sum + message.exact.length, 0);
	// Both are still held here: without this the collector could have had them before.
	answers.read('other', await replyOf(Buffer.from(bodyOf(0))));
	const over = (after - before - text) / log.length;
	return {
		name: 'memory of an entry over its text, polled as above',
		measured: `${over.toFixed(0)} bytes`,
		reference: `${(text / log.length).toFixed(0)} bytes`,
		against: 'the text itself',
		ratio: over,
		limit: 400,
	};
}

async function settledHeap(collect: NonNullable<typeof globalThis.gc>): Promise<number> {
	for (let round = 0; round < 3; round++) {
		await collect({execution: 'async', type: 'major'});
	}

	return process.memoryUsage().heapUsed;
}

const book = new LogBook();
const whole = mergeLog({book, length: 0}, readLogs(items));
const unpolled = await memory();
report('log', [...growingLog(), firstAnswer(), await sameAnswer(), ...search(whole), unpolled]);
