import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {readProxy} from '../../source/core/http-proxy.ts';

function proxyOf(text: string, noProxy?: string) {
	const proxy = readProxy(text, noProxy);
	assert.ok(proxy !== null, text);
	return proxy;
}

const serves = (noProxy: string, target: string): boolean =>
	proxyOf('http://proxy:3128', noProxy).serves(new URL(target));

test('the address of a proxy is a URL of http or https, or a host with a port', () => {
	for (const [text, address] of [
		['http://127.0.0.1:7890', 'http://127.0.0.1:7890'],
		['127.0.0.1:7890', 'http://127.0.0.1:7890'],
		['proxy.example:8080/', 'http://proxy.example:8080'],
		['HTTPS://proxy.example', 'https://proxy.example'],
		['wei:a%20b@[::1]:8080', 'http://[::1]:8080'],
	] as const) {
		assert.equal(proxyOf(text).address, address);
	}

	// Of a password with # or / only a part would be taken for the password, and the rest for the host.
	for (const text of [
		'',
		'http://',
		'ftp://a',
		'socks5h://a',
		'SOCKS4://a',
		'a b',
		'u:1#x@a:2',
		'u:1/x@a:2',
		'u:1?x@a',
		'u:%@a',
	]) {
		assert.equal(readProxy(text), null, text);
	}
});

test('the password of a proxy is only in the header for the proxy', () => {
	const proxy = proxyOf('http://wei:p%40ss%25@proxy:1');
	assert.equal(proxy.revealAuthorization(), `Basic ${Buffer.from('wei:p@ss%').toString('base64')}`);
	assert.ok(proxy.hasPassword && !proxyOf('wei@proxy:1').hasPassword);
	assert.equal(proxyOf('proxy:1').revealAuthorization(), null);
	const shown = `${inspect(proxy, {depth: 9, showHidden: true})}${JSON.stringify(proxy)}`;
	assert.doesNotMatch(shown, /p@ss|p%40|cEBz/);
});

test('connections to this machine, and those without TLS, never use a proxy', () => {
	const names = 'localhost localhost. a.localhost LOCALHOST';
	const addresses = '127.1 0x7f.1 2130706433 [::1] [::ffff:127.0.0.1] 0.0.0.0 [::]';

	for (const host of `${names} ${addresses}`.split(' ')) {
		assert.ok(!serves('', `https://${host}:8443`), host);
	}

	assert.ok(!serves('', 'http://service.example'));

	for (const host of ['localhost.evil.example', 'mylocalhost', '10.0.0.1', '[::2]']) {
		assert.ok(serves('', `https://${host}`), host);
	}
});

test('NO_PROXY has domains with their subdomains, and IP addresses, also with ports', () => {
	for (const [noProxy, direct, proxied] of [
		['*', ['a.example', '10.0.0.1'], []],
		['b.example, .a.example', ['a.example', 'x.a.example', 'B.example.'], ['xa.example']],
		['x *.a.example', ['a.example', 'x.a.example', 'x'], ['a.example.org']],
		['a.example:8443', ['a.example:8443', 'x.a.example:8443'], ['a.example', 'a.example:84']],
		['a.example:443', ['a.example'], ['a.example:8443']],
		['x,192.0.2.1', ['192.0.2.1'], ['10.2.0.1', '192.0.2.10']],
		['fd00::1,[2001:db8::1]:8443', ['[fd00::1]', '[2001:DB8:0::1]:8443'], ['[2001:db8::1]']],
		['10.0.0.0/8,.,,:443', [], ['10.0.0.1', 'a.example']],
	] as const) {
		for (const host of direct) {
			assert.ok(!serves(noProxy, `https://${host}`), `${noProxy}: ${host}`);
		}

		for (const host of proxied) {
			assert.ok(serves(noProxy, `https://${host}`), `${noProxy}: ${host}`);
		}
	}
});
