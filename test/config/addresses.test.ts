import assert from 'node:assert/strict';
import test from 'node:test';
import {readBaseUrl} from '../../source/config/addresses.ts';

/** Each text with its parsed URL; empty if it is refused. */
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
	['http://www.chenyu.cn', ''],
	['http://localhost.', ''],
	['http://a.localhost', ''],
	['http://localhost.evil.example', ''],
	['http://127.0.0.1.evil.example', ''],
	['http://128.0.0.1', ''],
	['http://0.0.0.0', ''],
	['http://[::]', ''],
	['http://[::2]', ''],
	['http://[::ffff:a00:1]', ''],
	['http://[::7f00:1]', ''],
	['http://169.254.169.254', ''],
	// Forbidden parts.
	['http://127.0.0.1@evil.example', ''],
	['https://me@a.example', ''],
	['https://:secret@a.example', ''],
	['https://a.example?b=c', ''],
	['https://a.example/?', ''],
	['https://a.example#b', ''],
	// Not a base URL at all.
	['', ''],
	['www.chenyu.cn', ''],
	['https://', ''],
	['http://127.0.0.1:99999', ''],
	['http://127.0.0.256', ''],
	['localhost:8080', ''],
	['ftp://127.0.0.1', ''],
	['file:///etc/passwd', ''],
	['javascript:alert(1)', ''],
];

for (const [text, verdict] of table) {
	test(`a base URL is checked after parsing (H2): ${text} is ${verdict || 'refused'}`, () => {
		assert.equal(readBaseUrl(text)?.href ?? '', verdict);
	});
}
