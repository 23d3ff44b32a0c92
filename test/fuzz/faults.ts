import type {ServerResponse} from 'node:http';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import type {Chance} from '../helpers/chance.ts';

type Fault = (
	response: ServerResponse,
	/** The body of the right response. */
	body: Buffer,
	chance: Chance,
) => void;

/** Ways in which a response fails, each by its name. After each of them the program asks again. */
export const faults: ReadonlyMap<string, Fault> = new Map(
	Object.entries<Fault>({
		'reset before the head': ({socket}) => socket?.resetAndDestroy(),
		'closed before the head': ({socket}) => socket?.end(),
		'cut in the head': raw(() => 'HTTP/1.1 200 OK\r\ncontent-le'),
		'cut in the body': raw((body, chance) =>
			head(`content-length: ${body.length}`, body.subarray(0, chance.integer(0, body.length - 1))),
		),
		'cut chunks': raw(body =>
			head('transfer-encoding: chunked', `${body.length.toString(16)}\r\n`),
		),
		'a chunk without a size': raw(() => head('transfer-encoding: chunked', 'zz\r\n')),
		'no HTTP': raw(() => 'SSH-2.0-OpenSSH_9.6\r\n\r\n'),
		'an invalid status': raw(() => 'HTTP/1.1 abc Nothing\r\n\r\n'),
		'a NUL in a header': raw(() => 'HTTP/1.1 200 OK\r\nx-a: \u0000\r\n\r\n'),
		'two lengths': raw(() => head('content-length: 4\r\ncontent-length: 5', 'null')),
		'switching protocols': raw(() => 'HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n'),
		'a redirect to another origin': answer(302, '', {location: 'http://127.0.0.2:9/'}),
		'a redirect without a location': answer(302, ''),
		...Object.fromEntries(
			[408, 425, 500, 502, 503, 504, 599].map(status => [
				`HTTP ${status}`,
				answer(status, '<html><h1>Oops \u001B[2J</h1></html>'),
			]),
		),
		'HTTP 403 of a proxy': answer(403, '<html>Forbidden</html>'),
		'HTTP 429': answer(429, '', {'retry-after': '1'}),
		'HTTP 429 with a date': (response, body, chance) => {
			const date = new Date(Date.now() + 1000).toUTCString();
			answer(429, '', {'retry-after': date})(response, body, chance);
		},
		'HTTP 429 with words': answer(429, '', {'retry-after': 'soon'}),
		'broken gzip': answer(200, body => gzipSync(body).fill(7, 12), {'content-encoding': 'gzip'}),
		'cut brotli': answer(200, body => brotliCompressSync(body).subarray(0, 20), {
			'content-encoding': 'br',
		}),
		'undeclared gzip': answer(200, gzipSync),
		'an unknown encoding': answer(200, body => body, {'content-encoding': 'rot13'}),
		'a login page': answer(200, '<!doctype html><title>Sign in</title>'),
		'an empty body': answer(200, ''),
		'UTF-16': answer(200, body => Buffer.from(body.toString(), 'utf16le')),
		'truncated JSON': answer(200, body => body.subarray(0, -3)),
		'a list': answer(200, '[]'),
		'no data': answer(200, '{"code":0,"msg":"ok"}'),
		'data without a status': answer(200, '{"code":0,"data":{}}'),
		'a code that is text': answer(200, '{"code":"1","data":null}'),
		'a code of 500': answer(200, '{"code":500,"msg":"失败\u001B[2J","data":null}'),
		'endless nesting': answer(200, '['.repeat(200_000)),
	}),
);

/** Writes bytes in place of a response, and closes the connection. */
function raw(bytes: (body: Buffer, chance: Chance) => string | Uint8Array): Fault {
	return ({socket}, body, chance) => socket?.end(bytes(body, chance));
}

function head(fields: string, body: string | Uint8Array): Buffer {
	return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`), Buffer.from(body)]);
}

function answer(
	status: number,
	body: string | ((body: Buffer) => Uint8Array),
	headers: Readonly<Record<string, string>> = {},
): Fault {
	return (response, right) => {
		response.writeHead(status, headers).end(typeof body === 'string' ? body : body(right));
	};
}
