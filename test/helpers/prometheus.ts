import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {freePort} from '../api/loopback.ts';
import {hangMs, temporaryFolder, type Scope} from './program.ts';

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
	async function query(expression: string) {
		const body = new URLSearchParams({query: expression});
		const response = await fetch(`${origin}/api/v1/query`, {method: 'POST', body});
		const {error, data} = (await response.json()) as {
			error?: string;
			data?: {result: Array<{metric: Record<string, string>; value: [at: number, value: string]}>};
		};

		if (data === undefined) {
			throw new Error(`${expression}: ${error}`);
		}

		return data.result.map(({metric, value: [, value]}) => ({metric, value: Number(value)}));
	}

	/** Asks again and again, for three minutes: it does not report when it has scraped something. */
	async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
		for (const deadline = Date.now() + hangMs; !(await isTrue()); await wait(100)) {
			assert.ok(Date.now() < deadline, `not in time: ${what}`);
		}
	}

	await until('Prometheus is ready', async () => {
		const response = await fetch(`${origin}/-/ready`).catch(() => null);
		return response?.ok === true;
	});
	return {
		origin,
		query,
		/** Waits until an expression has series. */
		until: async (expression: string) =>
			until(expression, async () => (await query(expression)).length > 0),
	};
}
