import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {cleanProse} from '../../source/core/text/sanitize.ts';
import {straighten} from '../../source/terminal/output/rows.ts';
import {cellWidth, sliceCells, truncate, truncateStart} from '../../source/terminal/width.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {cellsOf} from './drawn.ts';

const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

/** Texts and their widths, on which xterm.js agrees. */
const fixture: readonly (readonly [text: string, cells: number])[] = [
	['KSampler step 5/20', 18],
	['晨羽智云 工作流', 15],
	['文生图111', 9],
	['ｆｕｌｌ', 8],
	['ﾊﾝｶｸ', 4],
	['한국어', 6],
	['「」、。', 8],
	['cafe\u0301', 4],
	['n\u0303a\u0308', 2],
	['━━╸── ▶ ✓ ✗ ¥', 13],
	['§ ± × ÷ “x” …', 13],
	['αβγ абв', 7],
	['😀🎉', 4],
	['⏳✅❌', 6],
	['👍🏽', 2],
	[family, 2],
	['🏳️‍🌈', 2],
	['❤️', 2],
	['1️⃣', 2],
	['🇨🇳', 2],
	['^[[31m⏎�◌\u0301', 9],
	['שלום', 4],
	['สวัสดี', 4],
];

async function terminalWidth(text: string): Promise<number> {
	const screen = new VirtualScreen(400, 2, () => {});
	await screen.draw(`${text}|`);
	return cellsOf(screen, 1)
		.flat()
		.findIndex(cell => cell.text === '|');
}

test('widths agree with xterm.js', async () => {
	for (const [text, cells] of fixture) {
		assert.equal(cellWidth(text), cells, text);
		assert.equal(await terminalWidth(text), cells, `${text} in the terminal`);
		assert.equal(cleanProse(text), text);
	}
});

test('every character of the BMP has the width that Ink assumes, also between others', () => {
	for (let code = 0; code < 0x1_00_00; code++) {
		const character = String.fromCharCode(code);

		// U+0D4E, of Malayalam, would join the letter of another script after it.
		if (/[^\p{C}\p{M}\u0D4E]/u.test(character)) {
			const text = `中${character}a`;
			assert.equal(cellWidth(text), stringWidth(text), text);
			assert.equal(sliceCells(text, 0, 99), text);
		}
	}
});

const anyText = fc
	.array(
		fc.oneof(
			fc.constantFrom(...fixture.map(([text]) => text), 'a', ' ', '中', '한', 'ﾊﾞ', 'क्ष'),
			fc.string({unit: 'grapheme', maxLength: 5}),
		),
		{maxLength: 12},
	)
	.map(parts => cleanProse(parts.join('')));
const anyCells = fc.nat(30);

test('truncate never exceeds the width, and keeps a text that fits', () => {
	fc.assert(
		fc.property(anyText, anyCells, (text, cells) => {
			assert.ok(cellWidth(truncate(text, cells)) <= cells);
			assert.ok(cellWidth(truncateStart(text, cells)) <= cells);
			assert.equal(truncate(text, cellWidth(text)), text);
			assert.equal(truncateStart(text, cellWidth(text)), text);
		}),
	);
});

test('A slice from the middle keeps columns', () => {
	assert.equal(sliceCells('abcdef', 2, 4), 'cd');
	assert.equal(sliceCells('中文字', 1, 6), ' 文字');
	assert.equal(sliceCells('中文字', 0, 5), '中文');
	assert.equal(sliceCells('中文字', 3, 3), '');
	assert.equal(sliceCells(`a${family}b`, 1, 3), family);
	assert.equal(sliceCells('abc', 5, 9), '');
	assert.equal(sliceCells('abc', -2, 2), 'ab');

	fc.assert(
		fc.property(anyText, anyCells, anyCells, (text, from, cells) => {
			const room = Math.max(0, Math.min(cells, cellWidth(text) - from));
			const width = cellWidth(sliceCells(text, from, from + cells));
			// A grapheme that is cut is left out. A few, such as notes of music, are wider than two cells.
			const widest = Math.max(2, ...graphemesOf(text).map(cellWidth));
			assert.ok(width <= cells && width > room - widest);
		}),
	);
});

test('Truncated text has an ellipsis', () => {
	assert.equal(truncate('KSampler', 5), 'KSam…');
	assert.equal(truncate('文生图111', 6), '文生…');
	assert.equal(truncate('KSampler', 5, {ellipsis: '...'}), 'KS...');
	assert.equal(truncate('KSampler', 2, {ellipsis: '...'}), '..');
	assert.equal(truncate('KSampler', 0), '');
	assert.equal(truncateStart('/a/long/path', 6), '…/path');
	assert.equal(truncateStart('文生图', 4), '…图');
});

function graphemesOf(text: string): readonly string[] {
	return Array.from(new Intl.Segmenter().segment(text), ({segment}) => segment);
}

test('a straightened line has its columns in place, however wide the terminal draws an emoji', async () => {
	for (const isOld of [false, true]) {
		const screen = new VirtualScreen(20, 2, () => {}, isOld);
		await screen.draw(straighten('a ✍️ b 👍🏽 c'));
		const cells = cellsOf(screen, 1)[0] ?? [];
		assert.deepEqual([cells[5]?.text, cells[10]?.text], ['b', 'c']);
	}
});
