import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {suite, test, type TestContext} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';

type Reply = (response: ServerResponse) => void;

const json = (status: number, body: unknown): Reply => reply(status, JSON.stringify(body));
const html = '<!doctype html><title>Not here</title>';

/** What stands where the run list should be, and what is reported of it. */
const replies: Readonly<Record<string, readonly [reply: Reply, kind: string]>> = {
	'404 with HTML': [reply(404, html), 'not-found'],
	'200 with HTML': [reply(200, html), 'malformed'],
	'a redirect': [reply(302, '', {location: '/login'}), 'http'],
	'no items': [json(200, {code: 0, data: {}}), 'malformed'],
	'a failed envelope': [json(200, {code: 5, msg: '系统繁忙'}), 'engine'],
	nothing: [reply(200, ''), 'malformed'],
	'no data': [json(200, {code: 0}), 'malformed'],
	'a server error': [reply(502, html), 'http'],
	'a refused key': [json(401, {code: 401, msg: '密钥无效'}), 'auth'],
	'too many requests': [reply(429, '', {'retry-after': '3600'}), 'rate-limit'],
	'a connection that is reset': [
		response => {
			response.socket?.resetAndDestroy();
		},
		'network',
	],
	'no response at all': [() => undefined, 'timeout'],
};

suite('a run list that cannot be read', {concurrency: 4}, () => {
	for (const [what, [response, kind]] of Object.entries(replies)) {
		test(`K7: --once without ids ends where there is ${what}`, async t => {
			const origin = await serve(t, response);
			const result = await runHeadless(['--json', '--once', '--base-url', origin], {
				env: {CHENYU_API_KEY: apiKey},
			});
			assertKeyless(result.stdout + result.stderr);
			const events = readEvents(result.stdout);
			const [start, ...problems] = events.slice(0, -1);
			const end = events.at(-1);
			assert.equal(result.code, 3);
			assert.equal(start?.['event'], 'start');
			assert.ok(problems.length > 0);

			for (const problem of problems) {
				assert.deepEqual(
					[problem['event'], problem['run_order_id'], problem['kind'], problem['retry_in_ms']],
					['problem', null, kind, null],
				);
			}

			assert.deepEqual(
				[end?.['event'], end?.['reason'], end?.['exit_code']],
				['end', 'gave-up', 3],
			);
			assert.match(result.stderr, /^chenyu-top: [^\n]+\n$/);
			assert.doesNotMatch(result.stderr, /this run|run order id/);

			if (
				['http', 'malformed', 'not-found', 'engine'].includes(kind) &&
				what !== 'a server error'
			) {
				assert.match(result.stderr, /^chenyu-top: The list of runs cannot be read .*base URL.*\n$/);
			}
		});
	}

	test('K7: in plain lines and in Chinese', async t => {
		const origin = await serve(t, replies['404 with HTML']?.[0] ?? reply(500, ''));
		const {code, stdout, stderr} = await runHeadless(
			['--plain', '--once', '--lang', 'zh', '--base-url', origin],
			{env: {CHENYU_API_KEY: apiKey}},
		);
		assert.deepEqual([code, stderr], [3, '']);
		assert.match(stdout, /无法读取运行列表（.*）.*请检查接口地址/);
		assert.match(stdout, /已放弃/);
	});
});

function reply(
	status: number,
	body: string,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return response => {
		response.writeHead(status, headers).end(body);
	};
}

/** A service that replies to everything in this way. */
async function serve(t: TestContext, answer: Reply): Promise<string> {
	const server = createServer((_request, response) => {
		answer(response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
