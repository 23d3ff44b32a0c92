import assert from 'node:assert/strict';
import test from 'node:test';
import {transportFault} from '../../source/core/error-code.ts';
import {succeeded} from '../helpers/service-pages.ts';
import {clientOf, failureOf, never} from './client-of.ts';
import {httpResponse, serveBytes} from './loopback.ts';

const whole = JSON.stringify(succeeded);
const head = 'HTTP/1.1 200 OK\r\n';

/** Each row has the bytes before the connection ends, and the expected kind of failure. */
for (const [what, bytes, kind] of [
	['nothing', '', 'network'],
	['half a head', `${head}Content-Le`, 'network'],
	['headers without a body', `${head}Content-Length: 100\r\n\r\n`, 'network'],
	['less than Content-Length', httpResponse(whole).slice(0, -10), 'network'],
	[
		'a chunked body without its end',
		`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"cod\r\n`,
		'network',
	],
	['a chunk without a length', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 'malformed'],
	['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'malformed'],
	['endless headers', `${head}X-Long: ${'x'.repeat(100_000)}`, 'malformed'],
	['two different lengths', `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}`, 'network'],
	['an unrequested protocol switch', 'HTTP/1.1 101 Switching\r\nUpgrade: a\r\n\r\n', 'malformed'],
	['an invalid HTTP status', 'HTTP/1.1 000 X\r\n\r\n', 'malformed'],
	['no gzip', `${head}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`, 'malformed'],
	['no brotli', `${head}Content-Encoding: br\r\nContent-Length: 8\r\n\r\n{"code":`, 'malformed'],
	[
		'six packings',
		`${head}Content-Encoding: ${'gzip,'.repeat(5)}gzip\r\nContent-Length: 2\r\n\r\n{}`,
		'malformed',
	],
	[
		'an unheard packing',
		`${head}Content-Encoding: xyz\r\nContent-Length: 3\r\n\r\n\u0001\u0002\u0003`,
		'malformed',
	],
	['nesting without end', httpResponse('['.repeat(1_000_000)), 'malformed'],
	[
		'an incomplete error response',
		'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 100\r\n\r\n<ht',
		'http',
	],
	[
		'an error response with invalid compression',
		'HTTP/1.1 500 X\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}',
		'http',
	],
] as const) {
	test(`${what} is a failure of the kind ${kind}`, async t => {
		const service = await serveBytes(t, socket => socket.end(bytes));
		const error = await failureOf(clientOf(t, service.url).execution('a', never));
		assert.equal(error.problem.kind, kind, error.message);
		assert.equal(error.problem.retriable, true);
		assert.notEqual(error.problem.detail, '');
		// The detail is a known code, or one of our own texts.
		assert.ok(
			/\s/.test(error.problem.detail) ||
				transportFault(error.problem.detail) !== null ||
				kind === 'http',
			error.problem.detail,
		);
		assert.doesNotMatch(
			error.problem.detail,
			/bad response|other side|Parse Error|incorrect header|Decompress/i,
		);
	});
}

test('responses without a length, in many chunks, or after early hints are complete', async t => {
	const shapesOfWhole = [
		`${head}\r\n${whole}`,
		`${head}Transfer-Encoding: chunked\r\n\r\n${Buffer.byteLength(whole).toString(16)}\r\n${whole}\r\n0\r\n\r\n`,
		`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${httpResponse(whole)}`,
		`HTTP/1.0 200 OK\r\n\r\n\uFEFF${whole}`,
	];
	const service = await serveBytes(t, (socket, connection) => {
		socket.end(shapesOfWhole[connection] ?? '');
	});
	const client = clientOf(t, service.url, {concurrency: 1});

	for (const shape of shapesOfWhole) {
		const {execution} = await client.execution('a', never);
		assert.equal(execution.phase, 'succeeded', shape.slice(0, 60));
	}
});
