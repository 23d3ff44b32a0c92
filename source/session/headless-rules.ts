import type {Options} from '../config/options.ts';
import type {Duration} from '../core/time/clock.ts';
import type {WatchOptions} from './watch.ts';

/** Without a screen a watch gives up a run, or the service, after this time of failures. */
const giveUpAfter: Duration = 5 * 60_000;

/** Longer than it takes to poll any number of runs. */
const never: Duration = 24 * 3_600_000;

/** How a watch without a screen asks. With `--once` no run is asked a second time, also where its question failed. */
export function headlessRules({
	once,
	interval,
	concurrency,
}: Pick<Options, 'once' | 'interval' | 'concurrency'>): Pick<
	WatchOptions,
	'interval' | 'concurrency' | 'giveUpAfter'
> {
	return once
		? {interval: never, concurrency, giveUpAfter: 0}
		: {interval, concurrency, giveUpAfter};
}
