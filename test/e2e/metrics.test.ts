import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {request} from 'node:http';
import {connect} from 'node:net';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {suite, test, type TestContext} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {freePort} from '../api/loopback.ts';
import {testWith} from '../commands/tool.ts';
import {hangMs, root, temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertKeyless} from './key.ts';
import {spawnOn, watchHeadless} from './watch.ts';

const docs = join(root, 'docs', 'observability');
const readPage = (name: string): string => readFileSync(join(docs, name), 'utf8');

/** Starts the program with metrics on a free port. Resolves when it has printed their address. */
async function startWithMetrics(t: TestContext) {
	const service = await startService(t, {});
	const watch = spawnOn(t, service, {
		args: ['--plain', '--until', 'never', '--metrics', '0', '--interval', '0.5'],
	});
	watch.child.stdout.resume();
	const printed = Promise.withResolvers<URL>();
	let output = '';
	watch.child.stderr.on('data', chunk => {
		output += String(chunk);
		const [address] = /http:\S+\/metrics/.exec(output) ?? [];

		if (address !== undefined) {
			printed.resolve(new URL(address));
		}
	});
	watch.child.on('exit', code => {
		printed.reject(new Error(`it ended with ${code}: ${output}`));
	});
	const address = await printed.promise;
	return {...watch, address};
}

async function scrape(
	address: URL,
	{host = address.host} = {},
): Promise<{
	readonly status: number | undefined;
	readonly type: string | undefined;
	readonly body: string;
}> {
	return new Promise((resolve, reject) => {
		request(address, {headers: {host}, agent: false}, response => {
			const {statusCode: status, headers} = response;
			text(response).then(body => resolve({status, type: headers['content-type'], body}), reject);
		})
			.on('error', reject)
			.end();
	});
}

/** Starts Prometheus with a configuration, and ends it with the test. */
async function startPrometheus(t: TestContext, config: string) {
	const folder = temporaryFolder(t);
	const file = join(folder, 'prometheus.yml');
	writeFileSync(file, config);
	const address = `127.0.0.1:${await freePort()}`;
	const origin = `http://${address}`;
	const options = {
		'config.file': file,
		'storage.tsdb.path': join(folder, 'data'),
		'web.listen-address': address,
		'log.level': 'error',
	};
	const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
	const child = spawn('prometheus', args, {stdio: 'inherit'});
	const ended = once(child, 'exit');
	t.after(async () => {
		child.kill('SIGKILL');
		await ended;
	});

	/** The labels of the series of an expression now. Throws if Prometheus refuses it. */
	async function query(expression: string): Promise<ReadonlyArray<Record<string, string>>> {
		const body = new URLSearchParams({query: expression});
		const response = await fetch(`${origin}/api/v1/query`, {method: 'POST', body});
		const {error, data} = (await response.json()) as {
			error?: string;
			data?: {result: {metric: Record<string, string>}[]};
		};
		assert.ok(data !== undefined, `${expression}: ${error}`);
		return data.result.map(({metric}) => metric);
	}

	/** Waits until an expression has series: Prometheus does not report when it has scraped something. */
	async function until(expression: string): Promise<void> {
		const has = async () => (await query(expression)).length > 0;

		for (const deadline = Date.now() + hangMs; !(await has().catch(() => false)); await wait(100)) {
			assert.ok(Date.now() < deadline, `not in time: ${expression}`);
		}
	}

	return {origin, query, until};
}

suite('metrics', {concurrency: 2}, () => {
	testWith(
		['prometheus', 'promtool'],
		'Prometheus scrapes them; dashboard and rules work on them',
		async t => {
			const {address} = await startWithMetrics(t);
			const prometheus = await startPrometheus(
				t,
				readPage('prometheus.yml')
					.replace('127.0.0.1:9464', address.host)
					.replaceAll('15s', '1s')
					.replace('alerts.yml', join(docs, 'alerts.yml')),
			);
			await prometheus.until('chenyu_top_runs{status="failed"} > 0');
			await prometheus.until('count_over_time(chenyu_top_run_duration_seconds_count[1m]) > 2');
			const {body} = await scrape(address);
			assertKeyless(body);
			execFileSync('promtool', ['check', 'metrics'], {input: body});

			for (const expression of dashboardExpressions()) {
				const series = await prometheus.query(expression);
				// Nothing limited the rate of the requests.
				assert.ok(series.length > 0 || expression.includes('rate_limit'), expression);
				assert.ok(series.every(({account = 'default'}) => account === 'default'));
			}

			const response = await fetch(`${prometheus.origin}/api/v1/rules`);
			const {data} = (await response.json()) as {
				data: {groups: {rules: {name: string; health: string}[]}[]};
			};
			const rules = data.groups.flatMap(group => group.rules);
			assert.equal(rules.length, 5);
			assert.deepEqual(
				rules.filter(({health}) => health === 'err'),
				[],
			);
		},
	);

	testWith(['promtool'], 'the example configuration and the alert rules pass their tests', () => {
		const promtool = (...args: readonly string[]) =>
			execFileSync('promtool', args, {cwd: docs, encoding: 'utf8'});
		assert.match(promtool('check', 'config', 'prometheus.yml'), /SUCCESS/);
		assert.match(promtool('test', 'rules', 'alerts.test.yml'), /SUCCESS/);
	});

	test('only one path is answered, and not by a name that a web page could choose', async t => {
		const {address, child, exit} = await startWithMetrics(t);
		const {status, type} = await scrape(address);
		assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
		const {status: unknown, body} = await scrape(new URL('/', address));
		assert.deepEqual([unknown, body], [404, 'Not found. The metrics are at /metrics.\n']);
		assert.equal((await scrape(address, {host: `localhost:${address.port}`})).status, 200);
		assert.equal((await scrape(address, {host: `rebound.example:${address.port}`})).status, 421);

		// An open connection does not hold up the end.
		const idle = connect(Number(address.port), '127.0.0.1');
		t.after(() => idle.destroy());
		idle.on('error', () => undefined);
		child.kill('SIGTERM');
		assert.equal(await exit, 143);
	});

	test('a port in use gives one sentence', async t => {
		const {address} = await startWithMetrics(t);
		const {code, stderr} = await watchHeadless(t, {
			scenario: {runs: []},
			args: ['--json', '--metrics', address.port],
		});
		assert.equal(code, 2);
		assert.equal(
			stderr,
			`chenyu-top: --metrics cannot listen on 127.0.0.1:${address.port} (EADDRINUSE). Choose another address or port.\n`,
		);
	});
});

/** The expressions of all panels, with values for the variables of Grafana. */
function dashboardExpressions(): readonly string[] {
	const {panels} = JSON.parse(readPage('dashboard.json')) as {
		readonly panels: ReadonlyArray<{readonly targets: ReadonlyArray<{readonly expr: string}>}>;
	};
	const expressions = panels.flatMap(({targets}) => targets.map(({expr}) => expr));
	assert.ok(expressions.length > 15);
	return expressions.map(expression =>
		expression.replaceAll('$account', '.*').replaceAll('$__rate_interval', '1m'),
	);
}
