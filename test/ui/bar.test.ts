import assert from 'node:assert/strict';
import test from 'node:test';
import {bar} from '../../source/ui/bar.ts';
import {glyphsFor} from '../../source/ui/theme/glyphs.ts';
import {textOf} from '../../source/ui/line.ts';

const draw = (percent: number, ascii = false): string =>
	textOf(bar(percent, 10, glyphsFor(ascii), 'running'));

test('a bar grows by half cells and is rounded down', () => {
	assert.equal(draw(0), '──────────');
	assert.equal(draw(9.9), '╸─────────');
	assert.equal(draw(57), '━━━━━╸────');
	assert.equal(draw(99.9), '━━━━━━━━━╸');
	assert.equal(draw(100), '━━━━━━━━━━');
});

test('a bar in ASCII', () => {
	assert.equal(draw(57, true), '=====>----');
});

test('percentages are clamped', () => {
	assert.equal(draw(-5), draw(0));
	assert.equal(draw(1e9), draw(100));
});
