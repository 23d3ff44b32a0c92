import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {defaultLimits} from '../../../source/api/limits.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {clientOf} from '../../api/client-of.ts';
import {serve} from '../../api/loopback.ts';
import type {Scope} from '../../helpers/program.ts';
import {assertKeyless} from '../keyless.ts';
import {runCases, type Part} from '../part.ts';
import {watchRun} from '../watch-run.ts';

type Reply = (response: ServerResponse) => void;

const statuses = [
	200, 204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 408, 410, 413, 418, 421, 429,
	451, 500, 501, 502, 503, 504, 520, 599,
] as const;

/** Response bodies that are no run list. Each is sent with every status. */
const bodies: Readonly<Record<string, string>> = {
	nothing: '',
	HTML: '<!doctype html><title>Not here</title>',
	'no items': '{"code":0,"data":{}}',
	'no data': '{"code":0}',
	'items that are no list': '{"code":0,"data":{"items":{"length":1}}}',
	'a failed envelope': '{"code":5}',
	'an envelope of 429': '{"code":429,"msg":"","data":null}',
	null: 'null',
	'a list': '[]',
	'half a list': '{"code":0,"data":{"items":[{"run_order_id":"wfrun_1"',
	'invalid UTF-8': '\u00FF\u00FE\u0000',
};

const connections: Readonly<Record<string, Reply>> = {
	'no response': () => undefined,
	'no body': response => response.writeHead(200, {'content-length': '100'}).flushHeaders(),
	'a reset': response => response.socket?.resetAndDestroy(),
	'a cut body': response => {
		response
			.writeHead(200, {'content-length': '100'})
			.write('{"code":0,', () => response.destroy());
	},
	'a distant Retry-After': response => response.writeHead(429, {'retry-after': '86400'}).end(),
	'a redirect to itself': response => response.writeHead(302, {location: '?'}).end(),
};

const replies: ReadonlyMap<string, Reply> = new Map([
	...Object.entries(connections),
	...statuses.flatMap(status =>
		Object.entries(bodies).map(([what, body]): [string, Reply] => [
			`HTTP ${status} with ${what}`,
			response => response.writeHead(status).end(Buffer.from(body, 'latin1')),
		]),
	),
]);

const apiKey = 'cy_campaign+list/5f1c0a9b73d24e68=';
const limits = {...defaultLimits, connect: 2000, headers: 800, idle: 800, total: 4000};

/**
 * Answers the list request of a watch (like `--once` without ids) with each of `replies`. Asserts that the watch
 * reports problems without a run id, and exits with code 3 (K7).
 */
export const part: Part = {
	whole: replies.size,
	async run(context) {
		await runCases(
			context,
			[...replies],
			{limit: 8, nameOf: ([name]) => name},
			async (scope, [, reply]) => watchOnce(scope, reply),
		);
	},
};

async function watchOnce(scope: Scope, reply: Reply): Promise<void> {
	const {url} = await serve(scope, (_request, response) => reply(response));
	const {code, events, stdout} = await watchRun({
		client: clientOf(scope, url, {apiKey, concurrency: 2, limits}),
		clock: systemClock,
		ids: [],
		discoverOnce: true,
		timeout: 6000,
	});
	const problems = events.filter(({event}) => event === 'problem');
	const isRefused = problems[0]?.['kind'] === 'rate-limit' && problems[0]['retry_in_ms'] !== null;
	// A refused request is sent again, here until the timeout (H16).
	assert.deepEqual([code, events.at(-1)?.['reason']], [3, isRefused ? 'timeout' : 'gave-up']);
	assert.ok(problems.length > 0, 'no problem is reported');
	assert.ok(problems.every(one => one['run_order_id'] === null));
	assert.ok(isRefused || problems.every(one => one['retry_in_ms'] === null));
	assertKeyless(stdout, apiKey, 'stdout');
}
