import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import {inAscii, jsonInAscii} from '../../../source/terminal/output/ascii.ts';
import {cellWidth} from '../../../source/terminal/width.ts';

test('keeps the width and the escape sequences', () => {
	assert.equal(inAscii('文生图 · é e\u0301 1/2…'), '?????? - ? e 1/2~');
	assert.equal(
		inAscii('\u001B[1m文\u001B[0m\u001B]0;完成\u0007'),
		'\u001B[1m??\u001B[0m\u001B]0;????\u0007',
	);
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}).map(cleanProse), text => {
			const ascii = inAscii(text);
			assert.match(ascii, /^[ -~]*$/);
			assert.equal(ascii.length, cellWidth(text));
		}),
		{numRuns: 2_000},
	);
});

test('keeps the value of JSON', () => {
	const json = JSON.stringify({title: '雨夜 🌧\u009B', ratio: 1});
	assert.match(jsonInAscii(json), /^[ -~]*$/);
	assert.deepEqual(JSON.parse(jsonInAscii(json)), JSON.parse(json));
});
