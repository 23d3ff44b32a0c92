import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {toTransportError} from '../../source/api/errors.ts';
import {redactor} from '../../source/api/redact.ts';
import {apiKey} from './client-of.ts';

const redact = redactor(apiKey);

function error(code: string | null, message: string): Error {
	return Object.assign(new Error(message), code === null ? {} : {code});
}

function kindOf(cause: unknown): string {
	const {kind, detail} = toTransportError(cause, redact).problem;
	return `${kind}: ${detail}`;
}

test('a transport fault has a kind and a code, without raw text', () => {
	for (const [code, message, kind] of [
		['ENOTFOUND', 'getaddrinfo ENOTFOUND a.example', 'network'],
		['EAI_AGAIN', 'getaddrinfo EAI_AGAIN a.example', 'network'],
		['CERT_HAS_EXPIRED', 'certificate has expired', 'network'],
		['ERR_SSL_WRONG_VERSION_NUMBER', '40E7:error:0A00010B:SSL routines', 'network'],
		['ESOMETHING', 'never heard of', 'network'],
		['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error', 'timeout'],
		['ETIMEDOUT', 'read ETIMEDOUT', 'timeout'],
		['ZSTD_error_prefix_unknown', 'Unknown frame descriptor', 'malformed'],
		['ERR_ASSERTION', 'assert(statusCode >= 100)', 'malformed'],
	] as const) {
		assert.equal(kindOf(error(code, message)), `${kind}: ${code}`);
	}

	assert.equal(kindOf('no error at all'), 'malformed: not valid HTTP');
});

test('the error does not contain the key, and no properties that could', () => {
	const hex = Buffer.from(apiKey).toString('hex');
	const inner = Object.assign(new TypeError(`header ${apiKey}`), {data: `Bearer ${apiKey}`});
	const outer = Object.assign(new Error(`sent ${hex}`, {cause: inner}), {
		code: 'ECONNRESET',
		options: {headers: {authorization: `Bearer ${apiKey}`}},
	});
	const result = toTransportError(outer, redact);
	const everything = inspect(result, {depth: 20, showHidden: true});
	assert.ok(!everything.includes(apiKey) && !everything.includes(hex));
	assert.match(everything, /ECONNRESET/);
});
