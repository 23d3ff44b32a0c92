import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {dataOf} from '../../source/api/failure.ts';
import type {RawResponse} from '../../source/api/get.ts';
import {notFound} from '../helpers/service-pages.ts';
import {name} from '../helpers/values.ts';

const keep = (text: string): string => text;

function reply(status: number, body: unknown, more: Partial<RawResponse> = {}): RawResponse {
	const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	return {status, bytes, headers: {}, retryAfter: null, redirectsTo: null, ...more};
}

async function failure(
	status: number,
	body: unknown,
	more: Partial<RawResponse> = {},
): Promise<ApiError> {
	try {
		await dataOf(reply(status, body, more), keep);
	} catch (error) {
		assert.ok(error instanceof ApiError, String(error));
		return error;
	}

	return assert.fail('It did not fail.');
}

test('code 0 is success, as a number and as text; the error of a run is part of the data', async () => {
	for (const code of [0, '0']) {
		assert.deepEqual(await dataOf(reply(200, {code, data: {a: 1}}), keep), {a: 1});
		assert.deepEqual(await dataOf(reply(200, {code, data: {error: {status_code: 404}}}), keep), {
			error: {status_code: 404},
		});
	}
});

test('status and envelope determine the kind and whether a retry makes sense', async () => {
	const down = {reason: 'down', status_code: 503};

	for (const [status, body, expected] of [
		[401, '', 'auth again'],
		[401, '<html>', 'auth again'],
		[403, {code: 1, msg: '权限不足'}, 'forbidden final'],
		[200, {code: 401, msg: 'key 无效'}, 'auth again'],
		[200, {code: '403'}, 'forbidden final'],
		[429, '', 'rate-limit again'],
		[200, {code: 429}, 'rate-limit again'],
		[404, {code: 404}, 'not-found again'],
		[200, {code: 404}, 'not-found again'],
		[200, notFound, 'not-found again'],
		[500, notFound, 'not-found again'],
		[200, {code: 1, data: {error: {engine_code: 'TASK_NOT_FOUND'}}}, 'not-found again'],
		[200, {code: 1, 'data.error': {status_code: 404}}, 'not-found again'],
		[200, {code: 1, data: {error: down}}, 'engine again'],
		[503, {code: 1, data: {error: down}}, 'engine again'],
		[200, {code: 1, data: {error: {reason: 'bad', status_code: 400}}}, 'engine final'],
		[200, {code: 1, data: {error: {reason: 'key', status_code: 401}}}, 'engine final'],
		[200, {code: 1, data: {error: {reason: 'slow', status_code: 408}}}, 'engine again'],
		[200, {code: 1, data: {error: {reason: 'often', status_code: 429}}}, 'engine again'],
		[400, {code: 1, data: {error: {reason: 'bad'}}}, 'engine final'],
		[200, {code: 1, data: {error: 'down'}}, 'engine again'],
		[200, {code: 1, msg: '失败'}, 'engine again'],
		[200, {code: 400, msg: '参数错误'}, 'engine final'],
		[200, {code: 'E_BUSY'}, 'engine again'],
		[400, {code: 1, msg: '参数错误'}, 'http final'],
		[405, {code: 405}, 'http final'],
		...([400, 403, 404, 405, 407, 408, 410, 422, 425, 451] as const).map(
			code => [code, '<html>', 'http again'] as const,
		),
		[500, '<html>', 'http again'],
		[502, {code: 0, data: {status: 'running'}}, 'http again'],
		[503, '', 'http again'],
		[301, '', 'http final'],
		[302, '', 'http again'],
		[308, '', 'http final'],
		[304, '', 'http again'],
		[200, '', 'malformed again'],
		[200, ' \n', 'malformed again'],
		[200, '<!doctype html>', 'malformed again'],
		[200, '{"code": 0, "data": {"sta', 'malformed again'],
		[200, 'null', 'malformed again'],
		[200, '[]', 'malformed again'],
		[200, '7', 'malformed again'],
		[200, {}, 'malformed again'],
		[200, {data: {status: 'running'}}, 'malformed again'],
		[200, {code: null, data: {}}, 'malformed again'],
		[200, {code: {}, data: {}}, 'malformed again'],
		[200, {code: '', data: {}}, 'malformed again'],
		[200, {code: 0}, 'malformed again'],
		[200, {code: 0, data: null}, 'malformed again'],
		[200, {code: 0, data: []}, 'malformed again'],
		[200, {code: 0, data: 'text'}, 'malformed again'],
		[204, '', 'malformed again'],
	] as const) {
		const error = await failure(status, body);
		const again = error.problem.retriable ? 'again' : 'final';
		assert.equal(`${error.problem.kind} ${again}`, expected, `${status} ${JSON.stringify(body)}`);
		assert.equal(error.problem.httpStatus, status);
	}
});

test('a failure has the service’s message and error', async () => {
	const problem = (await failure(200, notFound)).toProblem(42);
	assert.deepEqual(problem, {
		kind: 'not-found',
		detail: 'TASK_NOT_FOUND',
		httpStatus: 200,
		serviceMessage: name('Task not found.'),
		engineError: {
			reason: name('Task not found.'),
			detail: name('execution task task_1778147626528703038_eb84d292e0851c08 does not exist'),
			engineCode: name('TASK_NOT_FOUND'),
			statusCode: 404,
		},
		retriable: true,
		retryAfter: null,
		proxy: null,
		at: 42,
	});
	assert.equal((await failure(502, {code: 9, msg: '网关'})).problem.serviceMessage?.exact, '网关');
});

test('the detail describes the response', async () => {
	assert.equal((await failure(502, '')).problem.detail, 'HTTP 502');
	assert.equal((await failure(500, {code: 7})).problem.detail, 'HTTP 500, code 7');
	assert.equal((await failure(200, '<p>')).problem.detail, 'HTML instead of JSON');
	assert.equal((await failure(200, '{"a')).problem.detail, 'broken or cut JSON');
	assert.equal(
		(await failure(302, '', {redirectsTo: 'https://b.example'})).problem.detail,
		'HTTP 302, a redirect to https://b.example, which is not followed',
	);
});

test('a malicious code is sanitized in the detail and in the message', async () => {
	const error = await failure(200, {code: 'x\u001B]0;owned\u0007', msg: '\u202Eevil'});
	const {detail, serviceMessage} = error.problem;
	assert.doesNotMatch(`${detail}${error.message}${serviceMessage?.safe}`, /\p{C}/u);
});
