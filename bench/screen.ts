import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {VirtualScreen} from '../test/helpers/virtual-screen.ts';
import {bundleHello} from './hello.ts';
import {
	node,
	program,
	runIds,
	start,
	startOnScreen,
	startService,
	type OnScreen,
} from './process.ts';
import {median, quantile, type Bench, type Row} from './run.ts';

const wide = {columns: 200, rows: 50};
const usual = {columns: 120, rows: 40};
const keys = 200;

/** What the screen costs: the processor, the line to the terminal, the wait after a key, the memory. */
export const screen: Bench = async () => {
	const hello = await bundleHello();
	return [
		...(await tenRuns(hello)),
		...(await nothingChanges()),
		...(await keyLatency(hello)),
		...(await memory(hello)),
	];
};

/** Linux counts in hundredths of a second, of which one htop takes half a dozen in the time that is measured: the mean of many. */
const manyHtops = 8;

async function tenRuns(hello: string): Promise<readonly Row[]> {
	const service = await startService(30);
	const running = startOnScreen(
		node,
		[program, '--base-url', service.origin, ...runIds(10)],
		usual,
	);
	const htops = Array.from({length: existsSync('/usr/bin/htop') ? manyHtops : 0}, () =>
		startOnScreen('/usr/bin/htop', ['-d', '20'], usual),
	);
	const cpuOfHtop = (): number => htops.reduce((sum, htop) => sum + htop.cpu(), 0) / htops.length;

	const bare = startOnScreen(node, [hello, '1000'], usual);
	const counter = startOnScreen(node, [join(hello, '..', 'counter.js')], usual);
	const polls = start(node, [program, '--json', '--base-url', service.origin, ...runIds(10)]);

	try {
		await wait(20_000);
		const cells = countChangedCells(running);
		const counted = countChangedCells(counter);
		const counterBefore = counter.written();
		const before = [running.cpu(), cpuOfHtop(), running.written()] as const;
		const floor = bare.cpu() + polls.cpu();
		const seconds = 40;
		await wait(seconds * 1000);
		const percent = (running.cpu() - before[0]) / (seconds * 10);
		const beside = (cpuOfHtop() - before[1]) / (seconds * 10);
		const least = (bare.cpu() + polls.cpu() - floor) / (seconds * 10);
		const bytes = running.written() - before[2];
		const changed = await cells();
		const inkBytes = counter.written() - counterBefore;
		const inkChanged = await counted();
		return [
			{
				what: 'processor with ten running runs on the screen',
				measured: `${percent.toFixed(2)} % of a core`,
				reference: `${beside.toFixed(2)} % (htop -d 20)`,
				ratio: percent / beside,
				reach: htops.length === 0 ? null : 10,
			},
			{
				what: 'the same, in per cent of a core',
				measured: `${percent.toFixed(2)} %`,
				reference: '1 %',
				ratio: percent,
				reach: 2,
			},
			{
				what: 'the same, beside its least',
				measured: `${percent.toFixed(2)} %`,
				reference: `${least.toFixed(2)} % (bare Ink at a frame a second, and the same polls in --json)`,
				ratio: percent / least,
				reach: null,
			},
			{
				what: 'bytes to the terminal',
				measured: `${(bytes / seconds).toFixed(0)} bytes a second`,
				reference: `${(changed / seconds).toFixed(0)} bytes a second (the cells that changed)`,
				ratio: bytes / changed,
				reach: 6,
			},
			{
				what: 'bytes to the terminal of bare Ink, one cell of a line a second',
				measured: `${(inkBytes / seconds).toFixed(0)} bytes a second`,
				reference: `${(inkChanged / seconds).toFixed(0)} bytes a second (the cells that changed)`,
				ratio: inkBytes / inkChanged,
				reach: null,
			},
		];
	} finally {
		await running.end();
		await Promise.all(htops.map(async htop => htop.end()));
		await bare.end();
		await counter.end();
		await polls.end();
		await service.close();
	}
}

/** Ten runs that have ended: of these nothing moves any more. */
async function nothingChanges(): Promise<readonly Row[]> {
	const service = await startService(30, 0, 30, true);
	const running = startOnScreen(
		node,
		[program, '--base-url', service.origin, ...runIds(10)],
		usual,
	);

	try {
		await running.shows(/10 succeeded/);
		await wait(10_000);
		const before = [running.cpu(), running.written()] as const;
		await wait(20_000);
		const percent = (running.cpu() - before[0]) / 200;
		const bytes = running.written() - before[1];
		return [
			{
				what: 'bytes to the terminal while nothing changes',
				measured: `${bytes} bytes in 20 seconds`,
				reference: `${percent.toFixed(2)} % of a core`,
				ratio: bytes,
				reach: 0,
			},
		];
	} finally {
		await running.end();
		await service.close();
	}
}

/** Counts from now on the bytes of the cells that a frame changes; the function that it gives stops that. */
function countChangedCells(running: OnScreen): () => Promise<number> {
	const shown = new VirtualScreen(usual.columns, usual.rows, () => {});
	let before: readonly string[] = [];
	let bytes = 0;
	let drawing = Promise.resolve();
	running.onData(text => {
		drawing = drawing.then(async () => {
			await new Promise<void>(resolve => {
				shown.write(text, resolve);
			});
			const after = shown.lines();
			bytes += before.length === 0 ? 0 : changedBytes(before, after);
			before = after;
		});
	});
	return async () => {
		await drawing;
		return bytes;
	};
}

function changedBytes(before: readonly string[], after: readonly string[]): number {
	let bytes = 0;

	for (const [row, line] of after.entries()) {
		const old = [...(before[row] ?? '')];

		for (const [column, cell] of [...line].entries()) {
			bytes += cell === old[column] ? 0 : Buffer.byteLength(cell);
		}
	}

	return bytes;
}

async function keyLatency(hello: string): Promise<readonly Row[]> {
	const service = await startService(30, 1, 100_000);
	const bare = startOnScreen(node, [hello], wide);
	const running = startOnScreen(
		node,
		[program, '--base-url', service.origin, '--concurrency', '32', ...runIds(1_000)],
		wide,
	);

	try {
		await running.shows(/100,000|100000/);
		await wait(5_000);
		const times: number[] = [];
		const references: number[] = [];

		for (let key = 0; key < keys; key++) {
			times.push(await running.press(key % 2 === 0 ? 'j' : 'k'));
			references.push(await bare.press('j'));
			await wait(40);
		}

		const late = quantile(times, 0.99);
		return [
			{
				what: 'key to the first byte of the frame, 200×50, 1,000 runs live, a log of 100,000 (p99)',
				measured: `${late.toFixed(1)} ms, median ${median(times).toFixed(1)} ms`,
				reference: `${quantile(references, 0.99).toFixed(1)} ms, median ${median(references).toFixed(1)} ms (bare Ink)`,
				ratio: late / quantile(references, 0.99),
				reach: 1.5,
			},
			{
				what: 'the same in milliseconds',
				measured: `${late.toFixed(1)} ms`,
				reference: '1 ms',
				ratio: late,
				reach: 33,
			},
		];
	} finally {
		await running.end();
		await bare.end();
		await service.close();
	}
}

async function memory(hello: string): Promise<readonly Row[]> {
	const rows: Row[] = [];
	const bare = startOnScreen(node, [hello], usual);

	try {
		for (const [runs, reach] of [
			[10, 1.3],
			[100, null],
			[1_000, 2.5],
			[10_000, null],
		] as const) {
			const service = await startService(30);
			const running = startOnScreen(
				node,
				[program, '--base-url', service.origin, ...runIds(runs)],
				usual,
			);

			try {
				await wait(30_000);
				const [ours, its] = [running.resident(), bare.resident()];
				rows.push({
					what: `memory with ${runs} runs, after half a minute`,
					measured: `${(ours / 2 ** 20).toFixed(0)} MiB`,
					reference: `${(its / 2 ** 20).toFixed(0)} MiB (bare Ink)`,
					ratio: ours / its,
					reach,
				});
			} finally {
				await running.end();
				await service.close();
			}
		}
	} finally {
		await bare.end();
	}

	return rows;
}
