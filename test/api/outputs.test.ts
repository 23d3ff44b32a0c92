import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {readOutputs} from '../../source/api/wire/outputs.ts';

function short(value: unknown): readonly string[] {
	return readOutputs(value).map(
		({key, kind, value: text, address}) =>
			`${key.exact} ${kind} ${address === null ? 'text' : 'address'} ${text.exact}`,
	);
}

test('a text, an address, an array and nested objects are walked', () => {
	assert.deepEqual(
		short({
			n9_images: 'https://a.example/x',
			n3_text: '一只猫',
			n5_images: ['https://a.example/1.png', 'https://a.example/2.png'],
			n7: {images: [{url: 'https://a.example/3'}], width: 512, ready: true, note: null, alt: ''},
		}),
		[
			'n9_images image address https://a.example/x',
			'n3_text text text 一只猫',
			'n5_images.0 image address https://a.example/1.png',
			'n5_images.1 image address https://a.example/2.png',
			'n7.images.0.url image address https://a.example/3',
			'n7.width text text 512',
			'n7.ready text text true',
		],
	);
});

test('outputs that are no object are read too', () => {
	assert.deepEqual(short(null), []);
	assert.deepEqual(short(undefined), []);
	assert.deepEqual(short('done'), ['outputs text text done']);
	assert.deepEqual(short(['a', 'b']), ['0 text text a', '1 text text b']);
});

test('only http and https without user info are addresses', () => {
	for (const text of [
		'javascript:alert(1)',
		'file:///etc/passwd',
		'data:image/png;base64,AAAA',
		'ftp://a.example/x',
		'https://user:secret@a.example/x',
		'https://user@a.example/x',
		'https://',
		'https://a.example/with space',
		'see https://a.example/x',
		'//a.example/x',
	]) {
		const [output] = readOutputs({out: text});
		assert.equal(output?.address, null, text);
		assert.equal(output?.value.exact, text);
	}
});

test('T1: keys and values are made safe, and kept exact', () => {
	const [output] = readOutputs({'n1\u001B[31m': 'a\u001B]0;b'});
	assert.equal(output?.key.exact, 'n1\u001B[31m');
	assert.equal(output?.value.exact, 'a\u001B]0;b');
	assert.doesNotMatch(`${output?.key.safe}${output?.value.safe}`, /\p{C}/u);
});

test('H17: nesting, __proto__ and doubled paths do no harm', () => {
	const deep: unknown = JSON.parse(`{"a":${'['.repeat(100_000)}"x"${']'.repeat(100_000)},"b":"y"}`);
	assert.deepEqual(short(deep), ['b text text y']);

	assert.deepEqual(short(JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "c"}')), [
		'__proto__.polluted text text yes',
		'constructor text text c',
	]);
	assert.equal(({} as Record<string, unknown>)['polluted'], undefined);

	assert.deepEqual(short(JSON.parse('{"a.0": "x", "a": ["y"]}')), [
		'a.0 text text x',
		"a.0' text text y",
	]);
	assert.equal(readOutputs(Array.from({length: 50_000}, () => 'x')).length, 9999);
	assert.deepEqual(readOutputs(Array.from({length: 3_000_000}).fill(null)), []);
});

test('any JSON makes outputs with keys of their own', () => {
	fc.assert(
		fc.property(fc.jsonValue({maxDepth: 6}), value => {
			const keys = readOutputs(value).map(output => output.key.exact);
			return new Set(keys).size === keys.length;
		}),
	);
});
