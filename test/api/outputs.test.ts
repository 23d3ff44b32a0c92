import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {outputKind, readOutputs} from '../../source/api/wire/outputs.ts';

function readAll(value: unknown) {
	return readOutputs(value).outputs;
}

function short(value: unknown): readonly string[] {
	return readAll(value).map(
		({key, kind, value: text, address}) =>
			`${key.exact} ${kind} ${address === null ? 'text' : 'address'} ${text.exact}`,
	);
}

test('texts, addresses, arrays and nested objects are read', () => {
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

test('fields that describe a file are not outputs', () => {
	assert.deepEqual(
		short({
			n9: [{filename: 'cat 1.png', url: 'https://a.example/x', type: 'output', width: 64, seed: 7}],
			n10: {name: 'a', type: 'b'},
			n11: {url: 'https://a.example/1', name: 'c', thumb: 'https://a.example/2'},
			n12: {type: {of: 'x'}, url: 'https://a.example/3'},
		}),
		[
			'n9.0.url image address https://a.example/x',
			'n9.0.seed text text 7',
			'n10.name text text a',
			'n10.type text text b',
			'n11.url file address https://a.example/1',
			'n11.name text text c',
			'n11.thumb file address https://a.example/2',
			'n12.type.of text text x',
			'n12.url file address https://a.example/3',
		],
	);
});

test('a file has the given name, else the one in its address', () => {
	const names = (value: unknown) => readAll(value).map(({name}) => name?.exact ?? null);
	assert.deepEqual(names({a: {url: 'https://a.example/x.png', filename: '猫.png'}}), ['猫.png']);
	assert.deepEqual(names({a: 'https://a.example/d/%E7%8C%AB%201.png?expires=1'}), ['猫 1.png']);
	assert.deepEqual(names({a: 'https://a.example/view?filename=sub/b.png'}), ['b.png']);
	assert.deepEqual(names({a: 'https://a.example/100%'}), ['100%']);
	assert.deepEqual(names({a: 'https://a.example/', b: 'text'}), [null, null]);
	const [hostile] = readAll({a: 'https://a.example/%1B%5B2J%E2%80%AEgnp.exe'});
	assert.doesNotMatch(hostile?.name?.safe ?? '', /\p{C}/u);
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
		const [output] = readAll({out: text});
		assert.equal(output?.address, null, text);
		assert.equal(output?.value.exact, text);
	}
});

test('nesting, and __proto__ do no harm', () => {
	const deep: unknown = JSON.parse(`{"a":${'['.repeat(100_000)}"x"${']'.repeat(100_000)},"b":"y"}`);
	assert.deepEqual(short(deep), ['b text text y']);

	assert.deepEqual(short(JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "c"}')), [
		'__proto__.polluted text text yes',
		'constructor text text c',
	]);
	assert.equal(({} as Record<string, unknown>)['polluted'], undefined);

	assert.deepEqual(short(JSON.parse('{"a.0": "x", "a": ["y"]}')), [
		'a.0 text text x',
		'a.0 text text y',
	]);
	assert.deepEqual(readAll(Array.from({length: 300_000}).fill(null)), []);
});

test('outputs beyond the limits are counted, without fields that describe a file', () => {
	const files = Array.from({length: 50_000}, () => ({
		filename: 'a.png',
		url: 'https://a.example/a.png',
		width: 5,
	}));
	const {outputs, leftOut} = readOutputs({files, words: ['x', null, '', {deep: 'y'}]});
	assert.deepEqual([outputs.length, leftOut], [2000, 48_002]);
	const deep = JSON.parse(`${'['.repeat(20)}"x","y"${']'.repeat(20)}`) as unknown;
	assert.deepEqual(readOutputs([deep, 'z']), {outputs: readAll([[], 'z']), leftOut: 1});
});

test('property: any JSON makes outputs with unique keys', () => {
	fc.assert(
		fc.property(fc.jsonValue({maxDepth: 6}), value => {
			const keys = readAll(value).map(({key}) => key.exact);
			return new Set(keys).size === keys.length;
		}),
	);
});

test('the kind follows from the extension, else from the slot, else it is null', () => {
	for (const [key, address, kind] of [
		['n9_images', 'https://a.example/x.mp4?sign=1.png', 'video'],
		['n9_images', 'https://a.example/media/example-output', 'image'],
		['n9_images', null, 'image'],
		['n9_images.0.url', 'https://a.example/x', 'image'],
		['n1_text.images.0', 'https://a.example/x', 'image'],
		['n9.images.0', 'https://a.example/x', 'image'],
		['n3_video', 'https://a.example/x', 'video'],
		['n3_videos', 'https://a.example/x', 'video'],
		['n3_audio', 'https://a.example/x', 'audio'],
		['n3_text', null, 'text'],
		['n3_gifs', 'https://a.example/x.PNG', 'image'],
		['out', 'https://a.example/x.webp#part', 'image'],
		['out', 'https://a.example/x.flac', 'audio'],
		['out', 'https://a.example/x.txt', 'text'],
		['n1_images', 'https://a.example/all.zip', 'file'],
		['out', 'https://a.example/view?filename=a.jpg&type=output', 'image'],
		['out', 'https://a.example/x.unheard', null],
		['out', 'https://image.example.png/', null],
		['out', null, null],
		['textures', null, null],
		['textures', 'https://a.example/x', null],
	] as const) {
		assert.equal(
			outputKind(key, address === null ? null : new URL(address)),
			kind,
			`${key} ${address}`,
		);
	}
});

test('the extension of a given name counts too, but not for a text', () => {
	const address = new URL('https://a.example/8f14e45f');
	assert.equal(outputKind('out', address, 'take 1.WAV'), 'audio');
	assert.equal(outputKind('n3_images', address, 'all.zip'), 'file');
	assert.equal(outputKind('out', null, 'a.png'), null);
});
