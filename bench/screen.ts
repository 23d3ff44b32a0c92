import {setTimeout as wait} from 'node:timers/promises';
import {bundleHello} from './hello.ts';
import {node, program, runIds, startOnScreen, startService, type OnScreen} from './process.ts';
import {integer, median, milliseconds, quantile, valueRow, type Bench, type Row} from './row.ts';

const usual = {columns: 120, rows: 40};
const wide = {columns: 200, rows: 50};
const rounds = 3;

/** Measures the program in a terminal: CPU time, memory, output, key latency. */
export const screen: Bench = async () => {
	const hello = await bundleHello();
	return [
		...(await tenRuns(hello)),
		await nothingChanges(),
		...(await largeAccount(hello, {runs: 200, entries: 900, longLog: 20_000}, 50)),
		...(await largeAccount(hello, {runs: 1000, entries: 30, longLog: 100_000}, 150)),
	];
};

/**
 * Measures CPU time and memory while ten runs are running. For comparison, measures `hello`, a minimal program with
 * Ink that draws one frame a second.
 */
async function tenRuns(hello: string): Promise<readonly Row[]> {
	const service = await startService({entries: 30});
	const ours = startOnScreen(node, [program, '--base-url', service.origin, ...runIds(10)], usual);
	const bare = startOnScreen(node, [hello, '1000'], usual);
	const programs = [ours, bare];
	const roundMs = 20_000;
	const windows: Array<Record<'cpu' | 'memory' | 'written', readonly number[]>> = [];

	try {
		await wait(20_000);

		for (let round = 0; round < rounds; round++) {
			const before = programs.map(one => [one.cpu(), one.written()] as const);
			await wait(roundMs);
			windows.push({
				cpu: programs.map((one, index) => (one.cpu() - (before[index]?.[0] ?? 0)) / roundMs),
				memory: programs.map(one => one.resident()),
				written: programs.map((one, index) => one.written() - (before[index]?.[1] ?? 0)),
			});
		}
	} finally {
		await ours.end();
		await bare.end();
		await service.close();
	}

	const medianOf = (what: keyof (typeof windows)[number], index: number): number =>
		median(windows.map(window => window[what][index] ?? Number.NaN));
	const written = (medianOf('written', 0) / roundMs) * 1000;
	return [
		{
			what: 'CPU time, ten running runs',
			measured: `${written.toFixed(0)} bytes a second`,
			reference: `${(medianOf('cpu', 1) * 100).toFixed(2)} % (bare Ink, a frame a second)`,
			value: medianOf('cpu', 0) * 100,
			unit: '%',
			limit: 3,
		},
		memoryRow('memory, ten running runs', medianOf('memory', 0), medianOf('memory', 1), 1.2),
	];
}

async function nothingChanges(): Promise<Row> {
	const service = await startService({entries: 30, changes: false, ended: true});
	const ours = startOnScreen(node, [program, '--base-url', service.origin, ...runIds(10)], usual);

	try {
		await ours.shows(/✓10 chenyu-top/);
		await wait(10_000);
		const before = ours.written();
		await wait(20_000);
		return valueRow('output without a change, 20 s', ours.written() - before, 'bytes', 0);
	} finally {
		await ours.end();
		await service.close();
	}
}

type Account = {readonly runs: number; readonly entries: number; readonly longLog: number};

/**
 * Measures memory, and the time from a key press to the first output, while all runs are polled and the longest log is
 * on the screen, and then the list with all columns. For comparison, measures `hello`, a minimal program with Ink.
 * `limit`: for the 99th percentile of the time, in milliseconds.
 */
async function largeAccount(
	hello: string,
	{runs, entries, longLog}: Account,
	limit: number,
): Promise<readonly Row[]> {
	const service = await startService({entries, longLog, growth: 1});
	const bare = startOnScreen(node, [hello], wide);
	const ours = startOnScreen(node, [program, '--base-url', service.origin, ...runIds(runs)], wide);

	const latencyRow = async (shown: string): Promise<Row> => {
		const [latency, bareLatency] = await keyLatency(ours, bare);
		return {
			what: `key (p99), ${integer(runs)} runs, ${shown}`,
			measured: `median ${milliseconds(latency.median)}`,
			reference: `${milliseconds(bareLatency.p99)} (bare Ink)`,
			value: latency.p99,
			unit: 'ms',
			limit,
		};
	};

	try {
		await ours.shows(new RegExp(`${integer(longLog)}|${longLog}`));
		await wait(15_000);
		const withLog = await latencyRow(`log of ${integer(longLog)}`);
		const memory = ours.resident() / 2 ** 20;
		const inAll = longLog + entries * (runs - 1);
		await ours.press('z');
		await ours.shows(/PROGRESS.*TIME.*ID.*COST.*NODE.*CREATED/);
		return [
			withLog,
			await latencyRow('list with all columns'),
			valueRow(
				`memory, ${integer(runs)} runs, ${integer(inAll)} entries`,
				memory,
				'MiB',
				inAll <= 200_000 && runs <= 200 ? 350 : null,
			),
		];
	} finally {
		await ours.end();
		await bare.end();
		await service.close();
	}
}

type Latency = {readonly median: number; readonly p99: number};

async function keyLatency(ours: OnScreen, bare: OnScreen): Promise<readonly [Latency, Latency]> {
	const keys = 200;
	const latencies: Array<readonly [Latency, Latency]> = [];

	for (let round = 0; round < rounds; round++) {
		const [times, references]: readonly [number[], number[]] = [[], []];

		for (let key = 0; key < keys; key++) {
			times.push(await ours.press(key % 2 === 0 ? 'j' : 'k'));
			references.push(await bare.press('j'));
			await wait(40);
		}

		latencies.push([latencyOf(times), latencyOf(references)]);
	}

	// The round with the median latency of the program.
	const sorted = latencies.toSorted(([a], [b]) => a.p99 - b.p99);
	return sorted[Math.floor(rounds / 2)] ?? [latencyOf([]), latencyOf([])];
}

function latencyOf(times: readonly number[]): Latency {
	return {median: median(times), p99: quantile(times, 0.99)};
}

function memoryRow(what: string, bytes: number, reference: number, limit: number | null): Row {
	const mebibytes = (count: number): string => `${(count / 2 ** 20).toFixed(0)} MiB`;
	return {
		what,
		measured: mebibytes(bytes),
		reference: `${mebibytes(reference)} (bare Ink)`,
		value: bytes / reference,
		unit: '×',
		limit,
	};
}
