import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import {cellWidth, sliceCells} from '../../source/terminal/width.ts';

const characters = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code)).filter(
	character => /[^\p{C}\p{M}]/u.test(character),
);

test('D7: every BMP character has the width that Ink assumes', () => {
	for (const character of characters) {
		assert.equal(cellWidth(character), stringWidth(character), character);
	}
});

test('D7: every BMP character has this width between other characters too', () => {
	for (const character of characters) {
		const text = `中${character}a`;
		assert.equal(cellWidth(text), stringWidth(text), text);
		assert.equal(sliceCells(text, 0, 99), text);
	}
});
