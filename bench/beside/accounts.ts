import {systemClock} from '../../source/core/time/system-clock.ts';
import {startDemoService, type RunScript, type Scenario} from '../../source/demo/index.ts';
import {pictureRun} from '../../test/helpers/picture-run.ts';
import {createTokenBucket} from '../polling/token-bucket.ts';

/** The options of this process, as JSON in its only argument. */
export type AccountsOptions = {
	readonly accounts: number;
	/** The runs of each account, created in the last hour. */
	readonly runs: number;
	/** The requests that each account may send in a second. */
	readonly perSecond: number;
};

// Each run waits for two minutes and runs for ten, so that a fifth of the runs of an hour are not over.
const queueMs = 120_000;
const slowdown = 67;
const hourMs = 3_600_000;

// The services of several accounts in a process of their own, so that they are not measured. Prints their origins and the
// ids of their runs as JSON.
const {accounts, runs, perSecond} = JSON.parse(process.argv[2] ?? '') as AccountsOptions;
const services = await Promise.all(
	Array.from({length: accounts}, async (_, account) =>
		startDemoService({scenario: scenarioOf(account), clock: systemClock}),
	),
);
process.stdout.write(
	`${JSON.stringify(services.map(({origin, runOrderIds}) => ({origin, ids: runOrderIds})))}\n`,
);
process.stdin.resume().on('end', () => {
	process.exit(0);
});

/** Runs at a constant rate. Every tenth fails. */
function scenarioOf(account: number): Scenario {
	return {
		runs: Array.from({length: runs}, (_, index) =>
			scriptOf(`account ${account} run ${index}`, (index / runs - 1) * hourMs, index),
		),
		limit: () => createTokenBucket({perSecond}),
		latency: 20,
		balance: {prepaid: 100, cards: 0},
	};
}

function scriptOf(seed: string, createdAt: number, index: number): RunScript {
	const run = pictureRun(seed, createdAt);
	const error = {
		reason: 'Out of memory',
		detail: 'node 3',
		engine_code: 'OOM',
		status_code: 500,
	};
	return {
		...run,
		queue: {ms: queueMs, position: 9},
		nodes: run.nodes.map(node => ({...node, ms: node.ms * slowdown})),
		...(index % 10 === 9 && {
			ending: {kind: 'failed', nodeId: '3', at: 0.5, error},
		}),
	};
}
