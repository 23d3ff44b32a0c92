import assert from 'node:assert/strict';
import test from 'node:test';
import {isLocalAddress} from '../../source/features/outputs/download/media-client.ts';

test('F1: loopback, link-local and unspecified addresses are local, private ones are not', () => {
	for (const ip of [
		'127.1.2.3',
		'0.0.0.0',
		'169.254.169.254',
		'::1',
		'::',
		'::ffff:127.0.0.1',
		'fe80::1%eth0',
	]) {
		assert.ok(isLocalAddress(ip), ip);
	}

	for (const ip of [
		'10.0.0.1',
		'192.168.1.1',
		'172.16.0.1',
		'fd00::1',
		'::ffff:10.0.0.1',
		'2001:db8::1',
	]) {
		assert.ok(!isLocalAddress(ip), ip);
	}
});
