import type {Run} from '../run.ts';
import {spendRate} from './spending.ts';

/** How fast money is being spent. */
export type BurnRate = {
	/** CNY an hour of those running runs that tell enough; null where none does. */
	readonly perHour: number | null;
	/** Runs that are running, and how many of them the rate is of. */
	readonly running: number;
	readonly known: number;
};

/** The rate at which the running runs spend, each over the last minutes; of runs that ended nothing goes on. */
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
