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

/** Intervals of warm-up, until each run was polled twice, and the milliseconds of a measurement. */
const warmUp = 3;
const measuring = 8_000;
/** Measurements per figure, which is their median. */
const rounds = 3;
/** Numbers of runs and their poll interval in milliseconds. The last two are both 500 polls a second. */
const watches: ReadonlyArray<readonly [runs: number, interval: number]> = [
	[10, 2_000],
	[100, 2_000],
	[1_000, 2_000],
	[10_000, 20_000],
];
const size = {columns: 200, rows: 50};

type Cost = {
	/** CPU milliseconds of a poll. */
	readonly poll: number;
	/** Delay of polls behind the schedule: the 99th percentile, in milliseconds. */
	readonly late: number;
};

/** The CPU time of a poll by the number of runs. */
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
					// A longer interval allows a proportional delay.
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
		// With few polls a second the CPU caches are cold, so the figure depends on the machine.
		reach: runs === 1_000 ? reach : null,
	};
}

function exactly(milliseconds: number): string {
	return `${milliseconds.toFixed(3)} ms`;
}
