import {monthBefore} from './month.ts';
import type {Scenario} from './script.ts';
import {showcase} from './showcase.ts';

/** Returns the account of `--demo`: the runs of `showcase`, after a month in which other runs ended. */
export function account(): Scenario {
	return {...showcase(), earlierRuns: monthBefore};
}
