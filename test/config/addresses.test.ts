import assert from 'node:assert/strict';
import test from 'node:test';
import {readBaseUrl} from '../../source/config/option-values.ts';

test('a base URL is checked after parsing', () => {
	const good = {
		'https://a.example:8443/prefix/': 'https://a.example:8443/prefix/',
		'HTTPS://A.EXAMPLE': 'https://a.example/',
		'https://localhost.': 'https://localhost./',
		// Spellings of this machine.
		'http://127.0.0.1:8080': 'http://127.0.0.1:8080/',
		'http://127.1': 'http://127.0.0.1/',
		'http://127.255.255.254': 'http://127.255.255.254/',
		'http://0x7f.1': 'http://127.0.0.1/',
		'http://017700000001': 'http://127.0.0.1/',
		'http://2130706433': 'http://127.0.0.1/',
		'http://１２７.０.０.１': 'http://127.0.0.1/',
		'http://[0:0:0:0:0:0:0:1]:3000': 'http://[::1]:3000/',
		'http://[::ffff:127.0.0.1]': 'http://[::ffff:7f00:1]/',
		'http://LOCALHOST': 'http://localhost/',
	};

	for (const [text, href] of Object.entries(good)) {
		assert.equal(readBaseUrl(text)?.href, href, text);
	}
});

test('another base URL is refused', () => {
	const similar =
		'www.chenyu.cn localhost. a.localhost localhost.evil.example 127.0.0.1.evil.example 128.0.0.1 0.0.0.0 [::] [::2] [::ffff:a00:1] [::7f00:1] 169.254.169.254';
	const forbiddenParts =
		'http://127.0.0.1@evil.example https://me@a.example https://:secret@a.example https://a.example?b=c https://a.example/? https://a.example#b';
	const nonsense =
		'www.chenyu.cn https:// http://127.0.0.1:99999 http://127.0.0.256 localhost:8080 ftp://127.0.0.1 file:///etc/passwd javascript:alert(1)';

	for (const text of [
		'',
		...similar.split(' ').map(host => `http://${host}`),
		...`${forbiddenParts} ${nonsense}`.split(' '),
	]) {
		assert.equal(readBaseUrl(text), null, text);
	}
});
