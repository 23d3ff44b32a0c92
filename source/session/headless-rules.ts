import type {Options} from '../config/options.ts';
import type {Duration} from '../core/time/clock.ts';
import {headlessGiveUpMs} from '../polling/poller.ts';
import type {WatchOptions} from './watch.ts';

/** Longer than it takes to ask any number of runs. */
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
		: {interval, concurrency, giveUpAfter: headlessGiveUpMs};
}
