import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {ApiError} from '../../source/api/errors/api-error.ts';
import {GuardError} from '../../source/api/guard-error.ts';
import {redactor} from '../../source/api/redact.ts';
import {toTransportError} from '../../source/api/transport-error.ts';
import {apiKey} from './asking.ts';

const redact = redactor(apiKey);

function error(code: string | null, message: string): Error {
	return Object.assign(new Error(message), code === null ? {} : {code});
}

function kindOf(cause: unknown): string {
	const result = toTransportError(cause, redact);
	assert.ok(result instanceof ApiError);
	return `${result.kind}: ${result.detail}`;
}

test('every fault of the transport has its kind', () => {
	for (const [code, message, expected] of [
		[
			'ECONNREFUSED',
			'connect ECONNREFUSED 127.0.0.1:1',
			'network: connect ECONNREFUSED 127.0.0.1:1',
		],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND a.example', 'network: getaddrinfo ENOTFOUND a.example'],
		['ECONNREFUSED', '', 'network: ECONNREFUSED'],
		[
			'CERT_HAS_EXPIRED',
			'certificate has expired',
			'network: CERT_HAS_EXPIRED: certificate has expired',
		],
		['UND_ERR_SOCKET', 'other side closed', 'network: other side closed'],
		['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error', 'timeout: Connect Timeout Error'],
		['UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error', 'timeout: Headers Timeout Error'],
		['UND_ERR_BODY_TIMEOUT', 'Body Timeout Error', 'timeout: Body Timeout Error'],
		['ETIMEDOUT', 'read ETIMEDOUT', 'timeout: read ETIMEDOUT'],
		['HPE_INVALID_CONSTANT', 'Expected HTTP/', 'malformed: HPE_INVALID_CONSTANT: Expected HTTP/'],
		['UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error', 'malformed: Headers Overflow Error'],
		['Z_DATA_ERROR', 'incorrect header check', 'malformed: Z_DATA_ERROR: incorrect header check'],
		['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'too big', 'too-large: too big'],
		[null, 'too many content-encodings', 'malformed: too many content-encodings'],
	] as const) {
		assert.equal(kindOf(error(code, message)), expected);
	}

	assert.equal(kindOf('no error at all'), 'malformed: no error at all');
});

test('a guard’s error is a bug and stays one', () => {
	const guard = new GuardError('POST');
	assert.equal(toTransportError(guard, redact), guard);
});

test('S4: neither the error nor its causes hold the key, or anything that could', () => {
	const hex = Buffer.from(apiKey).toString('hex');
	const inner = Object.assign(new TypeError(`header ${apiKey}`), {data: `Bearer ${apiKey}`});
	const outer = Object.assign(new Error(`sent ${hex}`, {cause: inner}), {
		code: 'ECONNRESET',
		options: {headers: {authorization: `Bearer ${apiKey}`}},
	});
	const result = toTransportError(outer, redact);
	const everything = inspect(result, {depth: 20, showHidden: true});
	assert.ok(!everything.includes(apiKey) && !everything.includes(hex));
	assert.match(everything, /TypeError\]?: header \[key\]/);
	assert.match(everything, /ECONNRESET/);
});

test('causes that go round in a circle come to an end', () => {
	const circle = error('ECONNRESET', 'round');
	circle.cause = circle;
	assert.equal(kindOf(circle), 'network: ECONNRESET: round');
});
