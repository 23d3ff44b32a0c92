import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import {cleanValue, takeWithin} from '../../../source/session/mcp/tool.ts';

test('a result takes what fits, at least one item, and says how to ask for the rest', () => {
	const notes: string[] = [];
	const take = (count: number, size: Parameters<typeof takeWithin>[2]) =>
		takeWithin(
			Array.from({length: count}, (_, index) => index),
			n => ({n, text: 'x'.repeat(80)}),
			size,
			{note: sentence => notes.push(sentence)},
		).length;
	assert.equal(take(10, {bytes: 950}), 9);
	assert.equal(take(10, {bytes: 10}), 1);
	assert.equal(take(10, {bytes: 10_000, maxItems: 4}), 4);
	assert.equal(take(4, {bytes: 10_000, maxItems: 3, more: 'a larger limit, or '}), 3);
	assert.equal(take(10, {bytes: 10_000}), 10);
	assert.deepEqual(notes, [
		'At least 1 more left out: ask with a larger max_bytes.',
		'At least 9 more left out: ask with a larger max_bytes.',
		'At least 6 more left out: ask with a larger max_bytes.',
		'At least 1 more left out: ask with a larger limit, or a larger max_bytes.',
	]);
});

test('texts of a result are visible, keep their lines and are cut; unknown fields are left out', () => {
	assert.deepEqual(
		cleanValue({a: null, b: [{c: 'one\r\ntwo\u001B[2J', d: null}], e: 0, f: false, g: ''}),
		{b: [{c: 'one\ntwo^[[2J'}], e: 0, f: false, g: ''},
	);
	const address = `https://a.example/${'x'.repeat(200)}?signature=1`;
	assert.deepEqual(cleanValue([address, `see ${address}`], 10), [
		address,
		`see https: …[${address.length - 6} more characters]`,
	]);
	assert.equal(cleanValue('晨羽智云', 2.5), '晨羽 …[2 more characters]');
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), fc.nat(40), (text, max) => {
			const cleaned = cleanValue(text, max);
			assert.deepEqual(cleaned.split('\n').map(cleanProse), cleaned.split('\n'));
			assert.doesNotMatch(
				cleaned.replaceAll('\n', ''),
				/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u,
			);
			assert.equal(cleanValue(cleaned), cleaned);
		}),
	);
});
