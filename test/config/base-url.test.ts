import assert from 'node:assert/strict';
import test from 'node:test';
import {readBaseUrl} from '../../source/config/base-url.ts';

/** Each text with its parsed URL, or the reason for its refusal. */
const table: ReadonlyArray<readonly [text: string, verdict: string]> = [
	['https://www.chenyu.cn', 'https://www.chenyu.cn/'],
	['https://a.example:8443/prefix/', 'https://a.example:8443/prefix/'],
	['HTTPS://A.EXAMPLE', 'https://a.example/'],
	['https://localhost.', 'https://localhost./'],
	// Spellings of this machine.
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
	['http://127.1', 'http://127.0.0.1/'],
	['http://127.255.255.254', 'http://127.255.255.254/'],
	['http://0x7f.1', 'http://127.0.0.1/'],
	['http://017700000001', 'http://127.0.0.1/'],
	['http://2130706433', 'http://127.0.0.1/'],
	['http://１２７.０.０.１', 'http://127.0.0.1/'],
	['http://[::1]:3000', 'http://[::1]:3000/'],
	['http://[0:0:0:0:0:0:0:1]', 'http://[::1]/'],
	['http://[::ffff:7f00:1]', 'http://[::ffff:7f00:1]/'],
	['http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]/'],
	['http://localhost:1', 'http://localhost:1/'],
	['http://LOCALHOST', 'http://localhost/'],
	// Addresses that only resemble this machine.
	['http://www.chenyu.cn', 'plain-http'],
	['http://localhost.', 'plain-http'],
	['http://a.localhost', 'plain-http'],
	['http://localhost.evil.example', 'plain-http'],
	['http://127.0.0.1.evil.example', 'plain-http'],
	['http://128.0.0.1', 'plain-http'],
	['http://0.0.0.0', 'plain-http'],
	['http://[::]', 'plain-http'],
	['http://[::2]', 'plain-http'],
	['http://[::ffff:a00:1]', 'plain-http'],
	['http://[::7f00:1]', 'plain-http'],
	['http://169.254.169.254', 'plain-http'],
	// Forbidden parts.
	['http://127.0.0.1@evil.example', 'user-info'],
	['https://me@a.example', 'user-info'],
	['https://:secret@a.example', 'user-info'],
	['https://a.example?b=c', 'query'],
	['https://a.example/?', 'query'],
	['https://a.example#b', 'query'],
	// Not a base URL at all.
	['', 'not-a-url'],
	['www.chenyu.cn', 'not-a-url'],
	['https://', 'not-a-url'],
	['http://127.0.0.1:99999', 'not-a-url'],
	['http://127.0.0.256', 'not-a-url'],
	['localhost:8080', 'scheme'],
	['ftp://127.0.0.1', 'scheme'],
	['file:///etc/passwd', 'scheme'],
	['javascript:alert(1)', 'scheme'],
];

for (const [text, verdict] of table) {
	test(`a base URL is checked after parsing (H2): ${text} is ${verdict}`, () => {
		const read = readBaseUrl(text);
		assert.equal(read instanceof URL ? read.href : read, verdict);
	});
}
