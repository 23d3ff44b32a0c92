import {brotliCompressSync, gzipSync} from 'node:zlib';
import {saying, whole, type FaultKind} from './fault-kind.ts';

const gzip = {'content-encoding': 'gzip'};
const mebibyte = 1024 * 1024;
/** 100 MiB of empty data in 1 % of its size: more than the limit of a response. */
const bomb = gzipSync(Buffer.alloc(100 * mebibyte));
const doubleBomb = gzipSync(bomb);

function envelope(code: unknown, data: unknown, msg = '失败'): Buffer {
	return whole(JSON.stringify({code, msg, data}));
}

/** Responses with a valid head, mostly HTTP 200, and an invalid body. */
export const badBodies: readonly FaultKind[] = [
	saying('broken gzip', ({body}) => whole(gzipSync(body).fill(7, 12), 200, gzip)),
	saying('cut gzip', ({body}) => whole(gzipSync(body).subarray(0, -12), 200, gzip)),
	saying('a bomb', () => whole(bomb, 200, gzip), {outcome: 'given-up'}),
	saying('a bomb in a bomb', () => whole(doubleBomb, 200, {'content-encoding': 'gzip, gzip'}), {
		outcome: 'given-up',
	}),
	saying('plain text said to be gzip', ({body}) => whole(body, 200, gzip)),
	saying('gzip said to be nothing', ({body}) => whole(gzipSync(body))),
	saying('an encoding that is none', ({body}) => whole(body, 200, {'content-encoding': 'rot13'})),
	saying(
		'packed twice',
		({body}) => whole(brotliCompressSync(gzipSync(body)), 200, {'content-encoding': 'gzip, br'}),
		{unnoticed: true},
	),
	saying('broken brotli', ({body}) =>
		whole(brotliCompressSync(body).subarray(0, 20), 200, {'content-encoding': 'br'}),
	),
	saying('HTML of a login page', () => whole('<!doctype html><title>Sign in</title>')),
	saying('an empty body', () => whole('')),
	saying('no content', () => whole('', 204)),
	saying('a byte order mark', ({body}) => whole(Buffer.concat([Buffer.from('\uFEFF'), body])), {
		unnoticed: true,
	}),
	saying('NULs before it', ({body}) => whole(Buffer.concat([Buffer.alloc(3), body]))),
	saying('UTF-16', ({body}) => whole(Buffer.from(body.toString(), 'utf16le'))),
	saying('Latin-1', ({body}) =>
		whole(Buffer.from(body.toString().replace('""', '"\u00E9'), 'latin1')),
	),
	saying('JSON that is cut', ({body}) => whole(body.subarray(0, -3))),
	saying('JSON with something behind it', ({body}) =>
		whole(Buffer.concat([body, Buffer.from('}')])),
	),
	saying('a list', () => whole('[]')),
	saying('null', () => whole('null')),
	saying('a code that is text', () => envelope('1', null)),
	saying('a code that is null', () => envelope(null, null)),
	saying('no code', () => whole('{"data":{}}')),
	saying('no data', () => whole('{"code":0,"msg":"ok"}')),
	saying('data that is a list', () => envelope(0, [])),
	saying('data without a status', () => envelope(0, {})),
	saying('a code of 500', () => envelope(500, null)),
	saying('a code of 429', () => envelope(429, null)),
	saying(
		'an engine that does not know the run yet',
		() =>
			envelope(1, {
				error: {reason: 'Task not found.', engine_code: 'TASK_NOT_FOUND', status_code: 404},
			}),
		{slow: true},
	),
	saying('an engine in trouble', () =>
		envelope(1, {error: {reason: 'busy', engine_code: 'BUSY', status_code: 503}}),
	),
	saying('a service that repeats the key', ({authorization}) =>
		whole(
			`{"code":500,"msg":"${authorization}","data":{"error":{"detail":"${authorization}"}}}`,
			500,
		),
	),
	saying('nesting without an end', () => whole('['.repeat(200_000))),
	saying('a prototype', () => whole('{"__proto__":{"code":0},"code":9}')),
	saying('doubled keys', ({body}) => whole(body.toString().replace('{', '{"code":5,')), {
		unnoticed: true,
	}),
	saying('a code of 401', () => envelope(401, null, 'API Key 已停用'), {outcome: 'denied'}),
];
