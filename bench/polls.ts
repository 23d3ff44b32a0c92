import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {
	node,
	program,
	runIds,
	start,
	startOnScreen,
	startService,
	type BenchService,
	type Running,
} from './process.ts';
import {exponentOf, median, quantile, type Bench, type Row} from './run.ts';

/** Intervals until every run has been asked twice and the code is warm, and how many milliseconds are measured then at a time. */
const warmUp = 3;
const measuring = 8_000;
/** Each figure is the median of so many. */
const rounds = 3;
/** So many runs, and the milliseconds after which each is asked again: of the last two both are 500 polls a second. */
const watches: ReadonlyArray<readonly [runs: number, interval: number]> = [
	[10, 2_000],
	[100, 2_000],
	[1_000, 2_000],
	[10_000, 20_000],
];
const size = {columns: 200, rows: 50};

type Cost = {
	/** Processor time of a poll, in milliseconds. */
	readonly poll: number;
	/** By how much a poll came later than the plan, in milliseconds: the 99th of a hundred. */
	readonly late: number;
};

/** What a poll costs the processor, with how many runs there are. */
export const polls: Bench = async () => {
	const rows: Row[] = [];
	const costs: Array<readonly [runs: number, poll: number]> = [];

	for (const [runs, interval] of watches) {
		const service = await startService(30);

		try {
			const options = ['--concurrency', '32', '--interval', String(interval / 1000)];
			const args = ['--base-url', service.origin, ...options, ...runIds(runs)];
			const bare = await costOf(service, interval, () =>
				start(node, [
					'--import',
					'tsx',
					join(import.meta.dirname, 'beside', 'polls.ts'),
					service.origin,
					String(runs),
					String(interval),
				]),
			);
			const headless = await costOf(service, interval, () =>
				start(node, [program, '--json', ...args]),
			);
			const screen = await costOf(service, interval, () =>
				startOnScreen(node, [program, ...args], size),
			);
			costs.push([runs, headless.poll]);
			rows.push(
				compare(
					`a poll in --json, ${runs} runs`,
					headless,
					bare,
					'undici and JSON.parse',
					runs,
					1.5,
				),
				compare(`a poll on the screen, ${runs} runs`, screen, headless, '--json', runs, 1.5),
				{
					what: `lateness of a poll, ${runs} runs`,
					measured: `${headless.late.toFixed(0)} ms in --json, ${screen.late.toFixed(0)} ms on the screen (p99)`,
					reference: `the plan: ${interval} ms after the answer`,
					ratio: Math.max(headless.late, screen.late),
					// A longer pause may come as much later as it is longer.
					reach: interval / 8,
				},
			);
		} finally {
			await service.close();
		}
	}

	return [
		...rows,
		exponentOf('cost of a poll with the number of runs', costs, exactly, 0.1),
		exponentOf('the same at 500 polls a second', costs.slice(-2), exactly, 0.5),
	];
};

async function costOf(
	service: BenchService,
	interval: number,
	begin: () => Running,
): Promise<Cost> {
	const running = begin();

	try {
		await wait(warmUp * interval);
		await service.count();
		const costs: Cost[] = [];

		for (let round = 0; round < rounds; round++) {
			const before = running.cpu();
			await wait(measuring);
			const spent = running.cpu() - before;
			const {polls: requested, gaps} = await service.count();
			costs.push({poll: spent / requested, late: quantile(gaps, 0.99) - interval});
		}

		return {poll: median(costs.map(({poll}) => poll)), late: median(costs.map(({late}) => late))};
	} finally {
		await running.end();
	}
}

function compare(
	what: string,
	cost: Cost,
	reference: Cost,
	against: string,
	runs: number,
	reach: number,
): Row {
	return {
		what,
		measured: `${exactly(cost.poll)} CPU`,
		reference: `${exactly(reference.poll)} CPU (${against})`,
		ratio: cost.poll / reference.poll,
		// With few polls a second the processor's caches are cold at each of them, and the figure is the machine's.
		reach: runs === 1_000 ? reach : null,
	};
}

function exactly(milliseconds: number): string {
	return `${milliseconds.toFixed(3)} ms`;
}
