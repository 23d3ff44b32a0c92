import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import {connect} from 'node:net';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {suite, test, type TestContext} from 'node:test';
import {testWith} from '../commands/tool.ts';
import {root} from '../helpers/program.ts';
import {startPrometheus} from '../helpers/prometheus.ts';
import {startService} from '../helpers/service.ts';
import {assertKeyless} from './key.ts';
import {spawnOn, watchHeadless, watchOnScreen} from './watch.ts';

const folder = join(root, 'docs', 'observability');
const readPage = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Starts the program with metrics on a free port. Resolves when it has printed their address. */
async function startWithMetrics(t: TestContext) {
	const service = await startService(t, {scenario: 'showcase'});
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
	{method = 'GET', host = address.host} = {},
): Promise<{
	readonly status: number | undefined;
	readonly type: string | undefined;
	readonly body: string;
}> {
	return new Promise((resolve, reject) => {
		request(address, {method, headers: {host}, agent: false}, response => {
			const {statusCode: status, headers} = response;
			text(response).then(body => resolve({status, type: headers['content-type'], body}), reject);
		})
			.on('error', reject)
			.end();
	});
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
					.replace('alerts.yml', join(folder, 'alerts.yml')),
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
				assert.ok(series.every(({metric}) => (metric['account'] ?? 'default') === 'default'));
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
			execFileSync('promtool', args, {cwd: folder, encoding: 'utf8'});
		assert.match(promtool('check', 'config', 'prometheus.yml'), /SUCCESS/);
		assert.match(promtool('test', 'rules', 'alerts.test.yml'), /SUCCESS/);
	});

	test('only GET of two paths is answered, and not by a name that a web page could choose', async t => {
		const {address, child, exit} = await startWithMetrics(t);
		const {status, type} = await scrape(address);
		assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
		assert.match((await scrape(new URL('/', address))).body, /at \/metrics/);
		assert.equal((await scrape(new URL('/metric', address))).status, 404);
		assert.equal((await scrape(address, {method: 'POST'})).status, 405);
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
			scenario: 'one-success',
			args: ['--json', '--metrics', address.port],
		});
		assert.equal(code, 2);
		assert.equal(
			stderr,
			`chenyu-top: --metrics cannot listen on 127.0.0.1:${address.port} (EADDRINUSE). Choose another address or port.\n`,
		);
	});

	test('a screen shows the address and serves the metrics', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: 'showcase', args: ['--metrics', '0']});
		const screen = await terminal.waitFor(/metrics for Prometheus: http:\S+\/metrics/);
		const [address = ''] = /http:\S+\/metrics/.exec(screen.join('\n')) ?? [];
		const {status, body} = await scrape(new URL(address));
		assert.equal(status, 200);
		assert.match(body, /^chenyu_top_build_info\{account="default",version="[^"]+"\} 1$/m);
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
