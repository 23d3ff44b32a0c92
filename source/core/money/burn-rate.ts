import type {Run} from '../run.ts';
import {spendRate} from './spending.ts';

export type BurnRate = {
	/** The sum of all known rates in CNY per hour; null if no rate is known. */
	readonly perHour: number | null;
	readonly running: number;
	/** The number of running runs with a known rate. */
	readonly known: number;
};

export function burnRate(runs: Iterable<Run>): BurnRate {
	let running = 0;
	let known = 0;
	let perHour = 0;

	for (const {execution, history} of runs) {
		if (execution?.phase === 'running') {
			const rate = spendRate(history.spending);
			running++;
			known += rate === null ? 0 : 1;
			perHour += rate ?? 0;
		}
	}

	return {perHour: known === 0 ? null : perHour, running, known};
}
