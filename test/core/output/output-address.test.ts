import assert from 'node:assert/strict';
import test from 'node:test';
import {addressId, isOpenable} from '../../../source/core/output/output-address.ts';

test('F1: only https, and http on this machine, may be opened or fetched', () => {
	for (const good of [
		'https://a.example/',
		'http://127.0.0.1:1/',
		'http://localhost/',
		'http://[::1]/',
		'http://0x7f.1/',
	]) {
		assert.equal(isOpenable(new URL(good)), true, good);
	}

	for (const bad of [
		'http://a.example/',
		'file:///etc/passwd',
		'javascript:1',
		'https://u@a.example/',
		'http://localhost.evil.example/',
		'http://127.0.0.1.evil.example/',
	]) {
		assert.equal(isOpenable(new URL(bad)), false, bad);
	}
});

test('a new signature does not change the id of a file, but a query without signature does', () => {
	const id = (href: string) => addressId(new URL(href));
	assert.equal(
		id('https://a.example/x.png?expires=1778147626&signature=a'),
		id('https://a.example/x.png?expires=1778147999&signature=b'),
	);
	assert.notEqual(id('https://a.example/view?filename=a'), id('https://a.example/view?filename=b'));
});
