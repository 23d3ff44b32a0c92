import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
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
import {watchTraffic, type Traffic} from './traffic.ts';

const wide = {columns: 200, rows: 50};
const usual = {columns: 120, rows: 40};
const keys = 200;
/** Measurements per figure, which is their median. */
const rounds = 3;

/** The cost of the screen: CPU time, bytes to the terminal, key latency, memory. */
export const screen: Bench = async () => {
	const hello = await bundleHello();
	return [
		...(await tenRuns(hello)),
		...(await embeddedService()),
		...(await nothingChanges()),
		...(await keyLatency(hello)),
		...(await memory(hello)),
	];
};

/** Linux counts CPU time in hundredths of a second, and one htop takes only six of them, so this is a mean of many. */
const manyHtops = 8;

/** Ten runs in one window: percent of a core and bytes a second. */
type TenRuns = Readonly<
	Record<'percent' | 'beside' | 'least' | 'bytes' | 'changed' | 'inkBytes' | 'inkChanged', number>
>;

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
	const [traffic, inkTraffic] = [watchTraffic(running, usual), watchTraffic(counter, usual)];

	try {
		await wait(20_000);
		const seconds = 30;
		const windows: TenRuns[] = [];

		for (let round = 0; round < rounds; round++) {
			await Promise.all([traffic(), inkTraffic()]);
			const before = [running.cpu(), cpuOfHtop(), bare.cpu() + polls.cpu()] as const;
			await wait(seconds * 1000);
			const [ours, its] = await Promise.all([traffic(), inkTraffic()]);
			windows.push({
				percent: (running.cpu() - before[0]) / (seconds * 10),
				beside: (cpuOfHtop() - before[1]) / (seconds * 10),
				least: (bare.cpu() + polls.cpu() - before[2]) / (seconds * 10),
				bytes: ours.bytes / seconds,
				changed: ours.changed / seconds,
				inkBytes: its.bytes / seconds,
				inkChanged: its.changed / seconds,
			});
		}

		const of = (figure: keyof TenRuns): number => median(windows.map(window => window[figure]));
		const between = (figure: keyof TenRuns, reference: keyof TenRuns): number =>
			median(windows.map(window => window[figure] / window[reference]));
		return [
			{
				what: 'processor with ten running runs on the screen',
				measured: `${of('percent').toFixed(2)} % of a core`,
				reference: `${of('beside').toFixed(2)} % (htop -d 20)`,
				ratio: between('percent', 'beside'),
				reach: htops.length === 0 ? null : 10,
			},
			{
				what: 'the same, in per cent of a core',
				measured: `${of('percent').toFixed(2)} %`,
				reference: '1 %',
				ratio: of('percent'),
				reach: 2,
			},
			{
				what: 'the same, beside its least',
				measured: `${of('percent').toFixed(2)} %`,
				reference: `${of('least').toFixed(2)} % (bare Ink at a frame a second, and the same polls in --json)`,
				ratio: between('percent', 'least'),
				reach: null,
			},
			{
				what: 'bytes to the terminal, of each run a digit or two',
				measured: `${of('bytes').toFixed(0)} bytes a second`,
				reference: `${of('changed').toFixed(0)} bytes a second (the cells that changed)`,
				ratio: between('bytes', 'changed'),
				// The cursor movement to a single changed digit takes six bytes.
				reach: null,
			},
			{
				what: 'bytes to the terminal of bare Ink, one cell of a line a second',
				measured: `${of('inkBytes').toFixed(0)} bytes a second`,
				reference: `${of('inkChanged').toFixed(0)} bytes a second (the cells that changed)`,
				ratio: between('inkBytes', 'inkChanged'),
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

/** The twelve runs of the demo. Each poll brings progress, log lines, a queue position or an output. */
async function embeddedService(): Promise<readonly Row[]> {
	const running = startOnScreen(node, [program, '--demo'], usual);
	const traffic = watchTraffic(running, usual);

	try {
		await wait(10_000);
		const seconds = 15;
		const windows: Traffic[] = [];
		await traffic();

		for (let round = 0; round < 2 * rounds; round++) {
			await wait(seconds * 1000);
			windows.push(await traffic());
		}

		const perSecond = (figure: keyof Traffic): string =>
			(median(windows.map(window => window[figure])) / seconds).toFixed(0);

		return [
			{
				what: 'bytes to the terminal, the runs of the demo',
				measured: `${perSecond('bytes')} bytes a second`,
				reference: `${perSecond('changed')} bytes a second (the cells that changed)`,
				ratio: median(windows.map(({bytes, changed}) => bytes / changed)),
				reach: 6,
			},
		];
	} finally {
		await running.end();
	}
}

/** Ten ended runs, for a still screen. */
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
		const waits: Array<{late: number; beside: number; usual: number; usualBeside: number}> = [];

		for (let round = 0; round < rounds; round++) {
			const times: number[] = [];
			const references: number[] = [];

			for (let key = 0; key < keys; key++) {
				times.push(await running.press(key % 2 === 0 ? 'j' : 'k'));
				references.push(await bare.press('j'));
				await wait(40);
			}

			waits.push({
				late: quantile(times, 0.99),
				beside: quantile(references, 0.99),
				usual: median(times),
				usualBeside: median(references),
			});
		}

		const of = (figure: keyof (typeof waits)[number]): number =>
			median(waits.map(round => round[figure]));
		return [
			{
				what: 'key to the first byte of the frame, 200×50, 1,000 runs live, a log of 100,000 (p99)',
				measured: `${of('late').toFixed(1)} ms, median ${of('usual').toFixed(1)} ms`,
				reference: `${of('beside').toFixed(1)} ms, median ${of('usualBeside').toFixed(1)} ms (bare Ink)`,
				ratio: median(waits.map(({late, beside}) => late / beside)),
				reach: 1.5,
			},
			{
				what: 'the same in milliseconds',
				measured: `${of('late').toFixed(1)} ms`,
				reference: '1 ms',
				ratio: of('late'),
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
				const [ours, its] = await residentOf(running, bare);
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

/** The memory of two programs at the same time: medians, since either may have just collected its garbage. */
async function residentOf(ours: OnScreen, its: OnScreen): Promise<readonly [number, number]> {
	const looks: Array<readonly [number, number]> = [];

	for (let round = 0; round < rounds; round++) {
		await wait(3_000);
		looks.push([ours.resident(), its.resident()]);
	}

	return [median(looks.map(([mine]) => mine)), median(looks.map(([, other]) => other))];
}
