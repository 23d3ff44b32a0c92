import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {freePort} from '../api/loopback.ts';
import {hangMs, temporaryFolder, type Scope} from './program.ts';

export type Series = {readonly metric: Readonly<Record<string, string>>; readonly value: number};

export type Prometheus = Awaited<ReturnType<typeof startPrometheus>>;

/** Starts Prometheus with a configuration, and ends it with the scope. */
export async function startPrometheus(t: Scope, config: string) {
	const folder = temporaryFolder(t);
	const file = join(folder, 'prometheus.yml');
	writeFileSync(file, config);
	const address = `127.0.0.1:${await freePort()}`;
	const origin = `http://${address}`;
	const child = spawn(
		'prometheus',
		[
			`--config.file=${file}`,
			`--storage.tsdb.path=${join(folder, 'data')}`,
			`--web.listen-address=${address}`,
			'--log.level=error',
		],
		{stdio: 'inherit'},
	);
	const ended = once(child, 'exit');
	t.after(async () => {
		child.kill('SIGKILL');
		await ended;
	});

	/** Returns the series of an expression now. Throws if Prometheus refuses it. */
	async function query(expression: string): Promise<readonly Series[]> {
		const body = new URLSearchParams({query: expression});
		const response = await fetch(`${origin}/api/v1/query`, {method: 'POST', body});
		const {status, error, data} = (await response.json()) as {
			readonly status: string;
			readonly error?: string;
			readonly data?: {
				readonly result: ReadonlyArray<{
					readonly metric: Series['metric'];
					readonly value: readonly [number, string];
				}>;
			};
		};

		if (status !== 'success' || data === undefined) {
			throw new Error(`${expression}: ${error}`);
		}

		return data.result.map(({metric, value: [, value]}) => ({metric, value: Number(value)}));
	}

	/** Asks again and again: it does not report when it has scraped something. */
	async function retry<T>(what: string, attempt: () => Promise<T | null>): Promise<T> {
		const deadline = Date.now() + hangMs;

		while (Date.now() < deadline) {
			const result = await attempt();

			if (result !== null) {
				return result;
			}

			await wait(100);
		}

		throw new Error(`not in time: ${what}`);
	}

	await retry('Prometheus is ready', async () => {
		const response = await fetch(`${origin}/-/ready`).catch(() => null);
		return response?.ok === true ? response : null;
	});
	return {
		origin,
		query,
		/** Queries until the series satisfy `isWanted`. Throws after three minutes. */
		until: async (
			expression: string,
			isWanted = (series: readonly Series[]) => series.length > 0,
		) =>
			retry(expression, async () => {
				const series = await query(expression);
				return isWanted(series) ? series : null;
			}),
	};
}
