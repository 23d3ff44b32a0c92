import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {node, program, runIds, start, startService} from './process.ts';
import {median, type Bench} from './row.ts';

const runs = 1_000;
const intervalMs = 2_000;
const warmUpMs = 3 * intervalMs;
const roundMs = 8_000;
const rounds = 3;

/**
 * Measures the CPU time of a poll without a screen, with 500 polls a second. The program and its reference run at the
 * same time, so that the speed of the machine, which varies, is the same for both.
 */
export const polls: Bench = async () => {
	const poller = join(import.meta.dirname, 'beside', 'polls.ts');
	const options = ['--json', '--interval', String(intervalMs / 1000)];
	const [bare, ours] = await Promise.all([
		costOf(['--import', 'tsx', poller], origin => [origin, String(runs), String(intervalMs)]),
		costOf([program], origin => ['--base-url', origin, ...options, ...runIds(runs)]),
	]);
	return [
		{
			what: 'poll, 1,000 runs',
			measured: `${ours.toFixed(3)} ms CPU`,
			reference: `${bare.toFixed(3)} ms CPU (undici and JSON.parse)`,
			value: ours / bare,
			unit: '×',
			limit: 2,
		},
	];
};

/** Returns the median of the CPU milliseconds of a poll. */
async function costOf(
	command: readonly string[],
	argsFor: (origin: string) => readonly string[],
): Promise<number> {
	const service = await startService({entries: 30, growth: 2});
	const running = start(node, [...command, ...argsFor(service.origin)]);
	const costs: number[] = [];

	try {
		await wait(warmUpMs);
		await service.count();

		for (let round = 0; round < rounds; round++) {
			const before = running.cpu();
			await wait(roundMs);
			const used = running.cpu() - before;
			const {polls: requested} = await service.count();
			costs.push(used / requested);
		}
	} finally {
		await running.end();
		await service.close();
	}

	return median(costs);
}
