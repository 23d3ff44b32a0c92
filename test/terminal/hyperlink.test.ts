import assert from 'node:assert/strict';
import test from 'node:test';
import {hyperlink} from '../../source/terminal/hyperlink.ts';

test('Writes OSC 8 with the address, the label, and OSC 8 without an address', () => {
	assert.equal(
		hyperlink('cdn.example', new URL('https://cdn.example/a?b=1')),
		'\u001B]8;;https://cdn.example/a?b=1\u0007cdn.example\u001B]8;;\u0007',
	);
});

test('T10: an address with user info or another protocol is not linked', () => {
	for (const address of [
		'https://user@evil.example/',
		'https://:secret@evil.example/',
		'file:///etc/passwd',
		'javascript:alert(1)',
	]) {
		assert.equal(hyperlink('label', new URL(address)), 'label');
	}
});

test('T10: no address can end the OSC 8 sequence', () => {
	const address = new URL('https://a.example/\u001B\\\u0007x\u009C?\u0007#\u001B]8;;');
	const controls = hyperlink('', address).replaceAll(/[^\p{Cc}]/gu, '');
	assert.equal(controls, '\u001B\u0007\u001B\u0007');
});
