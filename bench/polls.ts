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
import {quantile, type Bench, type Row} from './run.ts';

/** Until every run has been asked once and the code is warm; then it is measured. */
const warmUp = 6_000;
const measuring = 10_000;
const interval = 2_000;
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

	for (const runs of [10, 100, 1_000]) {
		const service = await startService(30);

		try {
			const args = ['--base-url', service.origin, '--concurrency', '32', ...runIds(runs)];
			const bare = await costOf(service, () =>
				start(node, [
					'--import',
					'tsx',
					join(import.meta.dirname, 'beside', 'polls.ts'),
					service.origin,
					String(runs),
					String(interval),
				]),
			);
			const headless = await costOf(service, () => start(node, [program, '--json', ...args]));
			const screen = await costOf(service, () => startOnScreen(node, [program, ...args], size));
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
					reach: 250,
				},
			);
		} finally {
			await service.close();
		}
	}

	return [...rows, growth('cost of a poll with the number of runs', costs)];
};

async function costOf(service: BenchService, begin: () => Running): Promise<Cost> {
	const running = begin();

	try {
		await wait(warmUp);
		await service.count();
		const before = running.cpu();
		await wait(measuring);
		const spent = running.cpu() - before;
		const {polls: asked, gaps} = await service.count();
		return {poll: spent / asked, late: quantile(gaps, 0.99) - interval};
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
		measured: `${cost.poll.toFixed(3)} ms CPU`,
		reference: `${reference.poll.toFixed(3)} ms CPU (${against})`,
		ratio: cost.poll / reference.poll,
		// With few polls a second the processor's caches are cold at each of them, and the figure is the machine's.
		reach: runs >= 1_000 ? reach : null,
	};
}

/** The exponent by which a cost grows: 0 when it does not, 1 when ten times as many cost ten times as much. */
function growth(what: string, costs: ReadonlyArray<readonly [number, number]>): Row {
	const [[few, little] = [1, 1], [many, much] = [1, 1]] = [costs[0], costs.at(-1)];
	return {
		what,
		measured: costs.map(([count, cost]) => `${count}: ${cost.toFixed(3)} ms`).join(', '),
		reference: 'the exponent',
		ratio: Math.log(much / little) / Math.log(many / few),
		reach: 0.1,
	};
}
