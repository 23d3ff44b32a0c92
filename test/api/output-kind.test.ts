import assert from 'node:assert/strict';
import test from 'node:test';
import {outputKind} from '../../source/api/output-kind.ts';

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
