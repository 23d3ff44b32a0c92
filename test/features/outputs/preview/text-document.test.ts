import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {kindOfMediaType} from '../../../../source/core/output/kinds.ts';
import {mediaTypeOf} from '../../../../source/features/outputs/download/media-client.ts';
import {
	decodeText,
	textDocument,
} from '../../../../source/features/outputs/preview/text-document.ts';

const whole = {size: 1, isTruncated: false};

test('a text is decoded by its byte order mark, else by its charset, else as UTF-8', () => {
	assert.equal(decodeText(Buffer.from('猫'), 'text/plain'), '猫');
	assert.equal(decodeText(Buffer.from([0xc3, 0xa8]), 'text/plain; charset=GBK'), '猫');
	assert.equal(decodeText(Buffer.from([0xef, 0xbb, 0xbf, 0x61]), 'text/plain'), 'a');
	assert.equal(decodeText(Buffer.from([0xff, 0xfe, 0x2b, 0x73]), 'text/plain'), '猫');
	assert.equal(decodeText(Buffer.from('é', 'latin1'), 'text/plain; charset="iso-8859-1"'), 'é');
	assert.equal(decodeText(Buffer.from('x'), 'text/plain; charset=nobody-knows'), 'x');
	assert.equal(decodeText(Buffer.from([0x61, 0xff, 0x62]), ''), 'a\uFFFDb');
});

test('any line break ends a line, JSON is pretty-printed, overlong lines are split', () => {
	const lines = (text: string) => textDocument(text, whole).lines;
	assert.deepEqual(lines('a\nb\r\nc\rd\n'), ['a', 'b', 'c', 'd']);
	assert.deepEqual(lines('a\n\n'), ['a', '']);
	assert.deepEqual(lines('{"a":[1,2]}'), ['{', '  "a": [', '    1,', '    2', '  ]', '}']);
	const lengths = lines('x'.repeat(10_000)).map(({length}) => length);
	assert.deepEqual(lengths, [4096, 4096, 1808]);
});

test('T1: no control characters are left, and the exact text is kept', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 300}), text => {
			const {lines, exact} = textDocument(text, whole);
			assert.equal(exact, text);
			assert.doesNotMatch(lines.join(''), /[\p{Cc}\p{Cs}]/u);
		}),
	);
});

test('media types imply kinds', () => {
	const kinds = Object.entries({
		'image/png': 'image',
		'VIDEO/mp4; codecs=avc1': 'video',
		'audio/mpeg': 'audio',
		'text/plain; charset=utf-8': 'text',
		'application/json': 'text',
		'application/geo+json': 'text',
		'application/x-subrip': 'text',
		'application/ogg': 'audio',
		'application/octet-stream': null,
		'application/zip': null,
		nonsense: null,
		'': null,
	});

	for (const [type, kind] of kinds) {
		assert.equal(kindOfMediaType(mediaTypeOf({'content-type': type}) ?? ''), kind, type);
	}
});
