import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {secondsOf} from '../bench/polling/series.ts';
import {simulate} from '../bench/polling/simulate.ts';
import {situations} from '../bench/polling/situations.ts';
import {pollingPlot} from './polling-plot.ts';

/** A plot of docs/POLLING.md, and the situation of the simulation that it shows. */
type PollingPlot = {readonly name: string; readonly key: string; readonly title: string};

export const pollingPlots: readonly PollingPlot[] = [
	{
		name: 'polling-limit',
		key: 'a',
		title: '300 runs without a screen, the service allows 20 requests a second',
	},
	{
		name: 'polling-change',
		key: 'd1',
		title: '300 runs, the limit falls from 50 to 10 requests a second and rises again',
	},
	{name: 'polling-outage', key: 'h', title: '300 runs, no limit, no connection for a minute'},
];

export async function drawPollingPlot({name, key, title}: PollingPlot): Promise<void> {
	const situation = situations.find(one => one.key === key);

	if (situation === undefined) {
		throw new RangeError(`no situation has the key ${key}`);
	}

	const seconds = secondsOf(await simulate(situation, 1));
	writeFileSync(join(import.meta.dirname, `${name}.svg`), pollingPlot(seconds, title));
}
