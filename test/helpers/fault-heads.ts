import {head, saying, whole, type FaultKind} from './fault-kind.ts';

const chunked = {'transfer-encoding': 'chunked'};

function chunk(bytes: Uint8Array): Buffer {
	return Buffer.concat([
		Buffer.from(`${bytes.length.toString(16)}\r\n`),
		bytes,
		Buffer.from('\r\n'),
	]);
}

function joined(...parts: readonly (string | Uint8Array)[]): Buffer {
	return Buffer.concat(parts.map(part => Buffer.from(part)));
}

/** `Retry-After` in every form that was seen. Seconds are on the program's clock. */
const pauses: readonly (readonly [string, (now: number) => string | readonly string[]])[] = [
	['seconds', () => '3'],
	['a fraction', () => '1.5'],
	['zero', () => '0'],
	['less than nothing', () => '-5'],
	['nothing', () => ''],
	['words', () => 'soon'],
	['several', () => ['1', '4', 'x']],
	['a date', now => new Date(now + 4000).toUTCString()],
	['a date in the past', now => new Date(now - 60_000).toUTCString()],
	['a date of no calendar', () => 'Fri, 31 Feb 2026 25:61:61 GMT'],
];

/** Responses with an invalid head, or with an error status. */
export const badHeads: readonly FaultKind[] = [
	saying('no HTTP', () => 'SSH-2.0-OpenSSH_9.6\r\n\r\n'),
	saying('HTTP/0.9', ({body}) => body),
	saying('HTTP/2 without being asked', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
	saying('a status that is none', () => 'HTTP/1.1 abc Nothing\r\n\r\n'),
	saying('a NUL in a header', () => 'HTTP/1.1 200 OK\r\nx-a: \u0000\r\ncontent-length: 0\r\n\r\n'),
	saying('a header without an end', () => head(200, {'x-long': 'x'.repeat(100_000)})),
	saying('a thousand headers', ({body}) =>
		joined(
			head(200, {
				'x-many': Array.from({length: 3000}, (_, n) => `value ${n}`),
				'content-length': body.length,
			}),
			body,
		),
	),
	saying(
		'a length that is too long',
		({body}) => joined(head(200, {'content-length': body.length + 9}), body),
		{
			slow: true,
		},
	),
	saying('a length that is too short', ({body}) =>
		joined(head(200, {'content-length': Math.floor(body.length / 2)}), body),
	),
	saying('a length below nothing', ({body}) => joined(head(200, {'content-length': -1}), body)),
	saying('two lengths', ({body}) =>
		joined(head(200, {'content-length': [String(body.length), '5']}), body),
	),
	saying('a length and chunks', ({body}) =>
		joined(head(200, {...chunked, 'content-length': 5}), chunk(body), '0\r\n\r\n'),
	),
	{
		name: 'chunks that end in the middle',
		act(socket, {body}) {
			socket.end(joined(head(200, chunked), chunk(body.subarray(0, 40))));
		},
	},
	saying('a chunk of no size', ({body}) => joined(head(200, chunked), 'zz\r\n', body)),
	saying('chunks without an end', ({body}) => joined(head(200, chunked), chunk(body)), {
		slow: true,
	}),
	saying('a storm of 100', ({body}) =>
		joined('HTTP/1.1 100 Continue\r\n\r\n'.repeat(2000), whole(body)),
	),
	saying('a storm of 103', ({body}) =>
		joined('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(500), whole(body)),
	),
	saying(
		'switching protocols',
		() => 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
	),
	{
		name: 'HTTP/1.0 until it closes',
		unnoticed: true,
		act(socket, {body}) {
			socket.end(joined('HTTP/1.0 200 OK\r\n\r\n', body));
		},
	},
	{
		name: 'a connection that is not kept',
		unnoticed: true,
		act(socket, {body}) {
			socket.end(whole(body, 200, {connection: 'close'}));
		},
	},
	saying('a redirect within', () => whole('', 302, {location: '/elsewhere'})),
	saying('a redirect away', ({elsewhere}) => whole('', 307, {location: elsewhere.href})),
	saying('a redirect without a place', () => whole('', 302)),
	saying('multiple choices', () => whole('', 300)),
	saying('not modified', () => head(304)),
	...[408, 425, 500, 502, 503, 504, 520, 599].map(status =>
		saying(`HTTP ${status}`, () => whole('<html><h1>Oops</h1></html>', status)),
	),
	...[301, 308, 400, 410, 418].map(status =>
		saying(`HTTP ${status}`, () => whole('{"code":400,"msg":"参数错误"}', status), {
			outcome: 'given-up',
		}),
	),
	saying('HTTP 404 for a while', () => whole('{"code":404,"msg":"没有","data":null}', 404), {
		slow: true,
	}),
	saying('HTTP 503 with a pause', () => whole('', 503, {'retry-after': '2'})),
	...pauses.map(([form, value]) =>
		saying(`HTTP 429, Retry-After is ${form}`, ({now}) =>
			whole('', 429, {'retry-after': value(now()), date: new Date(now()).toUTCString()}),
		),
	),
	saying('HTTP 429 that asks for ages', () => whole('', 429, {'retry-after': '99999999999'}), {
		outcome: 'abandoned',
	}),
	saying('HTTP 401', () => whole('{"code":401,"msg":"API Key 无效"}', 401), {outcome: 'denied'}),
	saying('HTTP 403 of a proxy', () => whole('<html>Forbidden</html>', 403), {outcome: 'denied'}),
];
