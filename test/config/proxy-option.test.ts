import assert from 'node:assert/strict';
import test from 'node:test';
import {configErrorOf, errorOf, optionsOf, requestOf, usageErrorOf} from './parse.ts';

const proxyOf = (argv: readonly string[], env = {}, config?: unknown): string | undefined =>
	optionsOf(argv, {env, config}).proxy?.address;

test('the proxy comes from the option, the profile, the config or the environment, in this order', () => {
	const env = {HTTPS_PROXY: 'http://env:1'};
	const config = {proxy: 'http://config:1', profiles: {p: {proxy: 'p:1'}, direct: {proxy: 'none'}}};
	assert.equal(proxyOf([]), undefined);
	assert.equal(proxyOf([], env), 'http://env:1');
	assert.equal(proxyOf([], env, config), 'http://config:1');
	assert.equal(proxyOf(['--profile', 'p'], env, config), 'http://p:1');
	assert.equal(proxyOf(['--profile', 'p', '--proxy', 'flag:1'], env, config), 'http://flag:1');
	assert.equal(proxyOf(['--profile', 'direct'], env, config), undefined);
	assert.equal(proxyOf(['--proxy', 'none'], env, config), undefined);
	assert.equal(proxyOf(['--demo'], env, config), undefined);
});

test('of the variables the more specific ones go first, in lower case before upper case', () => {
	const all = {
		https_proxy: 'a:1',
		HTTPS_PROXY: 'b:1',
		all_proxy: 'c:1',
		ALL_PROXY: 'd:1',
		http_proxy: 'e:1',
		HTTP_PROXY: 'f:1',
	};

	for (const [name, value] of Object.entries(all)) {
		assert.equal(proxyOf([], all), `http://${value}`);
		Object.assign(all, {[name]: ' '});
	}

	assert.equal(proxyOf([], all), undefined);
});

test('a SOCKS proxy is refused; the more specific variable and `none` go before it', () => {
	const env = {ALL_PROXY: 'socks5://127.0.0.1:7890'};
	assert.equal(
		proxyOf([], {...env, https_proxy: 'http://127.0.0.1:7890'}),
		'http://127.0.0.1:7890',
	);
	assert.equal(proxyOf([], {...env, HTTP_PROXY: '127.0.0.1:7890'}), 'http://127.0.0.1:7890');
	assert.equal(proxyOf(['--proxy', 'none'], env), undefined);
	assert.equal(proxyOf(['--demo'], env), undefined);
	assert.match(usageErrorOf([], {env}), /^ALL_PROXY is not valid.*SOCKS is not supported/);
	assert.match(
		usageErrorOf(['--proxy', 'socks5://a:1']),
		/^--proxy is not valid.*SOCKS is not supported/,
	);
});

test('an invalid proxy is reported without its value, and a password is not taken from an option', () => {
	const url = 'http://wei:hunter2#@proxy:1';
	assert.match(
		usageErrorOf([], {env: {https_proxy: url}}),
		/^https_proxy is not valid\. Use the address of an HTTP proxy/,
	);
	assert.match(usageErrorOf(['--proxy', url]), /^--proxy is not valid/);
	const fault = configErrorOf({profiles: {p: {proxy: ['hunter2']}}});
	assert.match(fault, /"proxy" is not valid\. Use the address/);
	assert.ok(!fault.includes('hunter2'));
	assert.match(
		usageErrorOf(['--proxy', 'http://wei:hunter2@proxy:1']),
		/^--proxy contains a password.*HTTPS_PROXY/,
	);

	assert.ok(!usageErrorOf([], {env: {https_proxy: url}}).includes('hunter2'));
	assert.equal(proxyOf(['--proxy', 'wei@proxy:1']), 'http://proxy:1');
});

test('a config that others can read must not have the password of a proxy', () => {
	const exposure = {mode: '644'};
	const config = {profiles: {p: {proxy: 'http://u:hunter2@h:1'}}};
	const error = errorOf({config, exposure});
	assert.match(error, /config\.json: Other users can read the .*passwords.*mode 644.*chmod 600/);
	assert.ok(!error.includes('hunter2'));
	assert.equal(proxyOf(['--profile', 'p'], {}, config), 'http://h:1');
	assert.ok(requestOf({config: {proxy: 'http://u@h:1'}, exposure}).options.proxy !== null);
});
