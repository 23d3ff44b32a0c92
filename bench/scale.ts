import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {scalePlot} from '../docs/scale-plot.ts';
import {freePort} from '../test/api/loopback.ts';
import {startPrometheus} from '../test/helpers/prometheus.ts';
import type {AccountsOptions} from './beside/accounts.ts';
import {home, node, program, root, start, startBeside} from './process.ts';
import {valueRow, type Bench, type Row} from './row.ts';

const steps = [1, 2, 4, 8];
const runs = 5000;
const perSecond = 50;
const measureMs = 60_000;
const config = join(home, '.config', 'chenyu-top');

/** What a number of accounts needs, all together unless it says otherwise. */
export type ScalePoint = {
	readonly accounts: number;
	readonly requests: number;
	/** The oldest response among the runs that are polled, in seconds: of the worst account at its worst moment. */
	readonly oldest: number;
	/** Resident memory of all processes, in megabytes. */
	readonly megabytes: number;
	/** CPU time of all processes, in percent of one core. */
	readonly cpu: number;
	readonly series: number;
	readonly scrapeMs: number;
};

/**
 * Watches up to eight accounts of the demo service with a process for each, and lets one Prometheus scrape them. An account
 * has 5,000 runs, of which 1,000 are not over. Takes about 15 minutes, and draws docs/scale.svg.
 */
export const scale: Bench = async parts => {
	const points: ScalePoint[] = [];

	for (const accounts of parts.length > 0 ? parts.map(Number) : steps) {
		points.push(await measure(accounts));
		process.stderr.write(`${JSON.stringify(points.at(-1))}\n`);
	}

	writeFileSync(join(root, 'docs', 'scale.svg'), scalePlot(points));
	return points.flatMap(rowsOf);
};

type Account = {readonly origin: string; readonly ids: readonly string[]};

async function measure(accounts: number): Promise<ScalePoint> {
	const cleanUps: (() => unknown)[] = [];
	const scope = {
		after: (cleanUp: () => unknown) => void cleanUps.unshift(cleanUp),
	};

	try {
		const services = await startAccounts(scope, {accounts, runs, perSecond});
		const names = services.map((_, index) => `account-${index + 1}`);
		const profiles = services.map(({origin}, index): [string, object] => [
			names[index] ?? '',
			{baseUrl: origin},
		]);
		mkdirSync(config, {recursive: true});
		scope.after(() => rmSync(config, {recursive: true}));
		writeFileSync(
			join(config, 'config.json'),
			JSON.stringify({profiles: Object.fromEntries(profiles)}),
		);
		const ports = await Promise.all(names.map(freePort));
		const programs = services.map(({ids}, index) => {
			const options = ['--plain', '--quiet', '--until', 'never'];
			const own = ['--profile', names[index] ?? '', '--metrics', String(ports[index])];
			return start(node, [program, ...options, ...own, ...ids]);
		});
		programs.forEach(running => scope.after(() => running.end()));
		const prometheus = await startPrometheus(
			scope,
			JSON.stringify({
				global: {scrape_interval: '5s'},
				scrape_configs: [
					{
						job_name: 'chenyu-top',
						static_configs: [{targets: ports.map(port => `127.0.0.1:${port}`)}],
					},
				],
			}),
		);
		await allPolled(prometheus, accounts);
		const cpuBefore = sumOf(programs.map(running => running.cpu()));
		await wait(measureMs);
		const cpu = sumOf(programs.map(running => running.cpu())) - cpuBefore;
		const value = async (expression: string): Promise<number> =>
			(await prometheus.query(expression))[0]?.value ?? Number.NaN;
		return {
			accounts,
			requests: await value('sum(rate(chenyu_top_requests_total[1m]))'),
			oldest: await value('max(max_over_time(chenyu_top_oldest_response_age_seconds[1m]))'),
			megabytes: sumOf(programs.map(running => running.resident())) / 1_000_000,
			cpu: (100 * cpu) / measureMs,
			series: await value('count({job="chenyu-top"})'),
			scrapeMs: 1000 * (await value('max(max_over_time(scrape_duration_seconds[1m]))')),
		};
	} finally {
		for (const cleanUp of cleanUps) {
			await cleanUp();
		}
	}
}

async function startAccounts(
	scope: {after(cleanUp: () => unknown): void},
	options: AccountsOptions,
): Promise<readonly Account[]> {
	const {nextLine, close} = startBeside('accounts.ts', options);
	scope.after(close);
	return JSON.parse(await nextLine()) as readonly Account[];
}

/** Waits until each account has polled each of its runs once. This takes runs / perSecond seconds. */
async function allPolled(
	prometheus: Pick<Awaited<ReturnType<typeof startPrometheus>>, 'query'>,
	accounts: number,
): Promise<void> {
	const polled = 'count(chenyu_top_runs{status="waiting"} == 0)';

	for (;;) {
		const [{value} = {value: 0}] = await prometheus.query(polled);

		if (value === accounts) {
			return;
		}

		await wait(1000);
	}
}

function rowsOf(point: ScalePoint): readonly Row[] {
	const {accounts, requests, oldest, megabytes, cpu, series, scrapeMs} = point;
	const of = `${accounts} × ${runs.toLocaleString('en')} runs`;
	return [
		valueRow(`${of}: requests`, requests, '/s', null),
		valueRow(`${of}: oldest response of a polled run`, oldest, 's', null),
		valueRow(`${of}: memory of a process`, (megabytes * 1000) / accounts, 'kB', null),
		valueRow(`${of}: CPU of a process`, cpu / accounts, '%', null),
		valueRow(`${of}: longest scrape`, scrapeMs, 'ms', null, `${series} series`),
	];
}

function sumOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}
