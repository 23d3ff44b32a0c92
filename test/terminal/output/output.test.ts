import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import {inAscii, jsonInAscii} from '../../../source/terminal/output/ascii.ts';
import {paintRow} from '../../../source/terminal/output/half-blocks.ts';
import {drawSequence, eraseSequence, type Graphic} from '../../../source/terminal/output/images.ts';
import {cellWidth} from '../../../source/terminal/width.ts';

test('kitty gets an image in chunks, and deletes it by its id', () => {
	const picture: Graphic = {protocol: 'kitty', columns: 12, rows: 6, payload: 'A'.repeat(10_000)};
	const placed = {image: picture, left: 4, top: 2};
	const sequence = drawSequence(placed);
	assert.ok(sequence.startsWith('\u001B7\u001B[3;5H\u001B_Ga=T,f=100,i=1131276,C=1,q=2,m=1;AAAA'));
	assert.ok(sequence.endsWith('\u001B\\\u001B8'));
	const chunks = sequence.slice('\u001B7\u001B[3;5H'.length, -2).split('\u001B\\').slice(0, -1);
	const payloads = chunks.map(chunk => chunk.slice(chunk.indexOf(';') + 1));
	assert.equal(payloads.join(''), picture.payload);
	assert.ok(payloads.every(({length}) => length <= 4096));
	assert.deepEqual(
		chunks.slice(1).map(chunk => chunk.slice(0, chunk.indexOf(';'))),
		['\u001B_Gm=1', '\u001B_Gm=0'],
	);
	assert.equal(eraseSequence(placed), '\u001B_Ga=d,d=I,i=1131276,q=2\u001B\\');
	// Images of other protocols are erased by drawing their cells.
	assert.equal(eraseSequence({...placed, image: {...picture, protocol: 'iterm'}}), null);
});

test('with 256 colors the mean of neighbors is the color, so that a gradient has no bands', () => {
	for (const color of [
		[70, 74, 90],
		[200, 120, 60],
		[113, 113, 113],
		[250, 30, 2],
	]) {
		const cells = Array.from({length: 2}, (_, row) => {
			const area = Uint8Array.from(Array.from({length: 4 * 4}, () => color).flat());
			return paintRow(area, 4, row, 2).painted.split('▀').slice(0, 4);
		});
		let last: readonly number[] = [];
		const found = cells.flat().flatMap(cell => {
			last = cell.includes(';5;')
				? [...cell.matchAll(/8;5;(\d+)/g)].map(([, code]) => Number(code))
				: last;
			return last.map(channelsOf);
		});
		const means = [0, 1, 2].map(
			channel => found.reduce((sum, one) => sum + (one[channel] ?? 0), 0) / found.length,
		);
		assert.equal(found.length, 16);
		assert.ok(
			means.every((value, channel) => Math.abs(value - (color[channel] ?? 0)) < 4),
			`${String(color)} became ${String(means)}`,
		);
	}
});

/** The channels of one of xterm's colors from 16 to 255. */
function channelsOf(code: number): readonly number[] {
	const cube = [36, 6, 1].map(
		weight => [0, 95, 135, 175, 215, 255][Math.floor((code - 16) / weight) % 6] ?? 0,
	);
	return code < 232 ? cube : [0, 1, 2].map(() => 8 + (code - 232) * 10);
}

test('a row has the width of its text and resets its colors', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({minLength: 60, maxLength: 60}),
			fc.constantFrom(2 as const, 3 as const),
			(values, color) => {
				const {text, painted} = paintRow(values, 5, 1, color);
				assert.equal(cellWidth(text), 5);
				// oxlint-disable-next-line no-control-regex
				assert.equal(painted.replaceAll(/\u001B\[[\d;]*m/g, ''), text);
				assert.ok(painted.endsWith('\u001B[39;49m'));
			},
		),
	);
});

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
