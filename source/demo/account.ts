import {minuteMs} from '../core/time/duration.ts';
import {films, portraits, type MonthWorkflow} from './month-workflows.ts';
import {monthBefore} from './month.ts';
import {runIds} from './recipes.ts';
import type {RunScript, Scenario} from './script.ts';
import {showcase} from './showcase.ts';

type RecentRun = {
	readonly minutesAgo: number;
	readonly of: MonthWorkflow;
	/** From 0 to 1; selects the prompt. */
	readonly choice: number;
	/** How much slower than usual it is. */
	readonly slowdown?: number;
	readonly fails?: true;
};

/** Runs of the last hour. They differ from each other in their inputs only, as most runs of an account do. */
const recentRuns: readonly RecentRun[] = [
	{minutesAgo: 12, of: portraits, choice: 0.2},
	{minutesAgo: 17, of: portraits, choice: 0.35, slowdown: 2.4},
	{minutesAgo: 23, of: films, choice: 0.4, fails: true},
	{minutesAgo: 31, of: films, choice: 0.7, fails: true},
	{minutesAgo: 36, of: portraits, choice: 0.8},
];

/** Returns the account of `--demo`: the runs of `showcase`, after a month in which other runs ended. */
export function account(): Scenario {
	const {runs, ...service} = showcase();
	return {
		...service,
		runs: [...runs, ...recentRuns.map(scriptOf)],
		earlierRuns: monthBefore,
	};
}

function scriptOf({minutesAgo, of, choice, slowdown = 1, fails}: RecentRun): RunScript {
	const run = {...of.script(choice, 7_654_321 * minutesAgo), ...(fails && of.failure)};
	return {
		...run,
		...runIds(`recent ${minutesAgo}`),
		createdAt: -minuteMs * minutesAgo,
		nodes: run.nodes.map(node => ({...node, ms: node.ms * slowdown})),
	};
}
