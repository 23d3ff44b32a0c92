import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import {connect} from 'node:net';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {suite, test, type TestContext} from 'node:test';
import {metricTable} from '../../source/events/metrics/metric-table.ts';
import {testWith} from '../commands/tool.ts';
import {root} from '../helpers/program.ts';
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
	test('the dashboard shows metrics that the program has', () => {
		for (const [name] of readPage('dashboard.json').matchAll(/chenyu_top_[a-z_]+/g)) {
			assert.ok(
				name in metricTable || name.replace(/_(bucket|sum|count)$/, '') in metricTable,
				name,
			);
		}
	});

	testWith(['promtool'], 'the example configuration and the alert rules pass their tests', () => {
		const promtool = (...args: readonly string[]) =>
			execFileSync('promtool', args, {cwd: docs, encoding: 'utf8'});
		assert.match(promtool('check', 'config', 'prometheus.yml'), /SUCCESS/);
		assert.match(promtool('test', 'rules', 'alerts.test.yml'), /SUCCESS/);
	});

	test('only GET of two paths is answered, and not by a name that a web page could choose', async t => {
		const {address, child, exit} = await startWithMetrics(t);
		const {status, type, body} = await scrape(address);
		assertKeyless(body);
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
