import type {Socket} from 'node:net';
import {brotliCompressSync, gzipSync} from 'node:zlib';
import type {Chance} from './fault-chance.ts';

type FaultTools = {
	/** The correct response as JSON. */
	readonly body: Buffer;
	readonly chance: Chance;
	/** The API key of the request. */
	readonly authorization: string;
	/** Another server, which must get no request. */
	readonly elsewhere: URL;
	/** Whether the connection is reused. */
	readonly reused: boolean;
	/** The server's time in milliseconds. */
	readonly now: () => number;
	/** Sends the bytes one by one, so slowly that the request times out. */
	readonly drip: (socket: Socket, bytes: Buffer) => void;
	/** Calls back after a delay if the connection is still open. */
	readonly later: (socket: Socket, work: () => void) => void;
};

export type FaultKind = {
	readonly name: string;
	/**
	 * What the fault does to the watch. `denied`: the API key is rejected, and polling stops. `abandoned`: the service
	 * demands so long a pause that the watch ends before. Default: the watch
	 * recovers.
	 */
	readonly outcome?: 'denied' | 'abandoned';
	/**
	 * The maximum number of times in a row that the fault occurs. Small enough that the program does not give up the
	 * run, even on a busy machine, on which the retries take longer. Default: 6.
	 */
	readonly maxTimes?: number;
	/**
	 * True if the watch must report no problem: the response is complete, or the request is retried at once (H6).
	 * Such a fault occurs only once.
	 */
	readonly unnoticed?: boolean;
	/** How the next connection fails, if the fault is that the service cannot be reached. */
	readonly reach?: ReachFault;
	readonly act: (socket: Socket, tools: FaultTools) => void;
};

export type ReachFault =
	'refuse' | 'reset' | 'silence' | 'ENOTFOUND' | 'EAI_AGAIN' | 'ESERVFAIL' | 'wrong-first';

type Headers = Readonly<Record<string, string | number | readonly string[]>>;

/** A response head. A header whose value is an array is sent once for each element. */
function head(status: number, headers: Headers = {}): string {
	const lines = Object.entries(headers).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value]).map(one => `${name}: ${one}`),
	);
	return [`HTTP/1.1 ${status} Status`, ...lines, '', ''].join('\r\n');
}

/** The head of a successful response with that body. */
function headOf({length}: Buffer): string {
	return head(200, {'content-length': length});
}

/** A complete response on a connection that stays open. */
export function whole(body: string | Uint8Array, status = 200, headers: Headers = {}): Buffer {
	const {length} = Buffer.from(body);
	return joined(head(status, {...headers, 'content-length': length}), body);
}

function joined(...parts: readonly (string | Uint8Array)[]): Buffer {
	return Buffer.concat(parts.map(part => Buffer.from(part)));
}

function fault(
	name: string,
	act: (socket: Socket, tools: FaultTools) => unknown,
	traits: Partial<FaultKind> = {},
): FaultKind {
	return {name, act, ...traits};
}

/** A fault that only replaces the bytes of the response. */
function respondWith(
	name: string,
	bytes: (tools: FaultTools) => string | Uint8Array,
	traits: Partial<FaultKind> = {},
): FaultKind {
	return fault(name, (socket, tools) => socket.write(bytes(tools)), traits);
}

/** A fault that resets the connection after these bytes. */
function resetAfter(name: string, bytes: (tools: FaultTools) => string | Uint8Array): FaultKind {
	return fault(name, (socket, tools) => socket.write(bytes(tools), () => socket.resetAndDestroy()));
}

/** The head of the correct response and at least `least` bytes of its body, but not all. */
function partOf({body, chance}: FaultTools, least: number): Buffer {
	return joined(headOf(body), body.subarray(0, chance.between(least, body.length - 1)));
}

const slow: Partial<FaultKind> = {maxTimes: 2};
/**
 * For faults by which the service rejects the request for a run. The program gives up such a run after 15 s. On the fast
 * clock of these tests, that is less than a second of real time, so the fault may occur only once.
 */
const once: Partial<FaultKind> = {maxTimes: 1};
const unnoticed: Partial<FaultKind> = {unnoticed: true};
const denied: Partial<FaultKind> = {outcome: 'denied'};
const abandoned: Partial<FaultKind> = {outcome: 'abandoned'};

const connectionFaults: readonly FaultKind[] = [
	fault('reset before the head', socket => socket.resetAndDestroy()),
	fault('closed before the head', socket => socket.end()),
	resetAfter('reset after the head', ({body}) => headOf(body)),
	fault('closed after the head', (socket, {body}) => socket.end(headOf(body))),
	resetAfter('reset in the middle of the body', tools => partOf(tools, 1)),
	fault('closed in the middle of the body', (socket, tools) => socket.end(partOf(tools, 0))),
	resetAfter('reset in the middle of the head', ({body, chance}) => {
		const bytes = headOf(body);
		return bytes.slice(0, chance.between(1, bytes.length - 1));
	}),
	fault('half open', socket => socket.pause(), slow),
	fault('stalled before the head', () => undefined, slow),
	respondWith('stalled after the head', ({body}) => headOf(body), slow),
	respondWith('stalled in the middle of the body', tools => partOf(tools, 1), slow),
	fault('dripping head', (socket, {body, drip}) => drip(socket, Buffer.from(headOf(body))), slow),
	fault(
		'dripping body',
		(socket, {body, drip}) => {
			socket.write(headOf(body));
			drip(socket, body);
		},
		slow,
	),
	fault(
		'late response',
		(socket, {body, later}) => later(socket, () => socket.write(whole(body))),
		slow,
	),
	fault(
		'closed at the next request',
		(socket, {body, reused}) => (reused ? socket.destroy() : socket.write(whole(body))),
		unnoticed,
	),
	fault(
		'reset at the next request',
		(socket, {body, reused}) => (reused ? socket.resetAndDestroy() : socket.write(whole(body))),
		unnoticed,
	),
	fault('closed right after the response', (socket, {body}) => socket.end(whole(body)), unnoticed),
	resetAfter('reset right after the response', ({body}) => whole(body)),
	respondWith('a second response that was not requested', ({body}) =>
		joined(whole(body), whole('{"code":0,"data":{}}')),
	),
	fault(
		'one packet per byte',
		(socket, {body}) => {
			socket.setNoDelay(true);

			for (const byte of whole(body)) {
				socket.write(Buffer.of(byte));
			}
		},
		unnoticed,
	),
];

const chunked = {'transfer-encoding': 'chunked'};

function chunk(bytes: Uint8Array): Buffer {
	return joined(`${bytes.length.toString(16)}\r\n`, bytes, '\r\n');
}

/** Values of the header `Retry-After`, each with a name. `now` is the server's time in milliseconds. */
const pauses: readonly (readonly [string, (now: number) => string | readonly string[]])[] = [
	['seconds', () => '3'],
	['a fraction', () => '1.5'],
	['zero', () => '0'],
	['negative', () => '-5'],
	['empty', () => ''],
	['words', () => 'soon'],
	['several', () => ['1', '4', 'x']],
	['a date', now => new Date(now + 4000).toUTCString()],
	['a date in the past', now => new Date(now - 60_000).toUTCString()],
	['an invalid date', () => 'Fri, 31 Feb 2026 25:61:61 GMT'],
];

/** Responses with an invalid head, or with an error status. */
const badHeads: readonly FaultKind[] = [
	respondWith('no HTTP', () => 'SSH-2.0-OpenSSH_9.6\r\n\r\n'),
	respondWith('HTTP/0.9', ({body}) => body),
	respondWith('unsolicited HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
	respondWith('an invalid status', () => 'HTTP/1.1 abc Nothing\r\n\r\n'),
	respondWith(
		'a NUL in a header',
		() => 'HTTP/1.1 200 OK\r\nx-a: \u0000\r\ncontent-length: 0\r\n\r\n',
	),
	respondWith('a huge header', () => head(200, {'x-long': 'x'.repeat(100_000)})),
	respondWith('a thousand headers', ({body}) =>
		joined(
			head(200, {
				'x-many': Array.from({length: 3000}, (_, n) => `value ${n}`),
				'content-length': body.length,
			}),
			body,
		),
	),
	respondWith(
		'a length that is too long',
		({body}) => joined(head(200, {'content-length': body.length + 9}), body),
		slow,
	),
	respondWith('a length that is too short', ({body}) =>
		joined(head(200, {'content-length': Math.floor(body.length / 2)}), body),
	),
	respondWith('a negative length', ({body}) => joined(head(200, {'content-length': -1}), body)),
	respondWith('two lengths', ({body}) =>
		joined(head(200, {'content-length': [String(body.length), '5']}), body),
	),
	respondWith('a length and chunks', ({body}) =>
		joined(head(200, {...chunked, 'content-length': 5}), chunk(body), '0\r\n\r\n'),
	),
	fault('truncated chunks', (socket, {body}) =>
		socket.end(joined(head(200, chunked), chunk(body.subarray(0, 40)))),
	),
	respondWith('a chunk without a size', ({body}) => joined(head(200, chunked), 'zz\r\n', body)),
	respondWith(
		'chunks without the last one',
		({body}) => joined(head(200, chunked), chunk(body)),
		slow,
	),
	respondWith('a storm of 100', ({body}) =>
		joined('HTTP/1.1 100 Continue\r\n\r\n'.repeat(2000), whole(body)),
	),
	respondWith('a storm of 103', ({body}) =>
		joined('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(500), whole(body)),
	),
	respondWith(
		'switching protocols',
		() => 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
	),
	fault(
		'HTTP/1.0 until it closes',
		(socket, {body}) => socket.end(joined('HTTP/1.0 200 OK\r\n\r\n', body)),
		unnoticed,
	),
	fault(
		'a connection that is closed',
		(socket, {body}) => socket.end(whole(body, 200, {connection: 'close'})),
		unnoticed,
	),
	respondWith('a redirect to the same origin', () => whole('', 302, {location: '/elsewhere'})),
	respondWith('a redirect to another origin', ({elsewhere}) =>
		whole('', 307, {location: elsewhere.href}),
	),
	respondWith('a redirect without a location', () => whole('', 302)),
	respondWith('multiple choices', () => whole('', 300)),
	respondWith('not modified', () => head(304)),
	...[408, 425, 500, 502, 503, 504, 520, 599].map(status =>
		respondWith(`HTTP ${status}`, () => whole('<html><h1>Oops</h1></html>', status)),
	),
	...[301, 308, 400, 410, 418].map(status =>
		respondWith(`HTTP ${status}`, () => whole('{"code":400,"msg":"参数错误"}', status), once),
	),
	respondWith(
		'HTTP 404 for a while',
		() => whole('{"code":404,"msg":"没有","data":null}', 404),
		once,
	),
	respondWith('HTTP 503 with a pause', () => whole('', 503, {'retry-after': '2'})),
	...pauses.map(([form, value]) =>
		respondWith(`HTTP 429, Retry-After is ${form}`, ({now}) =>
			whole('', 429, {'retry-after': value(now()), date: new Date(now()).toUTCString()}),
		),
	),
	respondWith(
		'HTTP 429 with a huge Retry-After',
		() => whole('', 429, {'retry-after': '99999999999'}),
		abandoned,
	),
	respondWith('HTTP 401', () => whole('{"code":401,"msg":"API Key 无效"}', 401), denied),
	respondWith('HTTP 403', () => whole('{"code":403,"msg":"权限不足"}', 403), once),
	respondWith('HTTP 403 of a proxy', () => whole('<html>Forbidden</html>', 403)),
];

const gzip = {'content-encoding': 'gzip'};
const mebibyte = 1024 * 1024;
/** 100 MiB of zeros, packed to 0.1 % of that size. Unpacked, they exceed the limit of a response. */
const bomb = gzipSync(Buffer.alloc(100 * mebibyte));
const doubleBomb = gzipSync(bomb);

function envelope(code: unknown, data: unknown, msg = '失败'): Buffer {
	return whole(JSON.stringify({code, msg, data}));
}

/** Responses with a valid head, mostly HTTP 200, and an invalid body. */
const badBodies: readonly FaultKind[] = [
	respondWith('broken gzip', ({body}) => whole(gzipSync(body).fill(7, 12), 200, gzip)),
	respondWith('cut gzip', ({body}) => whole(gzipSync(body).subarray(0, -12), 200, gzip)),
	respondWith('a bomb', () => whole(bomb, 200, gzip), once),
	respondWith(
		'a bomb in a bomb',
		() => whole(doubleBomb, 200, {'content-encoding': 'gzip, gzip'}),
		once,
	),
	respondWith('plain text declared as gzip', ({body}) => whole(body, 200, gzip)),
	respondWith('undeclared gzip', ({body}) => whole(gzipSync(body))),
	respondWith('an unknown encoding', ({body}) => whole(body, 200, {'content-encoding': 'rot13'})),
	respondWith(
		'packed twice',
		({body}) => whole(brotliCompressSync(gzipSync(body)), 200, {'content-encoding': 'gzip, br'}),
		unnoticed,
	),
	respondWith('broken brotli', ({body}) =>
		whole(brotliCompressSync(body).subarray(0, 20), 200, {'content-encoding': 'br'}),
	),
	respondWith('HTML of a login page', () => whole('<!doctype html><title>Sign in</title>')),
	respondWith('an empty body', () => whole('')),
	respondWith('no content', () => whole('', 204)),
	respondWith(
		'a byte order mark',
		({body}) => whole(Buffer.concat([Buffer.from('\uFEFF'), body])),
		unnoticed,
	),
	respondWith('NULs before the body', ({body}) => whole(Buffer.concat([Buffer.alloc(3), body]))),
	respondWith('UTF-16', ({body}) => whole(Buffer.from(body.toString(), 'utf16le'))),
	respondWith('Latin-1', ({body}) =>
		whole(Buffer.from(body.toString().replace('""', '"\u00E9'), 'latin1')),
	),
	respondWith('truncated JSON', ({body}) => whole(body.subarray(0, -3))),
	respondWith('JSON with trailing text', ({body}) => whole(joined(body, '}'))),
	respondWith('a list', () => whole('[]')),
	respondWith('null', () => whole('null')),
	respondWith('a code that is text', () => envelope('1', null)),
	respondWith('a code that is null', () => envelope(null, null)),
	respondWith('no code', () => whole('{"data":{}}')),
	respondWith('no data', () => whole('{"code":0,"msg":"ok"}')),
	respondWith('data that is a list', () => envelope(0, [])),
	respondWith('data without a status', () => envelope(0, {})),
	respondWith('a code of 500', () => envelope(500, null)),
	respondWith('a code of 429', () => envelope(429, null)),
	respondWith(
		'a run that the engine does not know yet',
		() =>
			envelope(1, {
				error: {reason: 'Task not found.', engine_code: 'TASK_NOT_FOUND', status_code: 404},
			}),
		once,
	),
	respondWith('an overloaded engine', () =>
		envelope(1, {error: {reason: 'busy', engine_code: 'BUSY', status_code: 503}}),
	),
	respondWith('a service that repeats the key', ({authorization}) =>
		whole(
			`{"code":500,"msg":"${authorization}","data":{"error":{"detail":"${authorization}"}}}`,
			500,
		),
	),
	respondWith('endless nesting', () => whole('['.repeat(200_000))),
	respondWith('a prototype', () => whole('{"__proto__":{"code":0},"code":9}')),
	respondWith(
		'doubled keys',
		({body}) => whole(body.toString().replace('{', '{"code":5,')),
		unnoticed,
	),
	respondWith('a code of 401', () => envelope(401, null, 'API Key 已停用'), denied),
];

/**
 * Faults of name lookup and connecting. No response can cause them. So the fault service aborts a request, and makes
 * the next lookup or connection fail. With `wrong-first`, the lookup returns two addresses, and only connecting to
 * the first one fails.
 */
const reachFaults: readonly FaultKind[] = (
	[
		['refused', 'refuse'],
		['reset when accepted', 'reset'],
		['accepted and silent', 'silence'],
		['name not found', 'ENOTFOUND'],
		['name server unreachable', 'EAI_AGAIN'],
		['name server fails', 'ESERVFAIL'],
		['nothing at the first address', 'wrong-first'],
	] as const
).map(([name, reach]) => fault(name, () => undefined, {reach, ...slow}));

/** All faults between a client and this API, and in its responses. */
export const faultKinds: readonly FaultKind[] = [
	...connectionFaults,
	...badHeads,
	...badBodies,
	...reachFaults,
];
