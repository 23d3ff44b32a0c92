import assert from 'node:assert/strict';
import test from 'node:test';
import {addressId, isOpenable} from '../../../source/core/output/output-address.ts';
import {isLocalAddress} from '../../../source/features/outputs/download/media-client.ts';

test('only https, and http on this machine, may be opened or fetched', () => {
	const good =
		'https://a.example/ http://127.0.0.1:1/ http://localhost/ http://[::1]/ http://0x7f.1/';
	const bad =
		'http://a.example/ file:///etc/passwd javascript:1 https://u@a.example/ http://localhost.evil.example/ http://127.0.0.1.evil.example/';

	for (const [addresses, expected] of [
		[good, true],
		[bad, false],
	] as const) {
		for (const address of addresses.split(' ')) {
			assert.equal(isOpenable(new URL(address)), expected, address);
		}
	}
});

test('loopback, link-local and unspecified addresses are local, private ones are not', () => {
	const local = '127.1.2.3 0.0.0.0 169.254.169.254 ::1 :: ::ffff:127.0.0.1 fe80::1%eth0';
	const others = '10.0.0.1 192.168.1.1 172.16.0.1 fd00::1 ::ffff:10.0.0.1 2001:db8::1';
	assert.equal(local.split(' ').filter(isLocalAddress).join(' '), local);
	assert.deepEqual(others.split(' ').filter(isLocalAddress), []);
});

test('a new signature does not change the id of a file, but a query without signature does', () => {
	const id = (query: string) => addressId(new URL(`https://a.example/x.png?${query}`));
	assert.equal(id('expires=1778147626&signature=a'), id('expires=1778147999&signature=b'));
	assert.notEqual(id('filename=a'), id('filename=b'));
});
