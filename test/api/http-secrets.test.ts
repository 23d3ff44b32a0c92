import assert from 'node:assert/strict';
import type {IncomingMessage} from 'node:http';
import test from 'node:test';
import {inspect} from 'node:util';
import {apiKey, clientOf, failureOf, never, running} from './client-of.ts';
import {serve} from './loopback.ts';

test('a request is a GET with the key in Authorization only', async t => {
	const requests: IncomingMessage[] = [];
	const service = await serve(t, (request, response) => {
		requests.push(request);
		response.end(JSON.stringify(running));
	});
	const client = clientOf(t, new URL('/some/prefix/', service.url));
	await client.execution('wfrun_1 &x=/猫\uD800', never);
	await client.workflow('wf_1', never);

	assert.deepEqual(
		requests.map(({method, url}) => `${method} ${url}`),
		[
			'GET /some/prefix/api/open/v2/workflow/run/execution?run_order_id=wfrun_1%20%26x%3D%2F%E7%8C%AB%EF%BF%BD',
			'GET /some/prefix/api/open/v2/workflow/market/info?workflow_id=wf_1',
		],
	);

	for (const {headers} of requests) {
		const {authorization, ...others} = headers;
		assert.equal(authorization, `Bearer ${apiKey}`);
		assert.ok(!JSON.stringify(others).includes(apiKey));
		assert.match(headers['user-agent'] ?? '', /^chenyu-top\/\d+\.\d+\.\d+/);
	}
});

for (const status of [301, 302, 303, 307, 308]) {
	test(`a redirect (${status}) from A to B and to A is not followed, and B never gets the key`, async t => {
		const heard: string[] = [];
		const b = await serve(t, (request, response) => {
			heard.push(`b ${request.url} ${JSON.stringify(request.headers)}`);
			response.writeHead(status, {location: a.url.href}).end();
		});
		const a = await serve(t, (request, response) => {
			heard.push('a');
			const id = new URL(request.url ?? '', a.url).searchParams.get('run_order_id');
			const location =
				{home: '/elsewhere', file: 'file:///etc/passwd'}[id ?? ''] ??
				new URL('/steal?x=1', b.url).href;
			response.writeHead(status, {location}).end();
		});
		const client = clientOf(t, a.url);

		const away = await failureOf(client.execution('away', never));
		assert.equal(away.problem.kind, 'http');
		assert.equal(away.problem.httpStatus, status);
		assert.ok(away.problem.detail.includes(b.url.origin));
		assert.ok(!away.problem.detail.includes('steal'));

		assert.equal((await failureOf(client.execution('home', never))).problem.kind, 'http');
		const file = await failureOf(client.execution('file', never));
		assert.equal(file.problem.detail, `HTTP ${status}, a redirect to file:, which is not followed`);
		assert.deepEqual(heard, ['a', 'a', 'a']);
	});
}

test('a key that the service echoes, in any form, is redacted', async t => {
	const forms = [
		apiKey,
		Buffer.from(apiKey).toString('base64'),
		Buffer.from(apiKey).toString('hex'),
		apiKey.slice(0, 18),
		apiKey.slice(18),
	];
	const service = await serve(t, (request, response) => {
		const msg = `invalid key: ${forms.join(' ')}`;
		const failed = request.url?.includes('failed') ?? false;
		response
			.writeHead(failed ? 401 : 200)
			.end(
				JSON.stringify(
					failed
						? {code: 401, msg, data: {error: {reason: msg}}}
						: {code: 0, data: {status: 'running', logs: [msg], outputs: {[msg]: msg}}},
				),
			);
	});
	const client = clientOf(t, service.url);
	const error = await failureOf(client.execution('failed', never));
	const execution = await client.execution('a', never);
	const everything = inspect([error, error.toProblem(0), execution], {depth: 20, showHidden: true});

	for (const form of forms) {
		assert.ok(!everything.includes(form), form);
	}

	assert.match(everything, /\[key\]/);
});
