import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {wholeHistory, type HistoryQuery} from '../source/core/history.ts';
import {systemClock} from '../source/core/time/system-clock.ts';
import {openDatabase} from '../source/storage/database.ts';
import {sumCosts} from '../source/storage/history-queries.ts';
import {pruneSteps} from '../source/storage/history-upkeep.ts';
import {openStorage, type Storage} from '../source/storage/storage.ts';
import {diceOf} from '../test/helpers/dice.ts';
import {
	account,
	day,
	demoResponses,
	keptText,
	makeHistory,
	newest,
	responseWith,
	runOf,
} from './history-file.ts';
import {
	alternate,
	integer,
	median,
	ratioRow,
	timeOf,
	valueRow,
	type Bench,
	type Row,
} from './row.ts';

const count = 100_000;
/** Log entries of a run whose kept response has two kilobytes when it is compressed. */
const entries = 350;
const rounds = 9;
/** Words that are in most runs, in many, in few and in none. */
const words = ['a', '1', '霓', 'neon', 'cuda', '雨夜', '赛猫', '赛飞猫', '5000', 'zzzz'];

export const history: Bench = async () => {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-history-'));
	const path = join(folder, 'state.db');

	try {
		const responses = Array.from({length: 100}, (_, seed) => responseWith(entries, diceOf(seed)));
		const size = makeHistory(path, count, responses);
		const start = await startRow(folder);
		const storage = await open(folder);
		const rows = [
			...(await searches(storage)),
			...(await sums(storage, path)),
			start,
			await recording(storage),
		];
		await storage.close();
		return [
			...rows,
			...sizes(folder),
			valueRow(`size of a run in the file of ${integer(count)}`, size / 1000, 'kB', 4),
			pruning(path),
		];
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

async function open(folder: string): Promise<Storage> {
	return openStorage({
		folder,
		account,
		clock: systemClock,
		isStart: true,
		onTrouble(trouble) {
			throw new Error(JSON.stringify(trouble));
		},
	});
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
	const times: number[] = [];

	for (let round = 0; round < rounds; round++) {
		times.push(await measure());
	}

	return median(times);
}

/** Returns the CPU time of some work in all threads in milliseconds. Other programs change it less than its duration. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** Measures the first page of the history, and each word as it is searched. */
async function searches(storage: Storage): Promise<readonly Row[]> {
	const find = async (query: Partial<HistoryQuery>) =>
		storage.history('findRuns', {...wholeHistory, limit: 200, ...query});
	const opening = await medianOf(async () => timeOf(async () => find({})));
	const times: {word: string; time: number}[] = [];

	for (const word of words) {
		const time = await medianOf(async () => cpuOf(async () => find({words: [word]})));
		times.push({word, time});
	}

	const slowest = times.reduce((a, b) => (b.time > a.time ? b : a));
	return [
		valueRow(`the newest 200 of ${integer(count)} runs of the history`, opening, 'ms', 150),
		valueRow(
			'search of these runs, slowest word',
			slowest.time,
			'ms',
			100,
			`CPU time, “${slowest.word}”`,
		),
	];
}

/** Compares the sums of 30 days with the same statement in the shell of SQLite. */
async function sums(storage: Storage, path: string): Promise<readonly Row[]> {
	const period = {by: 'day', from: newest - 30 * day, until: newest + day} as const;
	const what = 'costs of 30 days by day';
	const statement = statementOf(period);
	const shell = () => timeInShell(path, statement);
	const work = async () => timeOf(async () => storage.history('sumCosts', period));

	if (shell() === null) {
		process.stderr.write('sqlite3 is missing, so nothing is compared with it\n');
		const time = await medianOf(work);
		return [valueRow(what, time, 'ms', null)];
	}

	return [ratioRow(what, await alternate(work, () => shell() ?? Number.NaN), 'sqlite3', 1.5)];
}

/** Returns the statement of `sumCosts` with its values. */
function statementOf(period: Parameters<typeof sumCosts>[1]): string {
	let statement = '';
	const database = {
		prepare: (sql: string) => ({
			all(...values: readonly number[]) {
				statement = sql.replaceAll(/\?(\d)/g, (_, place) => String(values[Number(place) - 1]));
				return [];
			},
		}),
	};
	sumCosts({database: database as unknown as DatabaseSync, account: 1}, period);
	return statement;
}

/** Returns the milliseconds of the statement when it runs for the third time; null without the shell. */
function timeInShell(path: string, statement: string): number | null {
	const input = `.timer on\n${`${statement};\n`.repeat(3)}`;
	const {stdout, error} = spawnSync('sqlite3', ['-readonly', path], {input, encoding: 'utf8'});
	const times = error === undefined ? [...stdout.matchAll(/Run Time: real ([\d.]+)/g)] : [];
	return times.length === 0 ? null : Number(times.at(-1)?.[1]) * 1000;
}

/** Compares the start of a watch with that with an empty file. */
async function startRow(folder: string): Promise<Row> {
	const emptyFolder = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-history-'));
	makeHistory(join(emptyFolder, 'state.db'), 0, []);
	const time = (of: string) => async () => {
		let storage: Storage | undefined;
		const result = await timeOf(async () => {
			storage = await open(of);
		});
		await storage?.close();
		return result;
	};
	const {work, reference} = await alternate(time(folder), time(emptyFolder), 21);
	rmSync(emptyFolder, {recursive: true, force: true});
	const row = ratioRow('start with this history', {work, reference}, 'empty file', null);
	return {...row, value: work - reference, unit: 'ms', limit: 10};
}

/** Measures how long the main thread works to record a run that has a log of 500 entries. */
async function recording(storage: Storage): Promise<Row> {
	const times: number[] = [];

	for (let round = 0; round < 30; round++) {
		const response = responseWith(500, diceOf(round));
		await storage.flushed();
		const before = performance.eventLoopUtilization();
		storage.record([runOf(count + round, count, keptText(response))], newest);
		await storage.flushed();
		times.push(performance.eventLoopUtilization(before).active);
	}

	return valueRow('record a run with a log of 500 entries, main thread', median(times), 'ms', 5);
}

function sizes(folder: string): readonly Row[] {
	const long = Array.from({length: 100}, (_, seed) => responseWith(500, diceOf(seed)));
	const perRun = (name: string, responses: Parameters<typeof makeHistory>[2]) =>
		makeHistory(join(folder, name), 5000, responses) / 1000;
	return [
		valueRow('size of a run of the demo', perRun('demo.db', demoResponses()), 'kB', 4),
		valueRow('size of a run with 500 entries of 120 characters', perRun('long.db', long), 'kB', 4),
	];
}

/** Measures the steps that remove the oldest runs, between which other calls are served. */
function pruning(path: string): Row {
	const database = openDatabase(path, 0);
	const steps = pruneSteps(database, {days: 90, bytes: 0}, newest);
	const times: number[] = [];
	let removed = 0;

	for (let step = 0; step < 100; step++) {
		const began = performance.now();
		removed += steps.next().value ?? 0;
		times.push(performance.now() - began);
	}

	database.close();
	const measured = `median ${median(times).toFixed(1)} ms, ${integer(removed)} runs`;
	return valueRow('longest step of pruning', Math.max(...times), 'ms', null, measured);
}
